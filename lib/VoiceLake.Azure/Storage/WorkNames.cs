using System.Security.Cryptography;
using System.Text;
using VoiceLake.Lake;

namespace VoiceLake.Azure.Storage;

/// <summary>Where what is unfinished is kept: in the container it goes to, under names that no listing of the lake shows.</summary>
internal static class WorkNames
{
    /// <summary>What their names begin with.</summary>
    public const string Folder = ".voicelake/";

    /// <summary>What the names of uploads begin with.</summary>
    public const string Uploads = Folder + "uploads/";

    /// <summary>The name of the upload to a path.</summary>
    public static string UploadOf(LakePath path) => Uploads + Hash(path.Name);

    /// <summary>A short, sure name for any text.</summary>
    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..40];

    /// <summary>Whether a name is one of them.</summary>
    public static bool Is(string name) => name.StartsWith(Folder, StringComparison.Ordinal);
}
