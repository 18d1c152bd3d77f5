using VoiceLake.Signal;

namespace VoiceLake.Features.Librosa;

/// <summary>The frames of an octave, cut from samples of its own rate, and what they add to the pitch classes.</summary>
internal sealed class ConstantQOctave(ConstantQPlan.Octave plan)
{
    private readonly FrameCutter _cutter = new(plan.Length, plan.Hop, plan.Length / 2);
    private readonly BatchFft _fft = BatchFft.Of(plan.Length);
    private readonly float[] _frames = new float[plan.Length * BatchFft.Lanes];
    private readonly float[] _re = new float[((plan.Length / 2) + 1) * BatchFft.Lanes];
    private readonly float[] _im = new float[((plan.Length / 2) + 1) * BatchFft.Lanes];

    /// <summary>Takes samples.</summary>
    /// <param name="samples">The next ones.</param>
    /// <param name="kernels">Its filters.</param>
    /// <param name="classes">Twelve sums of eight frames, side by side; the highest octave adds frames, the others find them.</param>
    public void Take(ReadOnlySpan<float> samples, ConstantQKernels kernels, FrameStore classes)
    {
        while (_cutter.Take(ref samples, _frames))
        {
            Add((int)_cutter.Taken, BatchFft.Lanes, kernels, classes);
        }
    }

    /// <summary>Ends the signal.</summary>
    /// <param name="total">How many frames it has.</param>
    /// <param name="kernels">Its filters.</param>
    /// <param name="classes">Where the frames are.</param>
    public void Complete(int total, ConstantQKernels kernels, FrameStore classes)
    {
        for (var count = _cutter.TakeRest(total, _frames); count > 0; count = _cutter.TakeRest(total, _frames))
        {
            Add((int)_cutter.Taken, count, kernels, classes);
        }
    }

    /// <summary>Forgets the signal.</summary>
    public void Reset() => _cutter.Reset();

    private void Add(int taken, int count, ConstantQKernels kernels, FrameStore classes)
    {
        if (classes.Count < taken)
        {
            classes.Add(count).Clear();
        }

        _fft.Forward(_frames, _re, _im);
        kernels.Add(_re, _im, (float)plan.Scale, classes.Eight(taken - count));
    }
}
