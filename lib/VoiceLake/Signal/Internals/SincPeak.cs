using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace VoiceLake.Signal.Internals;

/// <summary>The maximum of a sampled curve between its samples, by sinc interpolation under a raised cosine.</summary>
/// <remarks>
/// The curve is evaluated at quarters of a sample with tabulated weights, uphill from where a parabola through the samples points to; the
/// polynomial through the five around the highest gives the rest. Source: Boersma, IFA Proceedings 17 (1993); the raised cosine reaches to one
/// sample beyond the last one used, on either side. Immutable: shared by threads.
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
    public static int Slack => Width + 2;

    /// <summary>The place and height of the maximum near a sample that is higher than its neighbours.</summary>
    /// <param name="curve">Finite samples, <see cref="Depth"/> + 2 before <paramref name="peak"/> and <see cref="Depth"/> + <see cref="Slack"/> after it.</param>
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

        var (shift, height) = Top(At(curve, peak, at - 2), before, here, after, At(curve, peak, at + 2));
        return (peak + ((at + shift) / Steps), height);
    }

    /// <summary>The top of the polynomial through five values, near the middle one.</summary>
    private static (double Shift, double Height) Top(double a, double b, double c, double d, double e)
    {
        // Its Taylor coefficients at the middle.
        var first = (a - (8 * b) + (8 * d) - e) / 12;
        var second = (-a + (16 * b) - (30 * c) + (16 * d) - e) / 24;
        var third = (-a + (2 * b) - (2 * d) + e) / 12;
        var fourth = (a - (4 * b) + (6 * c) - (4 * d) + e) / 24;
        if (second >= 0)
        {
            return (0, c);
        }

        var shift = 0.0;
        for (var round = 0; round < 3; round++)
        {
            // Newton's method on the slope.
            var slope = first + (shift * ((2 * second) + (shift * ((3 * third) + (shift * 4 * fourth)))));
            var bend = (2 * second) + (shift * ((6 * third) + (shift * 12 * fourth)));
            shift = bend < 0 ? Math.Clamp(shift - (slope / bend), -1, 1) : shift;
        }

        return (shift, c + (shift * (first + (shift * (second + (shift * (third + (shift * fourth))))))));
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
