using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace VoiceLake.Signal.Internals;

/// <summary>A real signal of even length as a complex one of half its length, and back to its spectrum.</summary>
internal static class RealPacking
{
    private const int Lanes = FourLanes.Count;

    /// <summary>Even samples as real parts, odd ones as imaginary parts.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Pack(ReadOnlySpan<double> signal, Span<double> re, Span<double> im)
    {
        var n = 0;
        for (; n <= re.Length - Lanes; n += Lanes)
        {
            var a = Vector256.Shuffle(Vector256.LoadUnsafe(in signal[2 * n]), Vector256.Create(0L, 2, 1, 3));
            var b = Vector256.Shuffle(Vector256.LoadUnsafe(in signal[(2 * n) + Lanes]), Vector256.Create(0L, 2, 1, 3));
            Vector256.Create(a.GetLower(), b.GetLower()).StoreUnsafe(ref re[n]);
            Vector256.Create(a.GetUpper(), b.GetUpper()).StoreUnsafe(ref im[n]);
        }

        for (; n < re.Length; n++)
        {
            (re[n], im[n]) = (signal[2 * n], signal[(2 * n) + 1]);
        }
    }

    /// <summary>Tells the spectra of even and odd samples apart by their symmetry and joins them.</summary>
    /// <param name="re">Real parts of half the length in place; receives one bin more.</param>
    /// <param name="im">Imaginary parts, likewise.</param>
    /// <param name="cos">exp(−2πi·k/length), real parts, k to a quarter of the length.</param>
    /// <param name="sin">Its imaginary parts.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Unpack(Span<double> re, Span<double> im, ReadOnlySpan<double> cos, ReadOnlySpan<double> sin)
    {
        var half = re.Length - 1;
        (re[half], im[half]) = (re[0] - im[0], 0);
        (re[0], im[0]) = (re[0] + im[0], 0);
        var (low, high) = (1, half - 1);
        ref var r = ref MemoryMarshal.GetReference(re);
        ref var i = ref MemoryMarshal.GetReference(im);
        for (; low + Lanes <= high - Lanes + 1; (low, high) = (low + Lanes, high - Lanes))
        {
            var (c, s) = (FourLanes.Load(in cos[low]), FourLanes.Load(in sin[low]));
            Join(FourLanes.Load(in Unsafe.Add(ref r, low)), FourLanes.Load(in Unsafe.Add(ref i, low)), FourLanes.LoadReversed(in Unsafe.Add(ref r, high - Lanes + 1)), FourLanes.LoadReversed(in Unsafe.Add(ref i, high - Lanes + 1)), c, s, out var lowR, out var lowI, out var highR, out var highI);
            lowR.Store(ref Unsafe.Add(ref r, low));
            lowI.Store(ref Unsafe.Add(ref i, low));
            highR.StoreReversed(ref Unsafe.Add(ref r, high - Lanes + 1));
            highI.StoreReversed(ref Unsafe.Add(ref i, high - Lanes + 1));
        }

        for (; low <= high; (low, high) = (low + 1, high - 1))
        {
            Join(OneLane.Of(re[low]), OneLane.Of(im[low]), OneLane.Of(re[high]), OneLane.Of(im[high]), OneLane.Of(cos[low]), OneLane.Of(sin[low]), out var lowR, out var lowI, out var highR, out var highI);
            (re[low], im[low], re[high], im[high]) = (lowR.Value, lowI.Value, highR.Value, highI.Value);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Join<T>(T ar, T ai, T br, T bi, T cos, T sin, out T lowR, out T lowI, out T highR, out T highI)
        where T : unmanaged, ILanes<T>
    {
        var half = T.Of(0.5);
        var (evenR, evenI) = ((ar + br) * half, (ai - bi) * half);
        var (oddR, oddI) = ((ai + bi) * half, (br - ar) * half);
        var (turnedR, turnedI) = (T.MultiplySubtract(oddR, cos, oddI * sin), T.MultiplyAdd(oddR, sin, oddI * cos));
        (lowR, lowI, highR, highI) = (evenR + turnedR, evenI + turnedI, evenR - turnedR, turnedI - evenI);
    }
}
