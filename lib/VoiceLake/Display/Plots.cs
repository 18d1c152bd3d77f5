using System.Globalization;
using VoiceLake.Audio;
using VoiceLake.Display.Internals;
using VoiceLake.Silver;

namespace VoiceLake.Display;

/// <summary>The plots of the notebooks: one line each, from samples or tables to a <see cref="Figure"/>.</summary>
/// <remarks>Notebook: 02-silver-decode-and-cast</remarks>
public static partial class Plots
{
    private const int WaveformColumns = 1000;

    /// <summary>The waveform of a clip.</summary>
    public static Figure Waveform(SilverClip clip)
    {
        ArgumentNullException.ThrowIfNull(clip);
        return Waveform(clip.Samples, clip.SampleRate, clip.Clip);
    }

    /// <summary>The waveform of 16-bit little-endian PCM, mono.</summary>
    /// <param name="pcm">Two bytes a sample.</param>
    /// <param name="sampleRate">Hz.</param>
    /// <param name="name">What is heard; the title.</param>
    /// <exception cref="ArgumentException">An odd number of bytes.</exception>
    public static Figure Waveform(byte[] pcm, int sampleRate, string name = "Waveform") => Waveform(Pcm16.ToFloat(pcm), sampleRate, name);

    /// <summary>The waveform of samples in [−1, 1]; a long one as the least and greatest sample of each of 1,000 parts, so that no peak is lost.</summary>
    /// <param name="samples">Full scale is 1.</param>
    /// <param name="sampleRate">Hz.</param>
    /// <param name="name">What is heard; the title.</param>
    public static Figure Waveform(float[] samples, int sampleRate, string name = "Waveform")
    {
        ArgumentNullException.ThrowIfNull(samples);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(sampleRate);
        var (values, step) = Envelope.Of(samples, WaveformColumns);
        var peak = samples.Length == 0 ? 0 : samples.Max(Math.Abs);
        var seconds = (double)samples.Length / sampleRate;
        return new Figure
        {
            Title = name,
            Description = Text($"Waveform of {seconds:0.00} s at {sampleRate} Hz; {Level(peak)}."),
            X = new FigureAxis("time (s)") { Minimum = 0, Maximum = Math.Max(seconds, 1.0 / sampleRate) },
            Y = new FigureAxis("amplitude (full scale = 1)"),
            Series = [new EvenLineSeries(0, step / sampleRate, values) { Color = Palette.Blue }],
            Height = 260,
        };
    }

    private static string Level(double peak) => peak > 0 ? Text($"peak {20 * Math.Log10(peak):0.0} dBFS") : "silence";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
