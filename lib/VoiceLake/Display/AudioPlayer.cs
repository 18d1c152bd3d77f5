using System.Globalization;
using System.Net;
using VoiceLake.Audio;
using VoiceLake.Display.Internals;
using VoiceLake.Silver;

namespace VoiceLake.Display;

/// <summary>A player with the sound inside the page: it plays offline, from disk, in any browser.</summary>
/// <remarks>Notebook: 02-silver-decode-and-cast</remarks>
[TypeFormatterSource(typeof(HtmlFormatters), PreferredMimeTypes = [MimeTypes.Html, MimeTypes.Plain])]
public sealed class AudioPlayer : IRichOutput
{
    private readonly double _seconds;
    private readonly int _sampleRate;

    private AudioPlayer(byte[] pcm, int sampleRate, string label, string? caption)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(sampleRate);
        ArgumentException.ThrowIfNullOrWhiteSpace(label);
        if (pcm.Length % 2 != 0)
        {
            throw new ArgumentException($"16-bit PCM has two bytes a sample; these are {pcm.Length} bytes.", nameof(pcm));
        }

        (_sampleRate, _seconds) = (sampleRate, pcm.Length / 2.0 / sampleRate);
        (Label, Caption, Wav) = (label, caption, WavFile.Of(pcm, sampleRate));
    }

    /// <summary>What is heard, for those who cannot see the player.</summary>
    public string Label { get; }

    /// <summary>The line under the player, such as the prompt that was read; null: none.</summary>
    public string? Caption { get; }

    /// <summary>The bytes of a WAV file: mono, 16 bits.</summary>
    public byte[] Wav { get; }

    /// <summary>A player of a clip, with its prompt as the caption.</summary>
    public static AudioPlayer Of(SilverClip clip)
    {
        ArgumentNullException.ThrowIfNull(clip);
        return Of(clip.Samples, clip.SampleRate, clip.Clip, clip.Prompt);
    }

    /// <summary>A player of 16-bit little-endian PCM, mono.</summary>
    /// <param name="pcm">Two bytes a sample.</param>
    /// <param name="sampleRate">Hz.</param>
    /// <param name="label">What is heard.</param>
    /// <param name="caption">The line under the player.</param>
    /// <exception cref="ArgumentException">An odd number of bytes, or no label.</exception>
    public static AudioPlayer Of(byte[] pcm, int sampleRate, string label = "Audio clip", string? caption = null)
    {
        ArgumentNullException.ThrowIfNull(pcm);
        return new(pcm, sampleRate, label, caption);
    }

    /// <summary>A player of samples in [−1, 1].</summary>
    /// <param name="samples">Full scale is 1; what lies outside is cut off.</param>
    /// <param name="sampleRate">Hz.</param>
    /// <param name="label">What is heard.</param>
    /// <param name="caption">The line under the player.</param>
    public static AudioPlayer Of(float[] samples, int sampleRate, string label = "Audio clip", string? caption = null)
    {
        ArgumentNullException.ThrowIfNull(samples);
        return new(Pcm16.FromFloat(samples).Bytes, sampleRate, label, caption);
    }

    /// <summary>The player as HTML.</summary>
    public string ToHtml()
    {
        var caption = Caption is null ? "" : $"<figcaption>{WebUtility.HtmlEncode(Caption)}</figcaption>";
        return $"<figure style=\"margin:0.5em 0\"><audio controls preload=\"metadata\" aria-label=\"{WebUtility.HtmlEncode(Label)}\" "
            + $"src=\"data:audio/wav;base64,{Convert.ToBase64String(Wav)}\"></audio>{caption}</figure>";
    }

    /// <summary>What is heard, how long, at which rate.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"Audio: {Label}, {_seconds:0.00} s at {_sampleRate} Hz{(Caption is null ? "" : $": {Caption}")}");

    string? IRichOutput.Render(string mimeType) => mimeType switch
    {
        MimeTypes.Html => ToHtml(),
        MimeTypes.Plain => ToString(),
        _ => null,
    };
}
