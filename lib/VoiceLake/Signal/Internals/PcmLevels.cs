using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace VoiceLake.Signal.Internals;

/// <summary>Counts samples that stand on the 16-bit grid.</summary>
internal static class PcmLevels
{
    /// <summary>How many levels there are.</summary>
    public const int Count = 65_536;

    private const int Zero = 32_768;
    private const int Lanes = 8;

    /// <summary>How often each level occurs; false where a sample stands between two levels.</summary>
    /// <param name="samples">Any samples.</param>
    /// <param name="counts">Receives a count a level, from the lowest that occurs to the highest; the rest is left as it was.</param>
    /// <param name="lowest">The lowest level that occurs.</param>
    /// <param name="highest">The highest; below the lowest where there is no sample.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool TryCount(ReadOnlySpan<float> samples, Span<int> counts, out int lowest, out int highest)
    {
        (lowest, highest) = (0, -1);
        if (samples.IsEmpty)
        {
            return true;
        }

        var (low, high) = (TensorPrimitives.Min(samples) * Zero, TensorPrimitives.Max(samples) * Zero);
        if (!(low >= -Zero && high < Zero))
        {
            return false;
        }

        (lowest, highest) = ((int)low + Zero, (int)high + Zero);
        counts[lowest..(highest + 1)].Clear();
        Span<int> levels = stackalloc int[Lanes];
        var n = 0;
        for (; n <= samples.Length - Lanes; n += Lanes)
        {
            var scaled = Vector256.LoadUnsafe(in samples[n]) * Zero;
            var whole = Vector256.ConvertToInt32(scaled);
            if (!Vector256.EqualsAll(Vector256.ConvertToSingle(whole), scaled))
            {
                return false;
            }

            (whole + Vector256.Create(Zero)).CopyTo(levels);
            foreach (var level in levels)
            {
                counts[level]++;
            }
        }

        for (; n < samples.Length; n++)
        {
            var scaled = samples[n] * Zero;
            if ((int)scaled != scaled)
            {
                return false;
            }

            counts[(int)scaled + Zero]++;
        }

        return true;
    }

    /// <summary>The values that occur, in ascending order, and how often.</summary>
    /// <returns>How many there are.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Distinct(ReadOnlySpan<int> counts, int lowest, Span<double> values, Span<int> occurrences)
    {
        var distinct = 0;
        for (var level = 0; level < counts.Length; level++)
        {
            if (level <= counts.Length - Lanes && Vector256.EqualsAll(Vector256.LoadUnsafe(in counts[level]), Vector256<int>.Zero))
            {
                level += Lanes - 1;
            }
            else if (counts[level] > 0)
            {
                (values[distinct], occurrences[distinct]) = ((lowest + level - Zero) / (double)Zero, counts[level]);
                distinct++;
            }
        }

        return distinct;
    }
}
