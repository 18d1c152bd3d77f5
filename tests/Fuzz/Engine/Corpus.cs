using System.Security.Cryptography;

namespace VoiceLake.Fuzz.Engine;

/// <summary>The inputs that took new branches: in memory, and beside the findings on disk.</summary>
internal sealed class Corpus(Random random)
{
    private readonly List<byte[]> _inputs = [];
    private readonly HashSet<string> _names = [];

    /// <summary>Inputs, in the order in which they were found.</summary>
    public IReadOnlyList<byte[]> Inputs => _inputs;

    /// <summary>The kept inputs of a folder, by name.</summary>
    public static IEnumerable<byte[]> Read(string folder) =>
        Directory.Exists(folder) ? Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal).Select(File.ReadAllBytes) : [];

    /// <summary>The name of an input: the first digits of its SHA-256.</summary>
    public static string NameOf(byte[] input) => Convert.ToHexStringLower(SHA256.HashData(input))[..16];

    /// <summary>Adds an input, where it is new.</summary>
    public void Add(byte[] input)
    {
        if (_names.Add(NameOf(input)))
        {
            _inputs.Add(input);
        }
    }

    /// <summary>Any input; those found of late are likelier.</summary>
    public byte[] Pick() => _inputs[random.Next(3) == 0 ? _inputs.Count - 1 - random.Next(1 + (_inputs.Count / 4)) : random.Next(_inputs.Count)];

    /// <summary>Writes all inputs to a folder.</summary>
    public void Write(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var input in _inputs)
        {
            File.WriteAllBytes(Path.Combine(folder, NameOf(input)), input);
        }
    }
}
