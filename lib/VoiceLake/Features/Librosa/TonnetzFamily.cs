using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using VoiceLake.Signal;

namespace VoiceLake.Features.Librosa;

/// <summary>
/// Tonal centroids: where the pitch classes lie on the circles of fifths, minor and major thirds. Where the tuning is not given, samples are
/// kept until it is known. Source: Harte, Sandler and Gasser, Detecting harmonic change in musical audio, 2006.
/// </summary>
internal sealed class TonnetzFamily : LibrosaFamily
{
    /// <summary>Two coordinates on each of three circles.</summary>
    public const int Columns = 6;

    private const int MostKept = 1 << 22;
    private const int Piece = 1 << 16;

    // Of up to a minute at 16 kHz: they are kept for the next clip.
    private const int PiecesOfOneClip = 16;

    // Below it a sum is silence: the smallest normal number.
    private const float Silence = 1.17549435e-38f;
    private static readonly float[] Circles = Design();
    private readonly int _tunedFrames;
    private readonly ConstantQPlan _plan;
    private readonly ConstantQChroma? _transform;
    private readonly TuningEstimate _estimate;
    private readonly ConstantQKernels[]?[] _tunings = new ConstantQKernels[]?[TuningEstimate.Steps];
    private readonly ConstantQKernels[]? _given;
    private readonly List<float[]> _kept = [];
    private long _keptSamples;
    private readonly float[] _lanes = new float[Columns * BatchFft.Lanes];
    private bool _tuned;

    public TonnetzFamily(LibrosaOptions options, int column)
        : base(column)
    {
        _tunedFrames = TunedFrames(options);
        _plan = ConstantQPlan.Of(options);
        _transform = _plan.Fits ? new ConstantQChroma(_plan) : null;
        _estimate = new TuningEstimate(options.SampleRate, options.FftLength, ConstantQKernels.Filters);
        _given = options.Tuning is { } tuning && _plan.Fits ? ConstantQChroma.Tuned(_plan, tuning / ChromaBank.Classes) : null;
        Reset();
    }

    /// <summary>Frames that the tuning is estimated from, at most: so memory is bounded.</summary>
    public static int TunedFrames(LibrosaOptions options)
        => Math.Clamp(MostKept / options.Hop / BatchFft.Lanes * BatchFft.Lanes, BatchFft.Lanes, ChromaFamily.TunedFrames);

    public override void Analyse(LibrosaBatch batch, FrameStore store, Span<float> rows)
    {
        if (_tuned || _transform is null)
        {
            return;
        }

        _estimate.Add(batch.Magnitude, batch.Count);
        if (batch.First + BatchFft.Lanes >= _tunedFrames)
        {
            Tune(_transform);
        }
    }

    /// <summary>Takes the clip's samples as they come.</summary>
    public void Follow(ReadOnlySpan<float> samples)
    {
        if (_tuned)
        {
            _transform?.Take(samples);
        }
        else if (_transform is not null)
        {
            Keep(samples);
        }
    }

    public override void Complete(FrameStore store)
    {
        if (_transform is null)
        {
            WithoutValues(store);
            return;
        }

        if (!_tuned)
        {
            Tune(_transform);
        }

        _transform.Complete(store.Count);
        for (var first = 0; first < store.Count; first += BatchFft.Lanes)
        {
            Centre(MemoryMarshal.Cast<float, Vector256<float>>(_transform.Classes.Eight(first)), MemoryMarshal.Cast<float, Vector256<float>>(_lanes.AsSpan()));
            store.Put(_lanes, store.Eight(first), Column);
        }
    }

    public override void Reset()
    {
        _estimate.Clear();
        _keptSamples = 0;
        _tuned = _given is not null;
        if (_given is not null)
        {
            _transform?.Begin(_given);
        }
    }

    private static float[] Design()
    {
        double[] radius = [1, 1, 0.5];
        double[] turns = [7.0 / 6, 3.0 / 2, 2.0 / 3];
        var circles = new float[Columns * ChromaBank.Classes];
        for (var index = 0; index < circles.Length; index++)
        {
            var (row, pitch) = Math.DivRem(index, ChromaBank.Classes);
            var angle = Math.PI * turns[row / 2] * pitch;
            circles[index] = (float)(radius[row / 2] * (row % 2 == 0 ? Math.Sin(angle) : Math.Cos(angle)));
        }

        return circles;
    }

    private static void Centre(ReadOnlySpan<Vector256<float>> classes, Span<Vector256<float>> centroids)
    {
        var total = Vector256<float>.Zero;
        foreach (var strength in classes)
        {
            total += strength;
        }

        total = Vector256.ConditionalSelect(Vector256.LessThan(total, Vector256.Create(Silence)), Vector256<float>.One, total);
        for (var row = 0; row < Columns; row++)
        {
            var sum = Vector256<float>.Zero;
            for (var pitch = 0; pitch < ChromaBank.Classes; pitch++)
            {
                sum = Vector256.FusedMultiplyAdd(classes[pitch], Vector256.Create(Circles[(row * ChromaBank.Classes) + pitch]), sum);
            }

            centroids[row] = sum / total;
        }
    }

    private void Tune(ConstantQChroma transform)
    {
        var step = _estimate.Find();
        transform.Begin(_tunings[step] ??= ConstantQChroma.Tuned(_plan, TuningEstimate.Deviation(step) / ConstantQKernels.Filters));
        for (var start = 0L; start < _keptSamples; start += Piece)
        {
            transform.Take(_kept[(int)(start / Piece)].AsSpan(0, (int)Math.Min(Piece, _keptSamples - start)));
        }

        (_tuned, _keptSamples) = (true, 0);
        if (_kept.Count > PiecesOfOneClip)
        {
            _kept.Clear();
        }
    }

    private void Keep(ReadOnlySpan<float> samples)
    {
        while (!samples.IsEmpty)
        {
            var (piece, place) = ((int)(_keptSamples / Piece), (int)(_keptSamples % Piece));
            if (piece == _kept.Count)
            {
                _kept.Add(GC.AllocateUninitializedArray<float>(Piece));
            }

            var count = Math.Min(samples.Length, Piece - place);
            samples[..count].CopyTo(_kept[piece].AsSpan(place));
            samples = samples[count..];
            _keptSamples += count;
        }
    }

    private void WithoutValues(FrameStore store)
    {
        for (var frame = 0; frame < store.Count; frame++)
        {
            store[frame].Slice(Column, Columns).Fill(float.NaN);
        }
    }
}
