using VoiceLake.Signal.Internals;

namespace VoiceLake.Features;

/// <summary>Computes one feature set of one clip after another, as its samples come in.</summary>
/// <remarks>
/// However a clip is cut into pushes, its features are the same bit for bit. A clip without samples has no values and no frames; one with a
/// sample that is not a finite number has frames as any other and no value in any of them. Holds working memory: one instance a thread.
/// Notebook: 03-gold-features
/// </remarks>
public abstract class FeatureExtractor
{
    private long _samples;
    private long? _expected;
    private bool _broken;
    private float[] _mended = [];

    /// <summary>Names what is computed.</summary>
    /// <param name="sampleRate">Hz of the clips.</param>
    /// <param name="features">The columns of a clip's row.</param>
    /// <param name="frameFeatures">The columns of its frames, for each grid of frames; empty where the set has none.</param>
    protected FeatureExtractor(int sampleRate, FeatureSet features, IReadOnlyList<FeatureSet> frameFeatures)
        => (SampleRate, Features, FrameFeatures) = (sampleRate, features, frameFeatures);

    /// <summary>Hz of the clips that it takes.</summary>
    public int SampleRate { get; }

    /// <summary>The columns of the row that a clip gives.</summary>
    public FeatureSet Features { get; }

    /// <summary>The columns of its frames, for each grid of frames in the order of <see cref="ClipFeatures.Frames"/>; empty where the set has none.</summary>
    public IReadOnlyList<FeatureSet> FrameFeatures { get; }

    /// <summary>How many samples the clip will have, where that was said; null until then.</summary>
    protected long? ExpectedSamples => _expected;

    /// <summary>Says how long the clip will be, before its first sample.</summary>
    /// <remarks>Sets that place frames by the clip's length then need not keep all samples until its end. The values are the same.</remarks>
    /// <exception cref="InvalidOperationException">The clip has begun.</exception>
    public void Expect(long samples)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(samples);
        if (_samples > 0)
        {
            throw new InvalidOperationException("The clip has begun: say its length before its first sample.");
        }

        _expected = samples;
    }

    /// <summary>Takes the next samples of the clip.</summary>
    /// <param name="samples">Mono, in [−1, 1), at <see cref="SampleRate"/>.</param>
    /// <exception cref="InvalidOperationException">These are more samples than were expected; the clip is forgotten.</exception>
    public void Push(ReadOnlySpan<float> samples)
    {
        if (samples.IsEmpty)
        {
            return;
        }

        if (_expected < _samples + samples.Length)
        {
            var expected = _expected;
            Abandon();
            throw new InvalidOperationException($"{expected} samples were expected, and more came.");
        }

        _samples += samples.Length;
        if (Finite.All(samples))
        {
            Take(samples);
            return;
        }

        _broken = true;
        Array.Resize(ref _mended, Math.Max(_mended.Length, samples.Length));
        for (var n = 0; n < samples.Length; n++)
        {
            _mended[n] = float.IsFinite(samples[n]) ? samples[n] : 0;
        }

        Take(_mended.AsSpan(0, samples.Length));
    }

    /// <summary>Ends the clip and gives its features; the next push begins another.</summary>
    /// <param name="output">What is wanted; what is not may cost nothing.</param>
    /// <exception cref="InvalidOperationException">Fewer samples came than were expected; the clip is forgotten.</exception>
    public ClipFeatures Finish(FeatureOutput output = FeatureOutput.Row)
    {
        var (samples, expected, broken) = (_samples, _expected, _broken);
        (_samples, _expected, _broken) = (0, null, false);
        if (expected > samples)
        {
            Reset();
            throw new InvalidOperationException($"{expected} samples were expected, and {samples} came.");
        }

        var values = output.HasFlag(FeatureOutput.Row) ? new double[Features.Count] : [];
        if (samples == 0)
        {
            values.AsSpan().Fill(double.NaN);
            return new ClipFeatures(values, output.HasFlag(FeatureOutput.Frames) ? [.. FrameFeatures.Select(set => new FrameTable(set, 0, 1, []))] : []);
        }

        var features = new ClipFeatures(values, Complete(values, output.HasFlag(FeatureOutput.Frames)));
        if (broken)
        {
            values.AsSpan().Fill(double.NaN);
            features = features with { Frames = [.. features.Frames.Select(table => table.WithoutValues())] };
        }

        return features;
    }

    /// <summary>Forgets the clip that was begun; the next push begins another.</summary>
    public void Abandon()
    {
        (_samples, _expected, _broken) = (0, null, false);
        Reset();
    }

    /// <summary>Works on the next samples; all are finite.</summary>
    protected abstract void Take(ReadOnlySpan<float> samples);

    /// <summary>Ends a clip of at least one sample, and leaves nothing of it behind.</summary>
    /// <param name="values">Receives the row; empty where it is not wanted.</param>
    /// <param name="withFrames">Whether the frames are wanted.</param>
    /// <returns>A table for each of <see cref="FrameFeatures"/>; empty where frames are not wanted.</returns>
    protected abstract IReadOnlyList<FrameTable> Complete(Span<double> values, bool withFrames);

    /// <summary>Forgets the clip that was begun.</summary>
    protected abstract void Reset();
}
