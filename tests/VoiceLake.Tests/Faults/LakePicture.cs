using System.Security.Cryptography;

namespace VoiceLake.Tests.Faults;

/// <summary>All that lies in a lake's folder: what it is called, and the checksum of its bytes.</summary>
internal static class LakePicture
{
    public static IReadOnlyList<string> Of(string lake) =>
        [.. Directory.EnumerateFiles(lake, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(file => $"{Path.GetRelativePath(lake, file)} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)))}")];
}
