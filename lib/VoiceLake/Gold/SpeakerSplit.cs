using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace VoiceLake.Gold;

/// <summary>Says which split a speaker belongs to, from the speaker's id and nothing else.</summary>
/// <remarks>
/// The SHA-256 of the id, read as a fraction: below 0.70 train, below 0.85 validation, else test. All clips of a speaker share a split,
/// and speakers who come later move nobody. Notebook: 03-gold-features
/// </remarks>
public static class SpeakerSplit
{
    /// <summary>Speakers a model learns from: 70 of 100.</summary>
    public const string Train = "train";

    /// <summary>Speakers its settings are chosen on: 15 of 100.</summary>
    public const string Validation = "validation";

    /// <summary>Speakers it is judged on, once: 15 of 100.</summary>
    public const string Test = "test";

    private const double TrainShare = 0.70;
    private const double ValidationShare = 0.15;

    /// <summary>The splits, in the order of their use.</summary>
    public static IReadOnlyList<string> All { get; } = [Train, Validation, Test];

    /// <summary>The split of a speaker.</summary>
    public static string Of(string speaker)
    {
        ArgumentException.ThrowIfNullOrEmpty(speaker);
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(speaker));
        var fraction = BinaryPrimitives.ReadUInt64BigEndian(hash) / Math.Pow(2, 64);
        return fraction < TrainShare ? Train : fraction < TrainShare + ValidationShare ? Validation : Test;
    }
}
