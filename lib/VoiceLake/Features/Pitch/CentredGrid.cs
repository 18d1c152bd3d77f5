using System.Runtime.InteropServices;
using VoiceLake.Signal;

namespace VoiceLake.Features.Pitch;

/// <summary>YIN and pYIN on frames that are centred on every whole number of hops; both read one difference function.</summary>
/// <remarks>Holds working memory: one instance a thread.</remarks>
internal sealed class CentredGrid : IPitchGrid
{
    private readonly FrameCutter _cutter;
    private readonly YinDifference _difference;
    private readonly YinTracker? _yin;
    private readonly PyinTracker? _pyin;
    private readonly float[] _frames;
    private readonly double _hop;
    private readonly VoicedFunctionals _functionals = new();

    // What is found, frame by frame; nothing of a method that is not wanted.
    private readonly List<float> _yinFrequencies = [];
    private readonly List<float> _pyinFrequencies = [];
    private readonly List<float> _probabilities = [];

    /// <summary>Prepares the methods that are wanted.</summary>
    public CentredGrid(PitchOptions options)
    {
        _cutter = new FrameCutter(options.FrameLength, options.Hop, options.FrameLength / 2);
        _difference = new YinDifference(options.FrameLength, options.ShortestLag, options.LongestLag);
        _yin = options.Methods.HasFlag(PitchMethods.Yin) ? new YinTracker(options.SampleRate, options.TroughThreshold) : null;
        _pyin = options.Methods.HasFlag(PitchMethods.Pyin) ? new PyinTracker(options) : null;
        _frames = new float[options.FrameLength * BatchFft.Lanes];
        _hop = (double)options.Hop / options.SampleRate;
    }

    /// <inheritdoc/>
    public void Take(ReadOnlySpan<float> samples, long? total)
    {
        while (_cutter.Take(ref samples, _frames))
        {
            Track(BatchFft.Lanes);
        }
    }

    /// <inheritdoc/>
    public void Complete(long samples)
    {
        var frames = FrameCutter.CountCentred(samples, _cutter.Hop);
        for (int count; (count = _cutter.TakeRest(frames, _frames)) > 0;)
        {
            Track(count);
        }

        CollectionsMarshal.SetCount(_pyinFrequencies, _probabilities.Count);
        _pyin?.Trace(CollectionsMarshal.AsSpan(_pyinFrequencies));
    }

    /// <inheritdoc/>
    public void Write(ref FeatureWriter writer)
    {
        if (_yin is not null)
        {
            _functionals.Write(CollectionsMarshal.AsSpan(_yinFrequencies), _hop, ref writer);
        }

        if (_pyin is not null)
        {
            _functionals.WriteVoiced(CollectionsMarshal.AsSpan(_pyinFrequencies), _hop, ref writer);
        }
    }

    /// <inheritdoc/>
    public FrameTable ToTable(FeatureSet features)
    {
        var width = features.Count;
        var values = new float[Math.Max(_yinFrequencies.Count, _pyinFrequencies.Count) * width];
        for (var frame = 0; frame < values.Length / width; frame++)
        {
            var row = values.AsSpan(frame * width, width);
            if (_yin is not null)
            {
                row[0] = _yinFrequencies[frame];
            }

            if (_pyin is not null)
            {
                var frequency = _pyinFrequencies[frame];
                (row[^3], row[^2], row[^1]) = (frequency, float.IsNaN(frequency) ? 0 : 1, _probabilities[frame]);
            }
        }

        return new FrameTable(features, 0, _hop, values);
    }

    /// <inheritdoc/>
    public void Clear()
    {
        _cutter.Reset();
        _pyin?.Clear();
        _yinFrequencies.Clear();
        _pyinFrequencies.Clear();
        _probabilities.Clear();
    }

    /// <summary>Works on the frames that were cut last.</summary>
    private void Track(int count)
    {
        Span<float> values = stackalloc float[BatchFft.Lanes];
        _difference.Compute(_frames);
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
}
