using VoiceLake.Signal.Internals;

namespace VoiceLake.Features.Librosa;

/// <summary>
/// The strength of the pitch classes in a constant-Q transform of 7 octaves from C1 on, of a signal that comes in pieces. However it is cut,
/// each frame gets its octaves in the same order, the highest first, and so the same sums.
/// </summary>
/// <remarks>Source: Schörkhuber and Klapuri, Constant-Q transform toolbox for music processing, 2010. Holds working memory: one instance a thread.</remarks>
internal sealed class ConstantQChroma
{
    private readonly ConstantQPlan _plan;

    // Before an octave the rate is halved once, or as often as the plan says, or not.
    private readonly ConstantQOctave?[] _octaves;
    private readonly HalfRate?[] _halves;
    private readonly float[][] _halved;
    private ConstantQKernels[] _kernels = [];

    public ConstantQChroma(ConstantQPlan plan)
    {
        _plan = plan;
        _octaves = [.. new ConstantQOctave?[plan.Early], .. plan.Octaves.Select(octave => new ConstantQOctave(octave))];
        _halves = [.. Enumerable.Range(0, _octaves.Length - 1).Select(stage => stage < plan.Early || plan.Octaves[stage - plan.Early].Halves ? new HalfRate() : null)];
        _halved = [.. _halves.Select(half => half is null ? [] : new float[HalfRate.Block])];
    }

    /// <summary>Twelve sums of eight frames, side by side.</summary>
    public FrameStore Classes { get; } = new(ChromaBank.Classes);

    /// <summary>The filters of the octaves, the highest first; equal ones are one.</summary>
    /// <param name="plan">The rates of the octaves.</param>
    /// <param name="octaves">How far all are tuned, in octaves.</param>
    public static ConstantQKernels[] Tuned(ConstantQPlan plan, double octaves)
    {
        var kernels = new ConstantQKernels[plan.Octaves.Count];
        for (var index = 0; index < kernels.Length; index++)
        {
            var (octave, above) = (plan.Octaves[index], plan.Octaves[Math.Max(0, index - 1)]);
            var same = index > 0 && octave.Cycles == above.Cycles && octave.Length == above.Length;
            kernels[index] = same ? kernels[index - 1] : new ConstantQKernels(octave.Cycles * Math.Pow(2, octaves), octave.Length);
        }

        return kernels;
    }

    /// <summary>Begins a signal.</summary>
    public void Begin(ConstantQKernels[] kernels)
    {
        Classes.Clear();
        Array.ForEach(_octaves, octave => octave?.Reset());
        Array.ForEach(_halves, half => half?.Reset());
        _kernels = kernels;
    }

    /// <summary>Takes the next samples.</summary>
    public void Take(ReadOnlySpan<float> samples) => Take(samples, 0);

    /// <summary>Ends the signal.</summary>
    /// <param name="frames">How many frames it has.</param>
    public void Complete(int frames)
    {
        for (var stage = 0; stage < _octaves.Length; stage++)
        {
            _octaves[stage]?.Complete(frames, Kernels(stage), Classes);
            if (stage == _halves.Length || _halves[stage] is not { } half)
            {
                continue;
            }

            for (var count = half.TakeRest(_halved[stage]); count > 0; count = half.TakeRest(_halved[stage]))
            {
                Take(_halved[stage].AsSpan(0, count), stage + 1);
            }
        }
    }

    private ConstantQKernels Kernels(int stage) => _kernels[stage - _plan.Early];

    private void Take(ReadOnlySpan<float> samples, int stage)
    {
        _octaves[stage]?.Take(samples, Kernels(stage), Classes);
        if (stage == _halves.Length)
        {
            return;
        }

        if (_halves[stage] is not { } half)
        {
            Take(samples, stage + 1);
            return;
        }

        while (half.Take(ref samples, _halved[stage]))
        {
            Take(_halved[stage], stage + 1);
        }
    }
}
