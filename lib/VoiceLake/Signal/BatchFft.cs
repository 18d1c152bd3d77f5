using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using VoiceLake.Signal.Internals;

namespace VoiceLake.Signal;

/// <summary>The discrete Fourier transform of eight real frames at once, in single precision, for lengths that are powers of two.</summary>
/// <remarks>
/// Each frame has a SIMD lane of its own: value n of frame f stands at n·<see cref="Lanes"/> + f, in samples as in spectra. Where a machine
/// has narrower registers, .NET splits the lanes; the numbers are the same. Plans are kept and shared by threads; a transform allocates
/// nothing. Accuracy: about 1e-7 in relative L2 norm. Notebook: 03-gold-features
/// </remarks>
public sealed class BatchFft
{
    /// <summary>Frames at once.</summary>
    public const int Lanes = 8;

    private const int Longest = 1 << 24;
    private static readonly ConcurrentDictionary<int, BatchFft> Plans = new();
    private readonly BatchPass[] _passes;
    private readonly int[] _position;
    private readonly float[] _cos;
    private readonly float[] _sin;

    private BatchFft(int length)
    {
        Length = length;
        var half = length / 2;
        _passes = BatchPass.For(half);
        _position = BatchPass.Positions(half);
        (_cos, _sin) = (new float[(half / 2) + 1], new float[(half / 2) + 1]);
        for (var k = 0; k < _cos.Length; k++)
        {
            var (re, im) = Twiddle.Root(k, length);
            (_cos[k], _sin[k]) = ((float)re, (float)im);
        }
    }

    /// <summary>Samples of a frame.</summary>
    public int Length { get; }

    /// <summary>Bins of its spectrum: <see cref="Length"/>/2 + 1.</summary>
    public int Bins => (Length / 2) + 1;

    /// <summary>The plan for a length.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="length"/> is no power of two from 2 to 2²⁴.</exception>
    public static BatchFft Of(int length)
    {
        if (length is < 2 or > Longest || !int.IsPow2(length))
        {
            throw new ArgumentOutOfRangeException(nameof(length), length, $"A batch transform takes powers of two from 2 to {Longest}; {nameof(RealFft)} takes any length.");
        }

        return Plans.GetOrAdd(length, static length => new BatchFft(length));
    }

    /// <summary>X[k] = Σ x[n]·exp(−2πi·kn/N) for k from 0 to N/2, unscaled, of each frame.</summary>
    /// <param name="frames">N samples of eight frames, side by side; overwritten.</param>
    /// <param name="re">Receives real parts, <see cref="Bins"/> of eight frames.</param>
    /// <param name="im">Receives imaginary parts, as many.</param>
    /// <exception cref="ArgumentException">A span has another length.</exception>
    public void Forward(Span<float> frames, Span<float> re, Span<float> im)
    {
        Require(frames.Length, Length, nameof(frames));
        Require(re.Length, Bins, nameof(re));
        Require(im.Length, Bins, nameof(im));
        ref var z = ref Lane(frames);
        BatchPass.Run(_passes, ref z);
        Unpack(ref z, new PartsSink(ref Lane(re), ref Lane(im)));
    }

    /// <summary>|X[k]|² for k from 0 to N/2 of each frame.</summary>
    /// <param name="frames">N samples of eight frames, side by side; overwritten.</param>
    /// <param name="power">Receives <see cref="Bins"/> values of eight frames.</param>
    /// <exception cref="ArgumentException">A span has another length.</exception>
    public void Power(Span<float> frames, Span<float> power)
    {
        Require(frames.Length, Length, nameof(frames));
        Require(power.Length, Bins, nameof(power));
        ref var z = ref Lane(frames);
        BatchPass.Run(_passes, ref z);
        Unpack(ref z, new PowerSink(ref Lane(power)));
    }

    /// <summary>Tells the spectra of even and odd samples apart by their symmetry and joins them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Unpack<TSink>(ref Vector256<float> z, TSink sink)
        where TSink : IBinSink, allows ref struct
    {
        var half = Length / 2;
        var (zeroR, zeroI) = (z, Unsafe.Add(ref z, 1));
        sink.Put(0, zeroR + zeroI, Vector256<float>.Zero);
        sink.Put(half, zeroR - zeroI, Vector256<float>.Zero);
        var two = Vector256.Create(0.5f);
        for (var (low, high) = (1, half - 1); low <= high; (low, high) = (low + 1, high - 1))
        {
            ref var a = ref Unsafe.Add(ref z, 2 * _position[low]);
            ref var b = ref Unsafe.Add(ref z, 2 * _position[high]);
            var (ar, ai, br, bi) = (a, Unsafe.Add(ref a, 1), b, Unsafe.Add(ref b, 1));
            var (evenR, evenI) = ((ar + br) * two, (ai - bi) * two);
            var (oddR, oddI) = ((ai + bi) * two, (br - ar) * two);
            var (cos, sin) = (Vector256.Create(_cos[low]), Vector256.Create(_sin[low]));
            var turnedR = BatchPass.MultiplySubtract(oddR, cos, oddI * sin);
            var turnedI = Vector256.FusedMultiplyAdd(oddR, sin, oddI * cos);
            sink.Put(low, evenR + turnedR, evenI + turnedI);
            sink.Put(high, evenR - turnedR, turnedI - evenI);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref Vector256<float> Lane(Span<float> values) => ref Unsafe.As<float, Vector256<float>>(ref MemoryMarshal.GetReference(values));

    private static void Require(int length, int values, string name)
    {
        if (length != values * Lanes)
        {
            throw new ArgumentException($"{Lanes} frames of {values} values are {values * Lanes}, not {length}.", name);
        }
    }

    private interface IBinSink
    {
        void Put(int bin, Vector256<float> re, Vector256<float> im);
    }

    private readonly ref struct PartsSink(ref Vector256<float> re, ref Vector256<float> im) : IBinSink
    {
        private readonly ref Vector256<float> _re = ref re;
        private readonly ref Vector256<float> _im = ref im;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Put(int bin, Vector256<float> re, Vector256<float> im) => (Unsafe.Add(ref _re, bin), Unsafe.Add(ref _im, bin)) = (re, im);
    }

    private readonly ref struct PowerSink(ref Vector256<float> power) : IBinSink
    {
        private readonly ref Vector256<float> _power = ref power;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Put(int bin, Vector256<float> re, Vector256<float> im) => Unsafe.Add(ref _power, bin) = Vector256.FusedMultiplyAdd(re, re, im * im);
    }
}
