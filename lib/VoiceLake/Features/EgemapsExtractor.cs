using VoiceLake.Features.Egemaps;
using VoiceLake.Signal;

namespace VoiceLake.Features;

/// <summary>Computes eGeMAPSv02, the extended Geneva minimalistic acoustic parameter set, as openSMILE 3.0 does: 25 descriptors a frame, 88 functionals a clip.</summary>
/// <remarks>
/// Row <i>n</i> of the frames begins at <i>n</i>·10 ms: fundamental, jitter, shimmer, harmonics and formant levels are those of the 60 ms from
/// there, all others those of the first 20 ms. A clip shorter than 60 ms has no frame and no value. Source: Eyben et al., IEEE TAC 7 (2016).
/// Notebook: 03-gold-features
/// </remarks>
public sealed class EgemapsExtractor : FeatureExtractor
{
    private const int ChunkSamples = 1 << 12;

    private readonly SampleBuffer _samples = new();
    private readonly Descriptors _descriptors = new();
    private readonly EgemapsRow _row = new();
    private readonly ShortFrames _short;
    private readonly LongFrames _long;
    private int _shortFrames;
    private int _longFrames;

    /// <summary>Prepares for clips of one sample rate.</summary>
    /// <param name="options">16 kHz by default.</param>
    /// <exception cref="ArgumentException">An option cannot be met.</exception>
    public EgemapsExtractor(EgemapsOptions? options = null)
        : base((options ?? new()).SampleRate, EgemapsFeatureSet.Row(options ?? new()), [EgemapsFeatureSet.Frames(options ?? new())])
    {
        Options = options ?? new();
        Options.Validate();
        (_short, _long) = (new ShortFrames(SampleRate), new LongFrames(SampleRate));
    }

    /// <summary>What it was made with.</summary>
    public EgemapsOptions Options { get; }

    /// <inheritdoc/>
    protected override void Take(ReadOnlySpan<float> samples)
    {
        for (; !samples.IsEmpty; samples = samples[Math.Min(ChunkSamples, samples.Length)..])
        {
            _samples.Append(samples[..Math.Min(ChunkSamples, samples.Length)]);
            Advance(BatchFft.Lanes);
            _samples.DropBefore(Math.Min(_long.FirstSample, _long.Grid.Start(_longFrames)));
        }
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<FrameTable> Complete(Span<double> values, bool withFrames)
    {
        Advance(1);
        var decided = _long.Decided;
        _long.Finish(_samples, _descriptors);
        if (_longFrames == 0)
        {
            values.Fill(double.NaN);
        }
        else if (!values.IsEmpty)
        {
            var writer = new FeatureWriter(values);
            _row.Write(_descriptors, decided, _short.Energy / _shortFrames, ref writer);
            writer.Finish();
        }

        FrameTable[] tables = withFrames ? [Frames(decided)] : [];
        Reset();
        return tables;
    }

    /// <inheritdoc/>
    protected override void Reset()
    {
        (_shortFrames, _longFrames) = (0, 0);
        _samples.Clear();
        _descriptors.Clear();
        _short.Clear();
        _long.Clear();
    }

    /// <summary>Measures the frames that are whole, eight by eight; at the clip's end those that are left, too.</summary>
    private void Advance(int atLeast)
    {
        for (int left; (left = _short.Grid.Frames(_samples.Count) - _shortFrames) >= atLeast; _shortFrames += Math.Min(left, BatchFft.Lanes))
        {
            _short.Add(_samples, _shortFrames, Math.Min(left, BatchFft.Lanes), _descriptors);
        }

        for (int left; (left = _long.Grid.Frames(_samples.Count) - _longFrames) >= atLeast; _longFrames += Math.Min(left, BatchFft.Lanes))
        {
            _long.Add(_samples, _longFrames, Math.Min(left, BatchFft.Lanes), _descriptors);
        }
    }

    /// <summary>All descriptors smoothed; one frame more than there is, made of the last alone, as the reference has it.</summary>
    /// <param name="decided">
    /// How many fundamentals were decided before the clip's end was known. There the reference's average of what depends on them ends, too,
    /// with one frame more than there is, before it goes on.
    /// </param>
    private FrameTable Frames(int decided)
    {
        var count = _longFrames == 0 ? 0 : _longFrames + 1;
        var (values, smooth) = (new float[count * Descriptors.Count], new float[count]);
        for (var descriptor = 0; descriptor < Descriptors.Count && count > 0; descriptor++)
        {
            var track = _descriptors[descriptor].Values;
            if (Descriptors.IsOfVoice(descriptor))
            {
                Contour.SmoothNonZero(track[.._longFrames], smooth);
                Contour.SmoothNonZero(track[..Math.Max(decided, 1)], smooth.AsSpan(0, decided == 0 ? 0 : decided + 1));
            }
            else
            {
                Contour.Smooth(track, smooth);
            }

            for (var frame = 0; frame < count; frame++)
            {
                values[(frame * Descriptors.Count) + descriptor] = smooth[frame];
            }
        }

        return new FrameTable(FrameFeatures[0], _long.Grid.Length / 2.0 / SampleRate, FrameGrid.HopSeconds, values);
    }
}
