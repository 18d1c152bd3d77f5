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
    /// <param name="decided">How many fundamentals were decided before the clip's end was known: only these frames count where voice does.</param>
    /// <param name="energy">The mean square of the samples, averaged over the frames of 20 ms.</param>
    /// <param name="writer">Receives the columns.</param>
    public void Write(Descriptors descriptors, int decided, double energy, ref FeatureWriter writer)
    {
        var pitch = descriptors[Descriptors.Pitch].Values;
        var counted = Math.Clamp(decided, 1, pitch.Length);
        _statistics.WriteAll(NonZero(Smooth(pitch, counted, ofVoice: true)), ref writer);
        _statistics.WriteAll(Smooth(descriptors[Descriptors.Loudness].Values, int.MaxValue, ofVoice: false), ref writer);
        var peaks = _statistics.Peaks;
        for (var descriptor = Descriptors.Flux; descriptor < Descriptors.Pitch; descriptor++)
        {
            ContourStatistics.WriteMoments(Smooth(descriptors[descriptor].Values, int.MaxValue, ofVoice: false), ref writer);
        }

        for (var descriptor = Descriptors.Jitter; descriptor < Descriptors.Count; descriptor++)
        {
            ContourStatistics.WriteMoments(NonZero(Smooth(Gate(descriptors[descriptor].Values, pitch, voiced: true, descriptor), counted, ofVoice: true)), ref writer);
        }

        for (var descriptor = Descriptors.AlphaRatio; descriptor < Descriptors.Pitch; descriptor++)
        {
            ContourStatistics.WriteMoments(NonZero(Smooth(Gate(descriptors[descriptor].Values, pitch, voiced: true, descriptor), counted, ofVoice: true)), ref writer);
        }

        for (var descriptor = Descriptors.AlphaRatio; descriptor <= Descriptors.Flux; descriptor++)
        {
            ContourStatistics.WriteMean(NonZero(Smooth(Gate(descriptors[descriptor].Values, pitch, voiced: false, descriptor), counted, ofVoice: true)), ref writer);
        }

        writer.Write(peaks / (descriptors[Descriptors.Loudness].Count * FrameGrid.HopSeconds));
        var contour = Smooth(pitch, counted, ofVoice: true);
        var (voiced, unvoiced) = (ContourSegments.Measure(contour, ofZeros: false), ContourSegments.Measure(contour, ofZeros: true));
        writer.Write(voiced.Count / (counted * FrameGrid.HopSeconds));
        writer.Write(voiced.Mean * FrameGrid.HopSeconds);
        writer.Write(voiced.Deviation * FrameGrid.HopSeconds);
        writer.Write(unvoiced.Mean * FrameGrid.HopSeconds);
        writer.Write(unvoiced.Deviation * FrameGrid.HopSeconds);
        writer.Write(10 * Math.Log10(Math.Max(energy, 1e-12)));
    }

    /// <summary>Zeros where the frame is voiced, or where it is not; levels of voice need no gate: they have their own value there.</summary>
    private ReadOnlySpan<float> Gate(ReadOnlySpan<float> values, ReadOnlySpan<float> pitch, bool voiced, int descriptor)
    {
        if (Descriptors.IsLevel(descriptor))
        {
            return values;
        }

        _gated = _gated.Length < pitch.Length ? new float[pitch.Length] : _gated;
        for (var frame = 0; frame < pitch.Length; frame++)
        {
            _gated[frame] = pitch[frame] > 0 == voiced ? values[frame] : 0;
        }

        return _gated.AsSpan(0, pitch.Length);
    }

    private Span<float> Smooth(ReadOnlySpan<float> values, int most, bool ofVoice)
    {
        var count = Math.Min(values.Length, most);
        _smooth = _smooth.Length < count ? new float[values.Length] : _smooth;
        if (ofVoice)
        {
            Contour.SmoothNonZero(values, _smooth.AsSpan(0, count));
        }
        else
        {
            Contour.Smooth(values, _smooth.AsSpan(0, count));
        }

        return _smooth.AsSpan(0, count);
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
