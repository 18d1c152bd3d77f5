using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace VoiceLake.Audio.Flac;

/// <summary>Integers of n bits to samples in [−1, 1).</summary>
internal static class FlacSamples
{
    /// <summary>Whether all samples lie in [−2^(bits−1), 2^(bits−1)).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool Fit(ReadOnlySpan<int> samples, int bits)
    {
        // A value that fits repeats its sign in all higher bits, so that value xor sign has none of them.
        var vectors = MemoryMarshal.Cast<int, Vector<int>>(samples);
        var all = Vector<int>.Zero;
        foreach (var vector in vectors)
        {
            all |= vector ^ (vector >> 31);
        }

        var rest = 0;
        foreach (var sample in samples[(vectors.Length * Vector<int>.Count)..])
        {
            rest |= sample ^ (sample >> 31);
        }

        for (var i = 0; i < Vector<int>.Count; i++)
        {
            rest |= all[i];
        }

        return rest >> (bits - 1) == 0;
    }

    /// <summary>Divides by 2^(bits−1): exact up to 24 bits, rounded to the nearest float above.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ToFloat(ReadOnlySpan<int> samples, Span<float> target, int bits)
    {
        var scale = (float)(1 / Math.Pow(2, bits - 1));
        var vectors = MemoryMarshal.Cast<int, Vector<int>>(samples);
        var targets = MemoryMarshal.Cast<float, Vector<float>>(target);
        for (var i = 0; i < vectors.Length; i++)
        {
            targets[i] = Vector.ConvertToSingle(vectors[i]) * scale;
        }

        for (var i = vectors.Length * Vector<int>.Count; i < samples.Length; i++)
        {
            target[i] = samples[i] * scale;
        }
    }
}
