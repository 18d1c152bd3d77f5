namespace VoiceLake.Fuzz.Engine;

/// <summary>An input that broke a promise, as two files: the bytes, and what they led to.</summary>
internal static class Finding
{
    public static void Write(string folder, byte[] input, string detail)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, Corpus.NameOf(input));
        File.WriteAllBytes(path, input);
        File.WriteAllText(path + ".txt", detail + "\n");
    }

    /// <summary>How many were written, and their first lines.</summary>
    public static IReadOnlyList<string> Read(string folder) =>
        Directory.Exists(folder)
            ? [.. Directory.EnumerateFiles(folder, "*.txt").Order(StringComparer.Ordinal).Select(path => $"{path[..^4]}: {File.ReadLines(path).FirstOrDefault()}")]
            : [];
}
