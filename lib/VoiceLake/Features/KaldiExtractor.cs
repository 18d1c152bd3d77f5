using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using VoiceLake.Features.Kaldi;
using VoiceLake.Signal;
using VoiceLake.Signal.Internals;

namespace VoiceLake.Features;

/// <summary>Computes Kaldi's features: mel-frequency cepstral coefficients with their deltas, and the log mel filter bank.</summary>
/// <remarks>
/// A clip shorter than a frame has no frames, and no value in its row. Holds working memory: one instance a thread.
/// Source: Povey et al., The Kaldi speech recognition toolkit, 2011. Notebook: 03-gold-features
/// </remarks>
public sealed class KaldiExtractor : FeatureExtractor
{
    // The smallest step of single precision at 1, which Kaldi takes for the energy of silence.
    private const float LeastEnergy = 1.1920929e-7f;
    private readonly FrameCutter _cutter;
    private readonly KaldiFrames _frames;
    private readonly MelFilterBank _mel;
    private readonly MelFilterBank _bank;
    private readonly float[] _energies;
    private readonly float[] _bankEnergies;
    private readonly float[] _coefficients;
    private readonly float[] _lifter;
    private readonly DeltaFilter _delta;
    private readonly FrameStore _store;
    private readonly int _bankColumn;
    private readonly FrameFunctionals _functionals = new();
    private long _samples;

    /// <summary>Prepares filters and working memory.</summary>
    /// <param name="options">Kaldi's defaults at 16 kHz by default.</param>
    /// <exception cref="ArgumentException">The options cannot be met.</exception>
    public KaldiExtractor(KaldiOptions? options = null)
        : this(Checked(options), KaldiFeatureSet.Frames(Checked(options)))
    {
    }

    private KaldiExtractor(KaldiOptions options, FeatureSet frameFeatures)
        : base(options.SampleRate, KaldiFeatureSet.Clip(options), [frameFeatures])
    {
        Options = options;
        _cutter = new FrameCutter(options.FrameLength, options.Hop);
        _frames = new KaldiFrames(options);
        _mel = Bank(options, options.MelBands);
        _bank = options.FilterBankBands == options.MelBands ? _mel : Bank(options, options.FilterBankBands);
        _energies = new float[_mel.Bands * BatchFft.Lanes];
        _bankEnergies = new float[_bank.Bands * BatchFft.Lanes];
        _coefficients = new float[options.Coefficients * BatchFft.Lanes];
        _lifter = [.. Enumerable.Range(0, options.Coefficients).Select(coefficient => LiftOf(options.Lifter, coefficient))];
        _delta = DeltaFilter.Regression(options.DeltaWidth);
        _store = new FrameStore(frameFeatures.Count);
        _bankColumn = frameFeatures.Count - options.FilterBankBands;
    }

    /// <summary>How the features are computed.</summary>
    public KaldiOptions Options { get; }

    /// <inheritdoc/>
    protected override void Take(ReadOnlySpan<float> samples)
    {
        _samples += samples.Length;
        while (_cutter.Take(ref samples, _frames.Samples))
        {
            Analyse(BatchFft.Lanes);
        }
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<FrameTable> Complete(Span<double> values, bool withFrames)
    {
        var total = FrameCutter.CountWhole(_samples, Options.FrameLength, Options.Hop);
        for (var count = _cutter.TakeRest(total, _frames.Samples); count > 0; count = _cutter.TakeRest(total, _frames.Samples))
        {
            Analyse(count);
        }

        if (Options.Families.HasFlag(KaldiFamilies.Deltas))
        {
            var columns = Options.Coefficients;
            _store.Filter(_delta, 0, columns, columns);
            _store.Filter(_delta, columns, columns, 2 * columns);
        }

        var hop = (double)Options.Hop / SampleRate;
        if (!values.IsEmpty)
        {
            _functionals.Write(_store, hop, values);
        }

        IReadOnlyList<FrameTable> tables = withFrames ? [_store.ToTable(FrameFeatures[0], 0.5 * Options.FrameLength / SampleRate, hop)] : [];
        Reset();
        return tables;
    }

    /// <inheritdoc/>
    protected override void Reset()
    {
        _cutter.Reset();
        _store.Clear();
        _samples = 0;
    }

    private void Analyse(int count)
    {
        _frames.Transform();
        var rows = _store.Add(count);
        var (mfcc, bank) = (Options.Families.HasFlag(KaldiFamilies.Mfcc), Options.Families.HasFlag(KaldiFamilies.FilterBank));
        if (bank)
        {
            LogEnergies(_bank, _bankEnergies);
            _store.Put(_bankEnergies, rows, _bankColumn);
        }

        if (mfcc)
        {
            if (bank && _mel == _bank)
            {
                _bankEnergies.CopyTo(_energies);
            }
            else
            {
                LogEnergies(_mel, _energies);
            }

            Dct.Of(_mel.Bands).ForwardBatch(_energies, _coefficients);
            Lift(_coefficients, _lifter);
            _store.Put(_coefficients, rows, 0);
        }
    }

    private void LogEnergies(MelFilterBank filters, Span<float> energies)
    {
        filters.ApplyBatch(_frames.Power, energies);
        Logarithm.Scaled(energies, LeastEnergy, 1);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Lift(Span<float> coefficients, float[] factors)
    {
        var lanes = MemoryMarshal.Cast<float, Vector256<float>>(coefficients);
        for (var coefficient = 0; coefficient < lanes.Length; coefficient++)
        {
            lanes[coefficient] *= Vector256.Create(factors[coefficient]);
        }
    }

    private static KaldiOptions Checked(KaldiOptions? options)
    {
        options ??= new KaldiOptions();
        options.Validate();
        return options;
    }

    private static MelFilterBank Bank(KaldiOptions options, int bands)
        => new(options.SampleRate, options.FftLength, bands, options.LowestFrequency, options.Top, MelScale.Htk, MelTriangle.UnitHeightOverMel);

    private static float LiftOf(double lifter, int coefficient)
        => lifter > 0 ? (float)(1 + (lifter / 2 * Math.Sin(Math.PI * coefficient / lifter))) : 1;
}
