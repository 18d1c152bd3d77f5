using VoiceLake.Features.Librosa;
using VoiceLake.Signal;

namespace VoiceLake.Features;

/// <summary>Computes librosa's features from one short-time Fourier transform: mel bands, MFCC with deltas, chroma, contrast, shape and waveform; and tonnetz from a constant-Q transform.</summary>
/// <remarks>
/// The row sums up every frame column but the mel bands, which the coefficients already sum up. Holds working memory: one instance a thread.
/// Source: McFee et al., librosa: audio and music signal analysis in Python, 2015. Notebook: 03-gold-features
/// </remarks>
public sealed class LibrosaExtractor : FeatureExtractor
{
    private readonly FrameCutter _cutter;
    private readonly LibrosaBatch _batch;
    private readonly FrameStore _store;
    private readonly List<LibrosaFamily> _families = [];
    private readonly TonnetzFamily? _tonnetz;
    private readonly WaveFamily? _wave;
    private readonly FrameFunctionals _functionals = new();
    private long _samples;

    /// <summary>Prepares filters and working memory.</summary>
    /// <param name="options">librosa's defaults at 16 kHz by default.</param>
    /// <exception cref="ArgumentException">The options cannot be met.</exception>
    public LibrosaExtractor(LibrosaOptions? options = null)
        : this(Checked(options), LibrosaFeatureSet.Frames(Checked(options)))
    {
    }

    private LibrosaExtractor(LibrosaOptions options, FeatureSet frames)
        : base(options.SampleRate, LibrosaFeatureSet.Clip(options), [frames])
    {
        Options = options;
        _batch = new LibrosaBatch(options);
        _cutter = new FrameCutter(options.FftLength, options.Hop, options.FftLength / 2, _batch.NeedsSamples ? [] : options.Window());
        _store = new FrameStore(frames.Count);
        bool Has(LibrosaFamilies family) => (options.Families & family) != 0;
        if (Has(LibrosaFamilies.Mel | LibrosaFamilies.Mfcc))
        {
            _families.Add(new MelFamily(options, 0, _store));
        }

        if (Has(LibrosaFamilies.Chroma))
        {
            _families.Add(new ChromaFamily(options, frames.IndexOf("chroma_0")));
        }

        if (Has(LibrosaFamilies.Contrast))
        {
            _families.Add(new ContrastFamily(options, frames.IndexOf("contrast_0")));
        }

        if (Has(LibrosaFamilies.Tonnetz))
        {
            _families.Add(_tonnetz = new TonnetzFamily(options, frames.IndexOf("tonnetz_0")));
        }

        if (Has(LibrosaFamilies.Shape))
        {
            _families.Add(new ShapeFamily(options, frames.IndexOf("centroid")));
        }

        if (Has(LibrosaFamilies.Wave))
        {
            _families.Add(_wave = new WaveFamily(options, frames.IndexOf("zcr")));
        }
    }

    /// <summary>How the features are computed.</summary>
    public LibrosaOptions Options { get; }

    /// <inheritdoc/>
    protected override void Take(ReadOnlySpan<float> samples)
    {
        _wave?.Watch(samples, _samples == 0);
        _samples += samples.Length;
        var all = samples;
        while (_cutter.Take(ref samples, _batch.Samples))
        {
            Analyse(BatchFft.Lanes, null);
        }

        // After the frames: they may have told the tuning.
        _tonnetz?.Follow(all);
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<FrameTable> Complete(Span<double> values, bool withFrames)
    {
        var total = FrameCutter.CountCentred(_samples, Options.Hop);
        for (var count = _cutter.TakeRest(total, _batch.Samples); count > 0; count = _cutter.TakeRest(total, _batch.Samples))
        {
            Analyse(count, _samples);
        }

        _families.ForEach(family => family.Complete(_store));
        var hop = (double)Options.Hop / SampleRate;
        if (!values.IsEmpty)
        {
            _functionals.Write(_store, hop, values, first: Options.Families.HasFlag(LibrosaFamilies.Mel) ? Options.MelBands : 0);
        }

        IReadOnlyList<FrameTable> tables = withFrames ? [_store.ToTable(FrameFeatures[0], 0, hop)] : [];
        Reset();
        return tables;
    }

    /// <inheritdoc/>
    protected override void Reset()
    {
        _cutter.Reset();
        _store.Clear();
        _families.ForEach(family => family.Reset());
        _samples = 0;
    }

    private void Analyse(int count, long? end)
    {
        var first = _store.Count;
        var rows = _store.Add(count);
        _batch.Transform(first, count, end);
        foreach (var family in _families)
        {
            family.Analyse(_batch, _store, rows);
        }
    }

    private static LibrosaOptions Checked(LibrosaOptions? options)
    {
        options ??= new LibrosaOptions();
        options.Validate();
        return options;
    }
}
