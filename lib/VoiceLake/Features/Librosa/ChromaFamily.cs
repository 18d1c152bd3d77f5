using VoiceLake.Signal;

namespace VoiceLake.Features.Librosa;

/// <summary>The strength of the twelve pitch classes. Where the tuning is not given, spectra are kept until it is known.</summary>
/// <remarks>A clip of more than <see cref="TunedFrames"/> frames is tuned by the first of them: so memory is bounded.</remarks>
internal sealed class ChromaFamily : LibrosaFamily
{
    /// <summary>Frames that the tuning is estimated from, at most.</summary>
    public const int TunedFrames = 8_192;

    private readonly LibrosaOptions _options;
    private readonly TuningEstimate _estimate;
    private readonly ChromaBank?[] _banks = new ChromaBank?[TuningEstimate.Steps];
    private readonly ChromaBank? _given;
    private readonly List<float[]> _spectra = [];
    private readonly float[] _lanes = new float[ChromaBank.Classes * BatchFft.Lanes];
    private ChromaBank? _bank;
    private int _kept;

    public ChromaFamily(LibrosaOptions options, int column)
        : base(column)
    {
        _options = options;
        _estimate = new TuningEstimate(options.SampleRate, options.FftLength);
        _given = options.Tuning is { } tuning ? new ChromaBank(options.SampleRate, options.FftLength, tuning) : null;
        _bank = _given;
    }

    public override void Analyse(LibrosaBatch batch, FrameStore store, Span<float> rows)
    {
        if (_bank is { } bank)
        {
            bank.Apply(batch.Power, _lanes);
            store.Put(_lanes, rows, Column);
            return;
        }

        _estimate.Add(batch.Power, batch.Count);
        if (_kept == _spectra.Count)
        {
            _spectra.Add(new float[batch.Power.Length]);
        }

        batch.Power.CopyTo(_spectra[_kept++], 0);
        if (_kept * BatchFft.Lanes == TunedFrames)
        {
            Tune(store);

            // 34 MB that a clip of hours needs for its table, and no longer here.
            _spectra.Clear();
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        }
    }

    public override void Complete(FrameStore store)
    {
        if (_bank is null)
        {
            Tune(store);
        }
    }

    public override void Reset()
    {
        (_bank, _kept) = (_given, 0);
        _estimate.Clear();
    }

    private void Tune(FrameStore store)
    {
        var step = _estimate.Find();
        _bank = _banks[step] ??= new ChromaBank(_options.SampleRate, _options.FftLength, TuningEstimate.Deviation(step));
        for (var batch = 0; batch < _kept; batch++)
        {
            _bank.Apply(_spectra[batch], _lanes);
            store.Put(_lanes, store.Eight(batch * BatchFft.Lanes), Column);
        }
    }
}
