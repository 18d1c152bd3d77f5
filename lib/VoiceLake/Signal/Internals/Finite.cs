using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace VoiceLake.Signal.Internals;

/// <summary>Tells numbers from infinities and NaN.</summary>
internal static class Finite
{
    private const uint Exponent = 0x7F800000;

    /// <summary>Whether all of the values are finite: none has an exponent of ones alone.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool All(ReadOnlySpan<float> values)
    {
        var bits = MemoryMarshal.Cast<float, uint>(values);
        var (exponent, broken) = (Vector256.Create(Exponent), Vector256<uint>.Zero);
        var done = 0;
        for (; done <= bits.Length - Vector256<uint>.Count; done += Vector256<uint>.Count)
        {
            broken |= Vector256.Equals(Vector256.Create(bits[done..]) & exponent, exponent);
        }

        var all = broken == Vector256<uint>.Zero;
        for (; done < bits.Length; done++)
        {
            all &= (bits[done] & Exponent) != Exponent;
        }

        return all;
    }
}
