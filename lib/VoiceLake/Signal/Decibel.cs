using System.Numerics.Tensors;
using VoiceLake.Signal.Internals;

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
    /// <param name="floor">Smaller powers count as this one; itself at least 1.2e-38, the least with all digits of single precision.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="floor"/> is not above 0.</exception>
    public static void FromPower(Span<float> power, float floor)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(floor);
        Logarithm.Scaled(power, floor, (float)(10 / Math.Log(10)));
    }
}
