using VoiceLake.Features.Pitch;

namespace VoiceLake.Features;

/// <summary>Computes the fundamental frequency F0 of a clip by YIN, pYIN and Praat's autocorrelation, whichever are wanted.</summary>
/// <remarks>
/// Frames: one table for YIN and pYIN, centred on every whole number of hops, then one for Praat's frames, placed evenly around the clip's
/// middle (a length that is said before by <see cref="FeatureExtractor.Expect"/> saves keeping its samples). Row: what sums up each F0, and how
/// much of the clip is voiced. Notebook: 03-gold-features
/// </remarks>
public sealed class PitchExtractor : FeatureExtractor
{
    private readonly IPitchGrid[] _grids;
    private long _samples;

    /// <summary>Prepares what the methods need.</summary>
    /// <param name="options">Methods, range of F0 and frames; all methods from 75 to 600 Hz by default.</param>
    /// <exception cref="ArgumentException">The options cannot be met.</exception>
    public PitchExtractor(PitchOptions? options = null)
        : base((options ??= new PitchOptions()).SampleRate, PitchFeatureSet.Clip(options), PitchFeatureSet.Frames(options))
    {
        options.Validate();
        Options = options;
        IPitchGrid[] centred = (options.Methods & (PitchMethods.Yin | PitchMethods.Pyin)) != 0 ? [new CentredGrid(options)] : [];
        IPitchGrid[] praat = options.Methods.HasFlag(PitchMethods.Praat) ? [new PraatGrid(options)] : [];
        _grids = [.. centred, .. praat];
    }

    /// <summary>Methods, range of F0 and frames.</summary>
    public PitchOptions Options { get; }

    /// <inheritdoc/>
    protected override void Take(ReadOnlySpan<float> samples)
    {
        _samples += samples.Length;
        foreach (var grid in _grids)
        {
            grid.Take(samples, ExpectedSamples);
        }
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<FrameTable> Complete(Span<double> values, bool withFrames)
    {
        var writer = new FeatureWriter(values);
        foreach (var grid in _grids)
        {
            grid.Complete(_samples);
            if (!values.IsEmpty)
            {
                grid.Write(ref writer);
            }
        }

        writer.Finish();
        FrameTable[] tables = withFrames ? [.. _grids.Zip(FrameFeatures, (grid, features) => grid.ToTable(features))] : [];
        Reset();
        return tables;
    }

    /// <inheritdoc/>
    protected override void Reset()
    {
        _samples = 0;
        foreach (var grid in _grids)
        {
            grid.Clear();
        }
    }
}
