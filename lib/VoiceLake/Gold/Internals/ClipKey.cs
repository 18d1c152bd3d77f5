using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace VoiceLake.Gold.Internals;

/// <summary>What of a silver clip decides over its features, without the samples.</summary>
internal sealed record ClipKey(string Clip, string Speaker, string Gender, int SampleRate, long NSamples, string Sha256)
{
    public UInt128 Fingerprint() => ClipFingerprint.Of(Sha256, Speaker, Gender, SpeakerSplit.Of(Speaker));
}

/// <summary>What of a row of gold says from what it was computed.</summary>
internal sealed record GoldKey(string Clip, string Speaker, string Gender, string Split, string ClipSha256, string FeatureSet)
{
    public UInt128 Fingerprint() => ClipFingerprint.Of(ClipSha256, Speaker, Gender, Split);
}

/// <summary>128 bits that change whenever a clip's features must be computed anew; kept for every clip, and small for that.</summary>
internal static class ClipFingerprint
{
    public static UInt128 Of(params ReadOnlySpan<string> parts)
        => BinaryPrimitives.ReadUInt128BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts!))));
}
