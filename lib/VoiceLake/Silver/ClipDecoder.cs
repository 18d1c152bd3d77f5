using System.Security.Cryptography;
using VoiceLake.Audio;
using VoiceLake.Quality;

namespace VoiceLake.Silver;

/// <summary>The sound of one clip, as the lake keeps it.</summary>
/// <remarks>Notebook: 02-silver-decode-and-cast</remarks>
/// <param name="Samples">16-bit little-endian PCM, mono, 16 kHz.</param>
/// <param name="SourceSampleRate">Hz, as the audio header says.</param>
/// <param name="SourceChannels">Channels before the mix to mono.</param>
/// <param name="SourceBits">Bits a sample in the source.</param>
/// <param name="SourceCodec">Such as <c>wav/pcm_s16le</c> or <c>flac</c>.</param>
/// <param name="Levels">How loud it is.</param>
/// <param name="TrimmedStart">Samples cut from the start, at 16 kHz.</param>
/// <param name="TrimmedEnd">Samples cut from the end, at 16 kHz.</param>
/// <param name="Sha256">The checksum of <paramref name="Samples"/>, in lower-case hexadecimal.</param>
/// <param name="Notes">What was mended while reading.</param>
public sealed record DecodedClip(
    byte[] Samples,
    int SourceSampleRate,
    int SourceChannels,
    int SourceBits,
    string SourceCodec,
    AudioLevels Levels,
    int TrimmedStart,
    int TrimmedEnd,
    string Sha256,
    IReadOnlyList<AudioNote> Notes);

/// <summary>Decodes a clip: any WAV or FLAC to mono, to 16 kHz, to 16 bits.</summary>
/// <remarks>Notebook: 02-silver-decode-and-cast</remarks>
public static class ClipDecoder
{
    /// <summary>Decodes one audio file.</summary>
    /// <param name="file">Its bytes.</param>
    /// <param name="name">What errors call it.</param>
    /// <param name="options">null takes the defaults.</param>
    /// <exception cref="AudioFormatException">The file is no audio or is damaged; the rule says how.</exception>
    public static DecodedClip Decode(ReadOnlySpan<byte> file, string name, SilverOptions? options = null)
    {
        options ??= new SilverOptions();
        var audio = AudioDecoder.Decode(file, name, options.Decoder);
        var mono = ChannelMixer.ToMono(audio);
        if (audio.SampleRate != SilverOptions.SampleRate)
        {
            mono = Resampler.Resample(mono, audio.SampleRate, SilverOptions.SampleRate, options.Resampler);
        }

        var (start, end) = (0, mono.Length);
        if (options.Trim is { } trim)
        {
            var kept = SilenceTrimmer.Find(mono, trim);
            (start, end) = (kept.Start, kept.End);
        }

        var samples = Pcm16.FromFloat(mono.AsSpan(start, end - start)).Bytes;
        return new DecodedClip(
            samples, audio.SampleRate, audio.Channels.Length, audio.BitsPerSample, audio.Codec, AudioLevels.Measure(samples, options.Levels),
            start, mono.Length - end, Convert.ToHexStringLower(SHA256.HashData(samples)), audio.Notes);
    }

    /// <summary>The finding that says why a clip was rejected.</summary>
    internal static QualityFinding Rejection(AudioFormatException error, string entry, string clip) =>
        new(QualityRules.Find(error.Rule), "clip", error.Message, entry, clip, error.Offset);
}
