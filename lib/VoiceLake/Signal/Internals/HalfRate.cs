using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace VoiceLake.Signal.Internals;

/// <summary>
/// Halves the rate of a signal that comes in pieces. Sample m stands at sample 2m; beyond both ends lie zeros. However the signal is cut into
/// pieces, the samples are the same.
/// </summary>
/// <remarks>
/// A sinc under a Kaiser window. Its band is that of libsoxr's quality HQ, by which librosa resamples: whole up to 0.91 of the new band, 3 dB
/// down at 0.96, and 126 dB down beyond it, so that deviations from librosa are those of rounding. Holds a buffer: one instance a thread.
/// </remarks>
internal sealed class HalfRate
{
    /// <summary>Samples that are given at once.</summary>
    public const int Block = 256;

    private const double Bits = 20;
    private const double DecibelsInBit = 6.0205999132796239;

    // Those of even samples, then those of odd ones.
    private static readonly float[] Taps = Design();
    private readonly float[] _buffer = new float[(2 * Block) + Taps.Length - 1];
    private readonly float[] _even;
    private readonly float[] _odd;
    private int _filled;
    private long _taken;
    private long _given;

    public HalfRate()
    {
        (_even, _odd) = (new float[_buffer.Length / 2], new float[_buffer.Length / 2]);
        Reset();
    }

    private static int Lead => Taps.Length / 2;

    /// <summary>Takes samples until a block is whole.</summary>
    /// <param name="samples">The next samples of the signal; what is not yet needed is left in it for the next call.</param>
    /// <param name="halved">Receives <see cref="Block"/> samples where they are whole; else untouched.</param>
    /// <returns>Whether a block was given; where not, all samples were taken.</returns>
    public bool Take(ref ReadOnlySpan<float> samples, Span<float> halved)
    {
        var count = Math.Min(samples.Length, _buffer.Length - _filled);
        samples[..count].CopyTo(_buffer.AsSpan(_filled));
        samples = samples[count..];
        _filled += count;
        _taken += count;
        if (_filled < _buffer.Length)
        {
            return false;
        }

        Give(halved);
        return true;
    }

    /// <summary>Gives the samples that are left when the signal has ended.</summary>
    /// <param name="halved">Room for <see cref="Block"/> samples.</param>
    /// <returns>How many of them count; 0 when none is left, and then it is ready for another signal.</returns>
    public int TakeRest(Span<float> halved)
    {
        var count = (int)Math.Min(((_taken + 1) / 2) - _given, Block);
        if (count == 0)
        {
            Reset();
            return 0;
        }

        _buffer.AsSpan(_filled).Clear();
        Give(halved);
        _given += count - Block;
        return count;
    }

    /// <summary>Forgets the signal that was begun.</summary>
    public void Reset()
    {
        (_filled, _taken, _given) = (Lead, 0, 0);
        _buffer.AsSpan(0, Lead).Clear();
    }

    private void Give(Span<float> halved)
    {
        for (var n = 0; n < _even.Length; n++)
        {
            (_even[n], _odd[n]) = (_buffer[2 * n], _buffer[(2 * n) + 1]);
        }

        Filter(_even, _odd, Taps, halved);
        _given += Block;
        _filled = Math.Max(0, _filled - (2 * Block));
        _buffer.AsSpan(2 * Block, _filled).CopyTo(_buffer);
    }

    /// <summary>Eight vectors of samples at once: as many sums as hide the time of one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Filter(float[] even, float[] odd, float[] taps, Span<float> halved)
    {
        const int Step = 8;
        var (evens, odds) = (taps.Length - (taps.Length / 2), taps.Length / 2);
        for (var at = 0; at < Block; at += 8 * Step)
        {
            var (a, b, c, d) = (Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero);
            var (e, f, g, h) = (a, b, c, d);
            for (var (tap, phase) = (0, 0); phase < 2; phase++)
            {
                // Taps of even samples come first, then those of odd ones.
                ref var first = ref (phase == 0 ? even : odd).AsSpan(at, (8 * Step) + (phase == 0 ? evens : odds) - 1)[0];
                for (var end = phase == 0 ? evens : evens + odds; tap < end; tap++)
                {
                    var weight = Vector256.Create(taps[tap]);
                    ref var source = ref Unsafe.Add(ref first, tap - (phase * evens));
                    a = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref source), weight, a);
                    b = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref source, Step), weight, b);
                    c = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref source, 2 * Step), weight, c);
                    d = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref source, 3 * Step), weight, d);
                    e = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref source, 4 * Step), weight, e);
                    f = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref source, 5 * Step), weight, f);
                    g = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref source, 6 * Step), weight, g);
                    h = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref source, 7 * Step), weight, h);
                }
            }

            var target = MemoryMarshal.Cast<float, Vector256<float>>(halved.Slice(at, 8 * Step));
            (target[0], target[1], target[2], target[3]) = (a, b, c, d);
            (target[4], target[5], target[6], target[7]) = (e, f, g, h);
        }
    }

    /// <summary>Kaiser's design, with libsoxr's formulas for where the band ends and how many taps it takes.</summary>
    private static float[] Design()
    {
        // Frequencies are parts of the old band: the new one ends at a half.
        const double NewBand = 0.5;
        var rejection = Bits * DecibelsInBit;
        var attenuation = (Bits + 1) * DecibelsInBit;
        var passed = 1 - (0.05 / ((((1.6e-6 * rejection) - 7.5e-4) * rejection) + 0.646));
        var transition = (1 - passed) * NewBand / 2;
        var middle = NewBand - transition;
        var beta = 0.1102 * (attenuation - 8.7);
        var slope = (((((0.0007528358 - (1.577737e-05 * beta)) * beta) + 0.6248022) * beta) + 0.06186902) / transition;
        var half = (int)Math.Ceiling(slope) / 2;
        var taps = new double[(2 * half) + 1];
        for (var n = -half; n <= half; n++)
        {
            var sinc = n == 0 ? middle : Math.Sin(Math.PI * middle * n) / (Math.PI * n);
            taps[n + half] = sinc * BesselFunction.I0(beta * Math.Sqrt(1 - Math.Pow((double)n / half, 2)));
        }

        var sum = taps.Sum();
        return [.. taps.Where((_, n) => n % 2 == 0).Concat(taps.Where((_, n) => n % 2 == 1)).Select(tap => (float)(tap / sum))];
    }
}
