using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace VoiceLake.Audio.Flac;

/// <summary>Turns residuals into samples, in place, for samples of up to 32 bits.</summary>
internal static class FlacPrediction
{
    /// <summary>Sums up the differences of order 0 to 4 (RFC 9639, 9.2.5); arithmetic modulo 2^32 is exact as the samples fit.</summary>
    public static void RestoreFixed(Span<int> samples, int order)
    {
        // An order n is n running sums, one into the other; each starts with the difference of the first samples.
        switch (order)
        {
            case 1:
                RestoreFirst(samples);
                break;
            case 2:
                RestoreSecond(samples);
                break;
            case 3:
                RestoreThird(samples);
                break;
            case 4:
                RestoreFourth(samples);
                break;
        }
    }

    /// <summary>Adds the linear prediction; <paramref name="buffer"/> has <see cref="FlacSubframe.Lead"/> entries before the first sample.</summary>
    public static void RestoreLinear(Span<int> buffer, FlacPredictor predictor, int width)
    {
        var taps = predictor.Coefficients;
        ref var first = ref Unsafe.Add(ref MemoryMarshal.GetReference(buffer), FlacSubframe.Lead + predictor.Order);
        var count = buffer.Length - FlacSubframe.Lead - predictor.Order;
        if (!predictor.FitsInt32(width))
        {
            RestoreWide(ref first, count, taps, predictor.Shift);
        }
        else if (taps.Length == 4)
        {
            Restore4(ref first, count, taps, predictor.Shift);
        }
        else if (taps.Length == 8)
        {
            Restore8(ref first, count, taps, predictor.Shift);
        }
        else if (taps.Length == 12)
        {
            Restore12(ref first, count, taps, predictor.Shift);
        }
        else
        {
            RestoreAny(ref first, count, taps, predictor.Shift);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RestoreFirst(Span<int> samples)
    {
        var value = samples[0];
        foreach (ref var sample in samples[1..])
        {
            sample = value += sample;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RestoreSecond(Span<int> samples)
    {
        var value = samples[1];
        var slope = value - samples[0];
        foreach (ref var sample in samples[2..])
        {
            slope += sample;
            sample = value += slope;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RestoreThird(Span<int> samples)
    {
        var value = samples[2];
        var slope = value - samples[1];
        var bend = slope - (samples[1] - samples[0]);
        foreach (ref var sample in samples[3..])
        {
            bend += sample;
            slope += bend;
            sample = value += slope;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RestoreFourth(Span<int> samples)
    {
        var value = samples[3];
        var slope = value - samples[2];
        var bend = slope - (samples[2] - samples[1]);
        var twist = bend - (samples[2] - (2 * samples[1]) + samples[0]);
        foreach (ref var sample in samples[4..])
        {
            twist += sample;
            bend += twist;
            slope += bend;
            sample = value += slope;
        }
    }

    // The orders that encoders use are written out, with the newest sample kept in a register and added last: only that
    // product waits for the sample before.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Restore4(ref int sample, int count, ReadOnlySpan<int> taps, int shift)
    {
        var (t0, t1, t2, t3) = (taps[0], taps[1], taps[2], taps[3]);
        var newest = Unsafe.Add(ref sample, -1);
        for (var i = 0; i < count; i++)
        {
            var sum = (t1 * Unsafe.Add(ref sample, -2)) + (t2 * Unsafe.Add(ref sample, -3)) + (t3 * Unsafe.Add(ref sample, -4));
            sample = newest = sample + ((sum + (t0 * newest)) >> shift);
            sample = ref Unsafe.Add(ref sample, 1);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Restore8(ref int sample, int count, ReadOnlySpan<int> taps, int shift)
    {
        var (t0, t1, t2, t3) = (taps[0], taps[1], taps[2], taps[3]);
        var (t4, t5, t6, t7) = (taps[4], taps[5], taps[6], taps[7]);
        var newest = Unsafe.Add(ref sample, -1);
        for (var i = 0; i < count; i++)
        {
            var sum = (t1 * Unsafe.Add(ref sample, -2)) + (t2 * Unsafe.Add(ref sample, -3)) + (t3 * Unsafe.Add(ref sample, -4))
                + (t4 * Unsafe.Add(ref sample, -5)) + (t5 * Unsafe.Add(ref sample, -6)) + (t6 * Unsafe.Add(ref sample, -7))
                + (t7 * Unsafe.Add(ref sample, -8));
            sample = newest = sample + ((sum + (t0 * newest)) >> shift);
            sample = ref Unsafe.Add(ref sample, 1);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Restore12(ref int sample, int count, ReadOnlySpan<int> taps, int shift)
    {
        var (t0, t1, t2, t3) = (taps[0], taps[1], taps[2], taps[3]);
        var (t4, t5, t6, t7) = (taps[4], taps[5], taps[6], taps[7]);
        var (t8, t9, t10, t11) = (taps[8], taps[9], taps[10], taps[11]);
        var newest = Unsafe.Add(ref sample, -1);
        for (var i = 0; i < count; i++)
        {
            var sum = (t1 * Unsafe.Add(ref sample, -2)) + (t2 * Unsafe.Add(ref sample, -3)) + (t3 * Unsafe.Add(ref sample, -4))
                + (t4 * Unsafe.Add(ref sample, -5)) + (t5 * Unsafe.Add(ref sample, -6)) + (t6 * Unsafe.Add(ref sample, -7))
                + (t7 * Unsafe.Add(ref sample, -8)) + (t8 * Unsafe.Add(ref sample, -9)) + (t9 * Unsafe.Add(ref sample, -10))
                + (t10 * Unsafe.Add(ref sample, -11)) + (t11 * Unsafe.Add(ref sample, -12));
            sample = newest = sample + ((sum + (t0 * newest)) >> shift);
            sample = ref Unsafe.Add(ref sample, 1);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RestoreAny(ref int sample, int count, ReadOnlySpan<int> taps, int shift)
    {
        for (var i = 0; i < count; i++)
        {
            var sum = 0;
            for (var tap = taps.Length - 1; tap >= 0; tap--)
            {
                sum += taps[tap] * Unsafe.Add(ref sample, -1 - tap);
            }

            sample += sum >> shift;
            sample = ref Unsafe.Add(ref sample, 1);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RestoreWide(ref int sample, int count, ReadOnlySpan<int> taps, int shift)
    {
        for (var i = 0; i < count; i++)
        {
            var sum = 0L;
            for (var tap = taps.Length - 1; tap >= 0; tap--)
            {
                sum += taps[tap] * (long)Unsafe.Add(ref sample, -1 - tap);
            }

            sample += (int)(sum >> shift);
            sample = ref Unsafe.Add(ref sample, 1);
        }
    }
}
