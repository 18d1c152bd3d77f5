using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace VoiceLake.Signal.Internals;

/// <summary>Natural logarithms of eight numbers. .NET's own is a call for each vector, and slow until the runtime has compiled it twice.</summary>
internal static class Logarithm
{
    /// <summary>The least number that is taken: below, single precision has fewer digits.</summary>
    public const float Least = 1.17549435e-38f;

    private const int FractionBits = 23;
    private const float RootOfHalf = 0.70710678f;

    // ln 2 in two parts: the first has so few digits that its product with an exponent is exact.
    private const float LnTwo = 0.693359375f;
    private const float LnTwoRest = -2.12194440e-4f;

    /// <summary>ln x, within two units of the last place; ∞ of ∞ and NaN of NaN.</summary>
    /// <remarks>x = 2ᵏ·(1 + f) with 1 + f from √½ to √2, and ln(1 + f) = 2·artanh(s) = 2·(s + s³/3 + s⁵/5 + …) with s = f/(2 + f).</remarks>
    /// <param name="x">At least <see cref="Least"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Natural(Vector256<float> x)
    {
        var root = Vector256.Create(RootOfHalf).AsInt32();
        var above = x.AsInt32() - root;
        var k = Vector256.ConvertToSingle(Vector256.ShiftRightArithmetic(above, FractionBits));
        var f = ((above & Vector256.Create((1 << FractionBits) - 1)) + root).AsSingle() - Vector256<float>.One;
        var s = f / (f + Vector256.Create(2f));
        var z = s * s;
        var series = Vector256.FusedMultiplyAdd(z, Vector256.Create(2f / 9), Vector256.Create(2f / 7));
        series = Vector256.FusedMultiplyAdd(z, series, Vector256.Create(2f / 5));
        series = Vector256.FusedMultiplyAdd(z, series, Vector256.Create(2f / 3)) * z;

        // 2s = f − s·f, and s·f = f²/2 − s·f²/2: what is rounded is small beside f.
        var half = f * f * Vector256.Create(0.5f);
        var rest = Vector256.FusedMultiplyAdd(s, half + series, k * Vector256.Create(LnTwoRest));
        var ln = Vector256.FusedMultiplyAdd(k, Vector256.Create(LnTwo), f - (half - rest));
        return Vector256.ConditionalSelect(Vector256.LessThan(x, Vector256.Create(float.PositiveInfinity)), ln, x);
    }

    /// <summary>ln of values of at least <paramref name="floor"/>, times a factor, in place; smaller ones count as the floor.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Scaled(Span<float> values, float floor, float factor)
    {
        var (least, scale) = (Vector256.Create(Math.Max(floor, Least)), Vector256.Create(factor));
        var done = 0;
        for (; done <= values.Length - Vector256<float>.Count; done += Vector256<float>.Count)
        {
            ref var value = ref values[done];
            (Natural(Vector256.Max(Vector256.LoadUnsafe(ref value), least)) * scale).StoreUnsafe(ref value);
        }

        for (; done < values.Length; done++)
        {
            values[done] = (Natural(Vector256.Max(Vector256.Create(values[done]), least)) * scale).ToScalar();
        }
    }
}
