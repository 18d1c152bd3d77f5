using VoiceLake.Tests.Support;

namespace VoiceLake.Fuzz.Targets;

/// <summary>Good files of the repository, from which fuzzing begins.</summary>
internal static class SeedFiles
{
    /// <summary>The files of a folder and the folders below it, by name.</summary>
    public static IEnumerable<byte[]> Whole(string folder, string pattern) => Paths(folder, pattern).Select(File.ReadAllBytes);

    /// <summary>Their first bytes.</summary>
    public static IEnumerable<byte[]> Beginnings(string folder, string pattern, int length) => Whole(folder, pattern).Select(bytes => bytes[..Math.Min(length, bytes.Length)]);

    public static IEnumerable<string> Paths(string folder, string pattern) =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), pattern, SearchOption.AllDirectories).Order(StringComparer.Ordinal);
}
