using System.Runtime.InteropServices;
using VoiceLake.Features.Pitch;
using VoiceLake.Signal;

namespace VoiceLake.Features;

/// <summary>Computes the fundamental frequency F0 of a clip by YIN, pYIN and Praat's autocorrelation, whichever are wanted.</summary>
/// <remarks>
/// Frames: one table for YIN and pYIN, centred on every whole number of hops, then one for Praat's frames, placed evenly around the clip's
/// middle (a length that is said before by <see cref="FeatureExtractor.Expect"/> saves keeping its samples). Row: what sums up each F0, and how
/// much of the clip is voiced. Notebook: 03-gold-features
/// </remarks>
public sealed class PitchExtractor : FeatureExtractor
{
    private readonly YinDifference? _difference;
    private readonly YinTracker? _yin;
    private readonly PyinTracker? _pyin;
    private readonly PraatTracker? _praat;
    private readonly FrameCutter _cutter;
    private readonly float[] _frames;
    private readonly List<float> _yinFrequencies = [];
    private readonly List<float> _probabilities = [];
    private readonly Functionals _functionals = new();
    private float[] _work = [];
    private long _samples;

    /// <summary>Prepares what the methods need.</summary>
    /// <param name="options">Methods, range of F0 and frames; all methods from 75 to 600 Hz by default.</param>
    /// <exception cref="ArgumentException">The options cannot be met.</exception>
    public PitchExtractor(PitchOptions? options = null)
        : base((options ??= new PitchOptions()).SampleRate, PitchFeatureSet.Clip(options), PitchFeatureSet.Frames(options))
    {
        options.Validate();
        Options = options;
        _cutter = new FrameCutter(options.FrameLength, options.Hop, options.FrameLength / 2);
        _frames = new float[options.FrameLength * BatchFft.Lanes];
        if ((options.Methods & (PitchMethods.Yin | PitchMethods.Pyin)) != 0)
        {
            _difference = new YinDifference(options.FrameLength, options.ShortestLag, options.LongestLag);
        }

        _yin = options.Methods.HasFlag(PitchMethods.Yin) ? new YinTracker(options.SampleRate, options.TroughThreshold) : null;
        _pyin = options.Methods.HasFlag(PitchMethods.Pyin) ? new PyinTracker(options, options.LongestLag - options.ShortestLag + 1) : null;
        _praat = options.Methods.HasFlag(PitchMethods.Praat) ? new PraatTracker(options) : null;
    }

    /// <summary>Methods, range of F0 and frames.</summary>
    public PitchOptions Options { get; }

    /// <inheritdoc/>
    protected override void Take(ReadOnlySpan<float> samples)
    {
        _samples += samples.Length;
        _praat?.Take(samples, ExpectedSamples);
        while (_difference is not null && _cutter.Take(ref samples, _frames))
        {
            Track(BatchFft.Lanes);
        }
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<FrameTable> Complete(Span<double> values, bool withFrames)
    {
        var tables = new List<FrameTable>();
        var writer = new FeatureWriter(values);
        if (_difference is not null)
        {
            CompleteCentred(!values.IsEmpty, ref writer, withFrames ? tables : null);
        }

        if (_praat is not null)
        {
            CompletePraat(!values.IsEmpty, ref writer, withFrames ? tables : null);
        }

        writer.Finish();
        Reset();
        return tables;
    }

    /// <inheritdoc/>
    protected override void Reset()
    {
        _cutter.Reset();
        _yinFrequencies.Clear();
        _probabilities.Clear();
        _pyin?.Clear();
        _praat?.Clear();
        _samples = 0;
    }

    /// <summary>Works on the frames that were cut last.</summary>
    private void Track(int count)
    {
        Span<float> values = stackalloc float[BatchFft.Lanes];
        _difference!.Compute(_frames);
        if (_yin is not null)
        {
            _yin.Track(_difference, values);
            _yinFrequencies.AddRange(values[..count]);
        }

        if (_pyin is not null)
        {
            _pyin.Add(_difference, count, values);
            _probabilities.AddRange(values[..count]);
        }
    }

    private void CompleteCentred(bool withRow, ref FeatureWriter writer, List<FrameTable>? tables)
    {
        var total = FrameCutter.CountCentred(_samples, Options.Hop);
        for (int count; (count = _cutter.TakeRest(total, _frames)) > 0;)
        {
            Track(count);
        }

        var hop = (double)Options.Hop / Options.SampleRate;
        var yin = CollectionsMarshal.AsSpan(_yinFrequencies);
        var probabilities = CollectionsMarshal.AsSpan(_probabilities);
        var pyin = Work(probabilities.Length);
        _pyin?.Trace(pyin);
        if (withRow && _yin is not null)
        {
            _functionals.Write(yin, hop, ref writer);
        }

        if (withRow && _pyin is not null)
        {
            _functionals.Write(pyin, hop, ref writer);
            writer.Write(VoicedShare(pyin));
        }

        if (tables is not null)
        {
            var (values, at) = (new float[total * FrameFeatures[0].Count], 0);
            for (var frame = 0; frame < total; frame++)
            {
                if (_yin is not null)
                {
                    values[at++] = yin[frame];
                }

                if (_pyin is not null)
                {
                    (values[at], values[at + 1], values[at + 2]) = (pyin[frame], float.IsNaN(pyin[frame]) ? 0 : 1, probabilities[frame]);
                    at += 3;
                }
            }

            tables.Add(new FrameTable(FrameFeatures[0], 0, hop, values));
        }
    }

    private void CompletePraat(bool withRow, ref FeatureWriter writer, List<FrameTable>? tables)
    {
        var grid = _praat!.Place(_samples);
        var work = Work(2 * grid.Frames);
        var frequencies = work[..grid.Frames];
        var strengths = work[grid.Frames..];
        _praat.Complete(grid, frequencies, strengths);
        if (withRow)
        {
            _functionals.Write(frequencies, grid.Step, ref writer);
            writer.Write(VoicedShare(frequencies));
        }

        if (tables is not null)
        {
            var values = new float[2 * grid.Frames];
            for (var frame = 0; frame < grid.Frames; frame++)
            {
                (values[2 * frame], values[(2 * frame) + 1]) = (frequencies[frame], strengths[frame]);
            }

            tables.Add(new FrameTable(FrameFeatures[^1], grid.Start, grid.Step, values));
        }
    }

    /// <summary>Kept memory for what is computed when a clip has ended.</summary>
    private Span<float> Work(int length)
    {
        if (_work.Length < length)
        {
            _work = new float[length];
        }

        return _work.AsSpan(0, length);
    }

    /// <summary>Frames with an F0 over all frames; NaN where there is none.</summary>
    private static double VoicedShare(ReadOnlySpan<float> frequencies)
    {
        var voiced = 0.0;
        foreach (var frequency in frequencies)
        {
            voiced += float.IsNaN(frequency) ? 0 : 1;
        }

        return voiced / frequencies.Length;
    }
}
