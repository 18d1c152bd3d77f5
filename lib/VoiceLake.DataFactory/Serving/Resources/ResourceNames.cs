using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using VoiceLake.DataFactory.Model;
using VoiceLake.DataFactory.Serving.Arm;

namespace VoiceLake.DataFactory.Serving.Resources;

/// <summary>Names of resources: Data Factory's own rules, and the file that stands for a name.</summary>
internal static partial class ResourceNames
{
    /// <summary>Refuses a name that Data Factory would refuse.</summary>
    public static void Check(FactoryResourceKind kind, string name)
    {
        if (kind == FactoryResourceKind.Factory ? name.Length is < 3 or > 63 || !FactoryName().IsMatch(name) : name.Length is < 1 or > 260 || !ResourceName().IsMatch(name))
        {
            throw ArmException.BadRequest(kind == FactoryResourceKind.Factory
                ? $"'{Shorten(name)}' is no name of a factory: use 3 to 63 letters, digits and single hyphens, a letter or digit first and last."
                : $"'{Shorten(name)}' is no name of a {kind}: use 1 to 260 characters without < > * # . % & : \\ + ? / and control characters, a letter, digit or _ first.");
        }
    }

    /// <summary>The file's name: the same for names that differ in case alone, as Data Factory tells them apart no further.</summary>
    public static string FileOf(string name)
    {
        var folded = name.ToLowerInvariant();
        return PlainFile().IsMatch(folded) ? folded : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(folded)));
    }

    private static string Shorten(string name) => name.Length <= 80 ? name : name[..80] + "…";

    [GeneratedRegex(@"^[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*\z")]
    private static partial Regex FactoryName();

    [GeneratedRegex(@"^[A-Za-z0-9_][^<>*#.%&:\\+?/\p{C}]*\z")]
    private static partial Regex ResourceName();

    // Shorter than a checksum, so that no name can be taken for another's.
    [GeneratedRegex(@"^[a-z0-9_][a-z0-9_-]{0,60}\z")]
    private static partial Regex PlainFile();
}
