using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace VoiceLake.Gold;

/// <summary>Says which split a speaker belongs to, from the speaker's id and nothing else.</summary>
/// <remarks>
/// The SHA-256 of the id in small letters, read as a fraction: below 0.70 train, below 0.85 validation, else test. All clips of a
/// speaker share a split, and speakers who come later move nobody. <c>John</c> and <c>john</c> may be one person or two: nobody can
/// say, so they share a split. Notebook: 03-gold-features
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
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(Fold(speaker)));
        var fraction = BinaryPrimitives.ReadUInt64BigEndian(hash) / Math.Pow(2, 64);
        return fraction < TrainShare ? Train : fraction < TrainShare + ValidationShare ? Validation : Test;
    }

    // Capitals first: some letters have two small ones.
    [SuppressMessage("Globalization", "CA1308", Justification = "Nothing is compared but the hash.")]
    private static string Fold(string speaker) => speaker.ToUpperInvariant().ToLowerInvariant();
}
