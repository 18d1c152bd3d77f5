using System.Globalization;

namespace VoiceLake.Features;

/// <summary>How the voice features are computed; the defaults are those behind voice.csv.</summary>
/// <remarks>Notebook: 03-gold-features</remarks>
public sealed record VoiceOptions
{
    /// <summary>The bound of the voice band, in Hz: of the spectrum that is summed up and of the fundamental frequency.</summary>
    internal const int HighestHertz = 280;

    private const int LowestSampleRate = 2_001;
    private const int ShortestFrame = 256;
    private const int LongestFrame = 65_536;
    private const int LongestSeconds = 3_600;

    /// <summary>Samples a second of the clips; 16,000 by default. Clips are taken at their native rate.</summary>
    public int SampleRate { get; init; } = 16_000;

    /// <summary>How much of a clip is heard, in seconds from its start; 20 by default.</summary>
    public int Seconds { get; init; } = 20;

    /// <summary>Samples of a frame of the fundamental and the dominant frequency, a power of two; 2,048 by default.</summary>
    public int FrameLength { get; init; } = 2_048;

    /// <summary>Samples up to this percentage of the clip's largest magnitude count as zero in the frames; 5 by default.</summary>
    public double Threshold { get; init; } = 5;

    /// <summary>Checks every option.</summary>
    /// <exception cref="ArgumentException">One or more cannot be met; the message names them all.</exception>
    public void Validate()
    {
        var mistakes = Mistakes();
        if (mistakes.Count > 0)
        {
            throw new ArgumentException($"Voice options: {string.Join("; ", mistakes)}.");
        }
    }

    internal IReadOnlyList<string> Mistakes()
    {
        var mistakes = new List<string>();
        if (SampleRate < LowestSampleRate)
        {
            mistakes.Add($"{nameof(SampleRate)} is {SampleRate} Hz, but must be {LowestSampleRate} or more, so that the dominant frequency has a band of 1 kHz");
        }

        if (Seconds is < 1 or > LongestSeconds)
        {
            mistakes.Add($"{nameof(Seconds)} is {Seconds}, but must be 1 to {LongestSeconds}");
        }

        if (FrameLength is < ShortestFrame or > LongestFrame || !int.IsPow2(FrameLength))
        {
            mistakes.Add($"{nameof(FrameLength)} is {FrameLength} samples, but must be a power of two from {ShortestFrame} to {LongestFrame}");
        }
        else if (SampleRate / HighestHertz >= FrameLength / 2)
        {
            mistakes.Add($"{nameof(FrameLength)} is {FrameLength} samples, but half of it must hold more than a period of {HighestHertz} Hz at {SampleRate} Hz: take a longer frame");
        }

        if (!(Threshold >= 0 && Threshold < 100))
        {
            mistakes.Add($"{nameof(Threshold)} is {Threshold.ToString(CultureInfo.InvariantCulture)} %, but must be 0 or more and less than 100");
        }

        return mistakes;
    }
}
