using VoiceLake.Audio;
using VoiceLake.Display.Internals;
using VoiceLake.Signal;
using VoiceLake.Silver;

namespace VoiceLake.Display;

public static partial class Plots
{
    /// <summary>Bands of the mel spectrogram: enough for the eye, few enough that the lowest still holds a bin.</summary>
    private const int MelBands = 64;

    /// <summary>A frame of 32 ms: 512 samples at 16 kHz, long enough to part a voice's harmonics, short enough to part its sounds.</summary>
    private const double FrameSeconds = 0.032;

    /// <summary>dB below the loudest cell that still have a colour of their own.</summary>
    private const double RangeDb = 80;

    /// <summary>The spectrogram of a clip.</summary>
    public static Figure Spectrogram(SilverClip clip)
    {
        ArgumentNullException.ThrowIfNull(clip);
        return Spectrogram(clip.Samples, clip.SampleRate, clip.Clip);
    }

    /// <summary>The spectrogram of 16-bit little-endian PCM, mono.</summary>
    /// <param name="pcm">Two bytes a sample.</param>
    /// <param name="sampleRate">Hz.</param>
    /// <param name="name">What is heard; the title.</param>
    /// <exception cref="ArgumentException">An odd number of bytes.</exception>
    public static Figure Spectrogram(byte[] pcm, int sampleRate, string name = "Spectrogram") => Spectrogram(Pcm16.ToFloat(pcm), sampleRate, name);

    /// <summary>The power at each time and frequency, in dB below the loudest; frames of 32 ms, overlapping, in at most 240 × 129 cells, each the loudest within.</summary>
    /// <param name="samples">Full scale is 1.</param>
    /// <param name="sampleRate">Hz.</param>
    /// <param name="name">What is heard; the title.</param>
    public static Figure Spectrogram(float[] samples, int sampleRate, string name = "Spectrogram")
    {
        var (power, fftLength, hop) = Frames(samples, sampleRate);
        var grid = SpectrumGrid.Of(power, RangeDb);
        var binWidth = (double)sampleRate / fftLength;
        return Spectrum(
            name,
            Text($"Spectrogram of {(double)samples.Length / sampleRate:0.00} s up to {sampleRate / 2.0:0} Hz; {Loudest(power, bin => bin * binWidth)}."),
            new FigureAxis("frequency (Hz)") { Minimum = 0, Maximum = sampleRate / 2.0 },
            grid,
            grid.Rows(binWidth),
            (double)hop / sampleRate);
    }

    /// <summary>The mel spectrogram of a clip.</summary>
    public static Figure MelSpectrogram(SilverClip clip)
    {
        ArgumentNullException.ThrowIfNull(clip);
        return MelSpectrogram(clip.Samples, clip.SampleRate, clip.Clip);
    }

    /// <summary>The mel spectrogram of 16-bit little-endian PCM, mono.</summary>
    /// <param name="pcm">Two bytes a sample.</param>
    /// <param name="sampleRate">Hz.</param>
    /// <param name="name">What is heard; the title.</param>
    /// <exception cref="ArgumentException">An odd number of bytes.</exception>
    public static Figure MelSpectrogram(byte[] pcm, int sampleRate, string name = "Mel spectrogram") => MelSpectrogram(Pcm16.ToFloat(pcm), sampleRate, name);

    /// <summary>The power in each of 64 mel bands, evenly spaced to the ear, in dB below the loudest.</summary>
    /// <param name="samples">Full scale is 1.</param>
    /// <param name="sampleRate">Hz.</param>
    /// <param name="name">What is heard; the title.</param>
    public static Figure MelSpectrogram(float[] samples, int sampleRate, string name = "Mel spectrogram")
    {
        var (power, fftLength, hop) = Frames(samples, sampleRate);
        var filters = new MelFilterBank(sampleRate, fftLength, MelBands);
        var mel = Array.ConvertAll(power, frame =>
        {
            var bands = new double[MelBands];
            filters.Apply(frame, bands);
            return bands;
        });
        var grid = SpectrumGrid.Of(mel, RangeDb);
        var highest = MelScale.Slaney.FromHertz(sampleRate / 2.0);
        double Band(double hertz) => (MelScale.Slaney.FromHertz(hertz) / highest * (MelBands + 1)) - 1;
        double Centre(int band) => MelScale.Slaney.ToHertz((band + 1) * highest / (MelBands + 1));
        return Spectrum(
            name,
            Text($"Mel spectrogram of {(double)samples.Length / sampleRate:0.00} s in {MelBands} bands; {Loudest(mel, Centre)}."),
            new FigureAxis("mel bands (Hz)")
            {
                Minimum = -0.5,
                Maximum = MelBands - 0.5,
                Ticks = [.. Octaves(sampleRate).Select(hertz => new AxisTick(Band(hertz), Text($"{hertz}")))],
            },
            grid,
            grid.Rows(1),
            (double)hop / sampleRate);
    }

    /// <summary>A hop that gives about as many frames as a plot has columns, while frames still overlap by a quarter or more.</summary>
    private static (double[][] Power, int FftLength, int Hop) Frames(float[] samples, int sampleRate)
    {
        ArgumentNullException.ThrowIfNull(samples);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(sampleRate);
        var fftLength = Math.Max(4, (int)(sampleRate * FrameSeconds) / 4 * 4);
        var hop = Math.Clamp(samples.Length / (SpectrumGrid.MostColumns - 1), fftLength / 4, fftLength / 4 * 3);
        return (Stft.Power(samples, fftLength, hop), fftLength, hop);
    }

    private static Figure Spectrum(
        string name, string description, FigureAxis y, SpectrumGrid grid, (double First, double Last) rows, double frameSeconds)
    {
        var (first, last) = grid.Columns(frameSeconds);
        var half = grid.FramesPerCell * frameSeconds / 2;
        return new Figure
        {
            Title = name,
            Description = description,
            X = new FigureAxis("time (s)") { Minimum = first - half, Maximum = last + half },
            Y = y,
            Series = [new HeatmapSeries((first, last), rows, grid.Decibels, "power (dB, 0 = loudest)")],
        };
    }

    private static IEnumerable<int> Octaves(int sampleRate)
    {
        for (var hertz = 250; hertz < sampleRate / 2; hertz *= 2)
        {
            yield return hertz;
        }
    }

    private static string Loudest(double[][] power, Func<int, double> hertz)
    {
        var (best, at) = (0.0, 0);
        foreach (var frame in power)
        {
            for (var bin = 0; bin < frame.Length; bin++)
            {
                (best, at) = frame[bin] > best ? (frame[bin], bin) : (best, at);
            }
        }

        return best > 0 ? Text($"loudest near {hertz(at):0} Hz") : "silence";
    }
}
