using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace VoiceLake.Signal;

/// <summary>Power on a logarithmic scale.</summary>
/// <remarks>Notebook: 03-gold-features</remarks>
public static class Decibel
{
    /// <summary>The smallest power that is told from zero.</summary>
    public const double DefaultFloor = 1e-10;

    /// <summary>10·log₁₀(power / reference), in place, cut at <paramref name="topDb"/> below the largest value.</summary>
    /// <param name="power">Powers of 0 or more; receives dB.</param>
    /// <param name="reference">The power of 0 dB; below the floor it counts as the floor.</param>
    /// <param name="topDb">The widest range kept, in dB; null keeps all.</param>
    /// <param name="floor">Smaller powers count as this one.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="topDb"/> is negative, or <paramref name="floor"/> not above 0.</exception>
    public static void FromPower(Span<double> power, double reference = 1, double? topDb = 80, double floor = DefaultFloor)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(floor);
        ArgumentOutOfRangeException.ThrowIfNegative(topDb ?? 0, nameof(topDb));
        if (power.IsEmpty)
        {
            return;
        }

        var offset = 10 * Math.Log10(Math.Max(floor, reference));
        for (var index = 0; index < power.Length; index++)
        {
            power[index] = (10 * Math.Log10(Math.Max(floor, power[index]))) - offset;
        }

        if (topDb is { } range)
        {
            TensorPrimitives.Max(power, TensorPrimitives.Max<double>(power) - range, power);
        }
    }

    /// <summary>10·log₁₀(power), in place, in single precision: within 2e-7 of the exact value, relative, or 1e-6 dB where that is more.</summary>
    /// <remarks>Nothing is cut below a maximum: for that, the whole clip must be known.</remarks>
    /// <param name="power">Powers of 0 or more; receives dB.</param>
    /// <param name="floor">Smaller powers count as this one.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="floor"/> is not above 0.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void FromPower(Span<float> power, float floor)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(floor);
        var vectors = MemoryMarshal.Cast<float, Vector256<float>>(power);
        for (var index = 0; index < vectors.Length; index++)
        {
            vectors[index] = FromPower(vectors[index], floor);
        }

        for (var index = vectors.Length * Vector256<float>.Count; index < power.Length; index++)
        {
            power[index] = FromPower(Vector256.CreateScalar(power[index]), floor).ToScalar();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> FromPower(Vector256<float> power, float floor)
        => Vector256.Log(Vector256.Max(power, Vector256.Create(floor))) * Vector256.Create((float)(10 / Math.Log(10)));
}
