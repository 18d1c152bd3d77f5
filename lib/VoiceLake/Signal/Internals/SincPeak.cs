using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace VoiceLake.Signal.Internals;

/// <summary>The maximum of a sampled curve between its samples, by sinc interpolation under a raised cosine.</summary>
/// <remarks>
/// The curve is evaluated at quarters of a sample with tabulated weights, uphill from where a parabola through the samples points to; a parabola
/// through the three highest quarters gives the rest. Source: Boersma, IFA Proceedings 17 (1993); the raised cosine reaches to one sample
/// beyond the last one used, on either side. Immutable: shared by threads.
/// </remarks>
internal sealed class SincPeak
{
    private const int Steps = 4;
    private const int Width = 8;

    private readonly float[] _weights;
    private readonly int _stride;

    /// <summary>Tabulates the weights.</summary>
    /// <param name="depth">Samples used on either side.</param>
    public SincPeak(int depth)
    {
        Depth = depth;
        _stride = ((2 * depth) + Width - 1) / Width * Width;
        _weights = new float[Steps * _stride];
        for (var step = 0; step < Steps; step++)
        {
            for (var tap = 0; tap < 2 * depth; tap++)
            {
                _weights[(step * _stride) + tap] = (float)Weight(step / (double)Steps, tap - depth + 1, depth);
            }
        }
    }

    /// <summary>Samples used on either side of a place.</summary>
    public int Depth { get; }

    /// <summary>How many samples beyond <see cref="Depth"/> are read after a peak, whatever they hold.</summary>
    public static int Slack => Width + 1;

    /// <summary>The place and height of the maximum near a sample that is higher than its neighbours.</summary>
    /// <param name="curve">Finite samples, <see cref="Depth"/> + 1 before <paramref name="peak"/> and <see cref="Depth"/> + <see cref="Slack"/> after it.</param>
    /// <param name="peak">The sample.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public (double Place, double Height) Find(ReadOnlySpan<float> curve, int peak)
    {
        var slope = 0.5 * ((double)curve[peak + 1] - curve[peak - 1]);
        var bend = (2.0 * curve[peak]) - curve[peak - 1] - curve[peak + 1];
        var at = (int)Math.Round(Steps * slope / bend);
        double before = At(curve, peak, at - 1), here = At(curve, peak, at), after = At(curve, peak, at + 1);
        while (after > here && at < Steps)
        {
            (before, here, after) = (here, after, At(curve, peak, ++at + 1));
        }

        while (before > here && at > -Steps)
        {
            (before, here, after) = (At(curve, peak, --at - 1), before, here);
        }

        var (rise, fall) = (after - before, (2 * here) - before - after);
        return fall > 0
            ? (peak + ((at + (0.5 * rise / fall)) / Steps), here + (0.125 * rise * rise / fall))
            : (peak + (at / (double)Steps), here);
    }

    /// <summary>The curve some quarters of a sample after a sample.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private float At(ReadOnlySpan<float> curve, int sample, int quarters)
    {
        var whole = quarters >> 2;
        ref var values = ref MemoryMarshal.GetReference(curve.Slice(sample + whole - Depth + 1, _stride));
        ref var weights = ref MemoryMarshal.GetReference(_weights.AsSpan((quarters & (Steps - 1)) * _stride, _stride));
        var (even, odd) = (Vector256<float>.Zero, Vector256<float>.Zero);
        var tap = 0;
        for (; tap <= _stride - (2 * Width); tap += 2 * Width)
        {
            even = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref values, (nuint)tap), Vector256.LoadUnsafe(ref weights, (nuint)tap), even);
            odd = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref values, (nuint)(tap + Width)), Vector256.LoadUnsafe(ref weights, (nuint)(tap + Width)), odd);
        }

        if (tap < _stride)
        {
            even = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref values, (nuint)tap), Vector256.LoadUnsafe(ref weights, (nuint)tap), even);
        }

        return Vector256.Sum(even + odd);
    }

    /// <summary>What a sample counts for a place <paramref name="fraction"/> after the sample 0.</summary>
    private static double Weight(double fraction, int sample, int depth)
    {
        var distance = Math.Abs(fraction - sample);
        var reach = sample <= 0 ? depth + fraction : depth + 1 - fraction;
        return distance == 0 ? 1 : Math.Sin(Math.PI * distance) / (Math.PI * distance) * (0.5 + (0.5 * Math.Cos(Math.PI * distance / reach)));
    }
}
