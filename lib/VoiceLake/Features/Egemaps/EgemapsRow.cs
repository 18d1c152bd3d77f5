namespace VoiceLake.Features.Egemaps;

/// <summary>Sums up the descriptors of a clip in 88 columns.</summary>
/// <remarks>Holds working memory: one instance a thread.</remarks>
internal sealed class EgemapsRow
{
    private readonly ContourStatistics _statistics = new();
    private float[] _gated = [];
    private float[] _smooth = [];

    /// <summary>Writes the row.</summary>
    /// <param name="descriptors">Of one frame of 60 ms at least.</param>
    /// <param name="decided">How many fundamentals were decided before the clip's end was known: the reference counts only these frames where voice does.</param>
    /// <param name="energy">The mean square of the samples, averaged over the frames of 20 ms.</param>
    /// <param name="writer">Receives the columns.</param>
    public void Write(Descriptors descriptors, int decided, double energy, ref FeatureWriter writer)
    {
        var pitch = descriptors[Descriptors.Pitch].Values;
        decided = Math.Max(decided, 1);
        _statistics.WriteAll(NonZero(SmoothVoice(pitch, decided)), ref writer);
        _statistics.WriteAll(Smooth(descriptors[Descriptors.Loudness].Values), ref writer);
        var peaks = _statistics.Peaks;
        for (var descriptor = Descriptors.Flux; descriptor < Descriptors.Pitch; descriptor++)
        {
            ContourStatistics.WriteMoments(Smooth(descriptors[descriptor].Values), ref writer);
        }

        for (var descriptor = Descriptors.Jitter; descriptor < Descriptors.Count; descriptor++)
        {
            // Here the reference's average ends with the frames that are decided; below it goes one further.
            var values = descriptors[descriptor].Values[..decided];
            ContourStatistics.WriteMoments(NonZero(SmoothVoice(Descriptors.IsLevel(descriptor) ? values : Gate(values, pitch, voiced: true), decided)), ref writer);
        }

        for (var descriptor = Descriptors.AlphaRatio; descriptor < Descriptors.Pitch; descriptor++)
        {
            ContourStatistics.WriteMoments(NonZero(SmoothVoice(Gate(descriptors[descriptor].Values, pitch, voiced: true), decided)), ref writer);
        }

        for (var descriptor = Descriptors.AlphaRatio; descriptor <= Descriptors.Flux; descriptor++)
        {
            ContourStatistics.WriteMean(NonZero(SmoothVoice(Gate(descriptors[descriptor].Values, pitch, voiced: false), decided)), ref writer);
        }

        writer.Write(peaks / (descriptors[Descriptors.Loudness].Count * FrameGrid.HopSeconds));
        var contour = SmoothVoice(pitch, decided);
        var (voiced, unvoiced) = (ContourSegments.Measure(contour, ofZeros: false), ContourSegments.Measure(contour, ofZeros: true));
        writer.Write(voiced.Count / (contour.Length * FrameGrid.HopSeconds));
        writer.Write(voiced.Mean * FrameGrid.HopSeconds);
        writer.Write(voiced.Deviation * FrameGrid.HopSeconds);
        writer.Write(unvoiced.Mean * FrameGrid.HopSeconds);
        writer.Write(unvoiced.Deviation * FrameGrid.HopSeconds);
        writer.Write(10 * Math.Log10(Math.Max(energy, 1e-12)));
    }

    /// <summary>The values of voiced frames, or of the others; zeros elsewhere.</summary>
    private ReadOnlySpan<float> Gate(ReadOnlySpan<float> values, ReadOnlySpan<float> pitch, bool voiced)
    {
        var count = Math.Min(values.Length, pitch.Length);
        _gated = _gated.Length < count ? new float[count] : _gated;
        for (var frame = 0; frame < count; frame++)
        {
            _gated[frame] = pitch[frame] > 0 == voiced ? values[frame] : 0;
        }

        return _gated.AsSpan(0, count);
    }

    private Span<float> Smooth(ReadOnlySpan<float> values)
    {
        var smooth = Room(values.Length);
        Contour.Smooth(values, smooth);
        return smooth;
    }

    private Span<float> SmoothVoice(ReadOnlySpan<float> values, int decided)
    {
        var smooth = Room(decided);
        Contour.SmoothNonZero(values, smooth);
        return smooth;
    }

    private Span<float> Room(int frames)
    {
        _smooth = _smooth.Length < frames ? new float[frames] : _smooth;
        return _smooth.AsSpan(0, frames);
    }

    private static Span<float> NonZero(Span<float> values)
    {
        var count = 0;
        foreach (var value in values)
        {
            if (value != 0)
            {
                values[count++] = value;
            }
        }

        return values[..count];
    }
}
