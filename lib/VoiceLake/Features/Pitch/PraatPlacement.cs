namespace VoiceLake.Features.Pitch;

/// <summary>Where Praat places the frames of a clip: as many as have room, evenly around its middle.</summary>
/// <param name="Frames">How many.</param>
/// <param name="Start">The time of the first one's centre, in seconds.</param>
/// <param name="Step">From one to the next, in seconds.</param>
/// <param name="Period">Seconds from sample to sample.</param>
internal readonly record struct PraatPlacement(int Frames, double Start, double Step, double Period)
{
    /// <summary>Places the frames.</summary>
    /// <param name="samples">The clip's length.</param>
    /// <param name="sampleRate">In Hz.</param>
    /// <param name="window">What a frame spans, in seconds.</param>
    /// <param name="step">From one frame to the next, in seconds.</param>
    public static PraatPlacement Of(long samples, int sampleRate, double window, double step)
    {
        var period = 1.0 / sampleRate;
        var duration = period * samples;
        if (window > duration)
        {
            return new PraatPlacement(0, 0, step, period);
        }

        var frames = checked((int)Math.Floor((duration - window) / step) + 1);
        return new PraatPlacement(frames, (0.5 * duration) - (0.5 * frames * step) + (0.5 * step), step, period);
    }

    /// <summary>The sample before a frame's centre; it may lie on it.</summary>
    public long Left(int frame) => (long)Math.Floor((Start + (frame * Step) - (0.5 * Period)) / Period);
}
