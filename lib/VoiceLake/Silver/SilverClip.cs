using VoiceLake.Audio;

namespace VoiceLake.Silver;

/// <summary>One decoded clip, as a row of <c>silver.clips</c>.</summary>
/// <remarks>Notebook: 02-silver-decode-and-cast</remarks>
/// <param name="Clip"><c>&lt;submission&gt;/&lt;clip name without extension&gt;</c>.</param>
/// <param name="Submission">The archive's name without extension.</param>
/// <param name="Speaker">Who speaks; an anonymous archive is a speaker of its own.</param>
/// <param name="Gender"><c>female</c>, <c>male</c>, <c>other</c> or <c>unknown</c>.</param>
/// <param name="Language">ISO 639-1 code, where known.</param>
/// <param name="Prompt">The text that was read, in mixed case where the archive has it so.</param>
/// <param name="Samples">16-bit little-endian PCM, mono, at <paramref name="SampleRate"/>.</param>
/// <param name="SampleRate">Hz; 16,000.</param>
/// <param name="SourceSampleRate">Hz, as the audio header says.</param>
/// <param name="SourceChannels">Channels before the mix to mono.</param>
/// <param name="SourceBits">Bits a sample in the source.</param>
/// <param name="SourceCodec">Such as <c>wav/pcm_s16le</c> or <c>flac</c>.</param>
/// <param name="NSamples">Samples at <paramref name="SampleRate"/>.</param>
/// <param name="DurationS">Seconds.</param>
/// <param name="PeakDbfs">Peak level in dB of full scale; null for digital silence.</param>
/// <param name="RmsDbfs">Root-mean-square level in dB of full scale; null for digital silence.</param>
/// <param name="ClippedSamples">Samples at either end of the 16-bit scale.</param>
/// <param name="Silent">Whether nothing can be heard.</param>
/// <param name="TrimmedStart">Samples cut from the start; 0 unless trimming was asked for.</param>
/// <param name="TrimmedEnd">Samples cut from the end; 0 unless trimming was asked for.</param>
/// <param name="Sha256">The checksum of <paramref name="Samples"/>, in lower-case hexadecimal.</param>
/// <param name="RunId">The run that decoded it.</param>
/// <param name="PromptWords">The prompt in capitals without punctuation, where the archive has it so.</param>
/// <param name="SourceFile">The clip's path inside the archive.</param>
public sealed record SilverClip(
    string Clip,
    string Submission,
    string Speaker,
    string Gender,
    string? Language,
    string? Prompt,
    byte[] Samples,
    int SampleRate,
    int SourceSampleRate,
    int SourceChannels,
    int SourceBits,
    string SourceCodec,
    long NSamples,
    double DurationS,
    double? PeakDbfs,
    double? RmsDbfs,
    long ClippedSamples,
    bool Silent,
    long TrimmedStart,
    long TrimmedEnd,
    string Sha256,
    string RunId,
    string? PromptWords = null,
    string SourceFile = "")
{
    /// <summary>The samples in [−1, 1): 16-bit values divided by 32,768.</summary>
    public float[] ToFloats() => Pcm16.ToFloat(Samples);
}
