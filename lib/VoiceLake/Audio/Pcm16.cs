using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace VoiceLake.Audio;

/// <summary>Converts between samples in [−1, 1] and 16-bit little-endian PCM, the form in which the lake keeps sound.</summary>
/// <remarks>Notebook: 02-silver-decode-and-cast</remarks>
public static class Pcm16
{
    /// <summary>Full scale: what a sample of 1.0 would be, and what decoded 16-bit samples are divided by.</summary>
    public const float FullScale = 32_768f;

    /// <summary>Rounds samples to 16 bits (ties to even), those past full scale to the nearest end.</summary>
    /// <param name="samples">Samples in [−1, 1]; must be finite.</param>
    /// <remarks>16-bit samples that were decoded and not changed come back bit for bit. Notebook: 02-silver-decode-and-cast</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Pcm16Result FromFloat(ReadOnlySpan<float> samples)
    {
        var bytes = GC.AllocateUninitializedArray<byte>(samples.Length * sizeof(short));
        Span<short> pcm = MemoryMarshal.Cast<byte, short>(bytes.AsSpan());
        var (clipped, done) = (0L, 0);
        for (; done <= samples.Length - Vector256<short>.Count; done += Vector256<short>.Count)
        {
            var low = Vector256.Round(Vector256.Create(samples[done..]) * FullScale);
            var high = Vector256.Round(Vector256.Create(samples[(done + Vector256<float>.Count)..]) * FullScale);
            clipped += PastFullScale(low) + PastFullScale(high);
            Vector256.NarrowWithSaturation(Vector256.ConvertToInt32(low), Vector256.ConvertToInt32(high)).CopyTo(pcm[done..]);
        }

        for (; done < samples.Length; done++)
        {
            var scaled = MathF.Round(samples[done] * FullScale);
            clipped += scaled is > short.MaxValue or < short.MinValue ? 1 : 0;
            pcm[done] = (short)Math.Clamp(scaled, short.MinValue, short.MaxValue);
        }

        SwapOnBigEndian(pcm);
        return new Pcm16Result(bytes, clipped);
    }

    /// <summary>Samples in [−1, 1), one for two bytes.</summary>
    /// <exception cref="ArgumentException">The number of bytes is odd.</exception>
    /// <remarks>Notebook: 02-silver-decode-and-cast</remarks>
    public static float[] ToFloat(ReadOnlySpan<byte> bytes)
    {
        var samples = new float[bytes.Length / sizeof(short)];
        ToFloat(bytes, samples);
        return samples;
    }

    /// <summary>Samples in [−1, 1), one for two bytes, into a buffer of the caller's.</summary>
    /// <param name="bytes">16-bit little-endian PCM.</param>
    /// <param name="samples">Receives half as many samples as there are bytes.</param>
    /// <exception cref="ArgumentException">The number of bytes is odd, or there is too little room.</exception>
    /// <remarks>Notebook: 02-silver-decode-and-cast</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ToFloat(ReadOnlySpan<byte> bytes, Span<float> samples)
    {
        var pcm = View(bytes);
        if (samples.Length < pcm.Length)
        {
            throw new ArgumentException($"{pcm.Length} samples do not fit into {samples.Length}.", nameof(samples));
        }

        var done = 0;
        if (BitConverter.IsLittleEndian)
        {
            for (; done <= pcm.Length - Vector256<short>.Count; done += Vector256<short>.Count)
            {
                // A power of two: the product is as exact as the quotient.
                var (low, high) = Vector256.Widen(Vector256.Create(pcm[done..]));
                (Vector256.ConvertToSingle(low) * (1 / FullScale)).CopyTo(samples[done..]);
                (Vector256.ConvertToSingle(high) * (1 / FullScale)).CopyTo(samples[(done + Vector256<int>.Count)..]);
            }
        }

        for (; done < pcm.Length; done++)
        {
            samples[done] = LittleEndian(pcm[done]) / FullScale;
        }
    }

    internal static ReadOnlySpan<short> View(ReadOnlySpan<byte> bytes) => bytes.Length % sizeof(short) == 0
        ? MemoryMarshal.Cast<byte, short>(bytes)
        : throw new ArgumentException($"{bytes.Length} bytes are not a whole number of 16-bit samples.", nameof(bytes));

    internal static short LittleEndian(short value) =>
        BitConverter.IsLittleEndian ? value : System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int PastFullScale(Vector256<float> scaled)
        => BitOperations.PopCount((Vector256.GreaterThan(scaled, Vector256.Create((float)short.MaxValue)) | Vector256.LessThan(scaled, Vector256.Create((float)short.MinValue))).ExtractMostSignificantBits());

    private static void SwapOnBigEndian(Span<short> pcm)
    {
        if (!BitConverter.IsLittleEndian)
        {
            System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(pcm, pcm);
        }
    }
}

/// <summary>Samples as 16-bit little-endian PCM.</summary>
/// <remarks>Notebook: 02-silver-decode-and-cast</remarks>
/// <param name="Bytes">Two bytes a sample.</param>
/// <param name="Clipped">Samples that lay past full scale and were set to its end.</param>
public sealed record Pcm16Result(byte[] Bytes, long Clipped);
