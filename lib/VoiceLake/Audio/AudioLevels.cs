using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace VoiceLake.Audio;

/// <summary>How loud a clip is.</summary>
/// <remarks>Notebook: 02-silver-decode-and-cast</remarks>
/// <param name="PeakDbfs">The largest magnitude in dB of full scale (32,768); null for digital silence.</param>
/// <param name="RmsDbfs">The root mean square in dB of full scale, so that a full-scale sine has −3.01; null for digital silence.</param>
/// <param name="ClippedSamples">Samples at either end of the 16-bit scale (−32,768 or 32,767).</param>
/// <param name="Silent">Whether the peak is at or below <see cref="AudioLevelOptions.SilencePeakDbfs"/>; an empty clip is silent.</param>
public sealed record AudioLevels(double? PeakDbfs, double? RmsDbfs, long ClippedSamples, bool Silent)
{
    /// <summary>Measures 16-bit little-endian PCM, as <see cref="Pcm16.FromFloat"/> makes it.</summary>
    /// <exception cref="ArgumentException">The number of bytes is odd.</exception>
    /// <remarks>Notebook: 02-silver-decode-and-cast</remarks>
    public static AudioLevels Measure(ReadOnlySpan<byte> pcm16, AudioLevelOptions? options = null)
    {
        options ??= new AudioLevelOptions();
        options.Validate();
        var samples = Pcm16.View(pcm16);
        var (peak, clipped, squares) = Sum(samples);
        var peakDb = Decibels(peak / (double)Pcm16.FullScale);
        var rmsDb = samples.IsEmpty ? null : Decibels(Math.Sqrt(squares / (double)samples.Length) / Pcm16.FullScale);
        return new AudioLevels(peakDb, rmsDb, clipped, !(peakDb > options.SilencePeakDbfs));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static (int Peak, long Clipped, ulong Squares) Sum(ReadOnlySpan<short> samples)
    {
        var (peaks, squares, clipped, done) = (Vector256<int>.Zero, Vector256<ulong>.Zero, 0L, 0);
        if (BitConverter.IsLittleEndian)
        {
            for (; done <= samples.Length - Vector256<short>.Count; done += Vector256<short>.Count)
            {
                var both = Vector256.Create(samples[done..]);
                var ends = Vector256.Equals(both, Vector256.Create(short.MaxValue)) | Vector256.Equals(both, Vector256.Create(short.MinValue));
                clipped += BitOperations.PopCount(ends.ExtractMostSignificantBits());
                var (low, high) = Vector256.Widen(both);
                peaks = Vector256.Max(peaks, Vector256.Max(Vector256.Abs(low), Vector256.Abs(high)));

                // Two squares are at most 2^31, which 32 bits without a sign hold.
                var (first, second) = Vector256.Widen(((low * low) + (high * high)).AsUInt32());
                squares += first + second;
            }
        }

        var (peak, sum) = (0, Vector256.Sum(squares));
        for (var lane = 0; lane < Vector256<int>.Count; lane++)
        {
            peak = Math.Max(peak, peaks[lane]);
        }

        foreach (var raw in samples[done..])
        {
            int sample = Pcm16.LittleEndian(raw);
            peak = Math.Max(peak, Math.Abs(sample));
            sum += (ulong)(sample * (long)sample);
            clipped += sample is short.MaxValue or short.MinValue ? 1 : 0;
        }

        return (peak, clipped, sum);
    }

    private static double? Decibels(double amplitude) => amplitude > 0 ? 20 * Math.Log10(amplitude) : null;
}

/// <summary>What counts as silence.</summary>
/// <remarks>Notebook: 02-silver-decode-and-cast</remarks>
public sealed record AudioLevelOptions
{
    /// <summary>A clip whose peak is at or below this is silent, in dB of full scale. Default: −60 (32 of 32,768), below the noise of any microphone that picked up speech.</summary>
    public double SilencePeakDbfs { get; init; } = -60;

    internal void Validate()
    {
        if (!(SilencePeakDbfs <= 0))
        {
            throw new ArgumentException($"SilencePeakDbfs must be at most 0 dB, but is {SilencePeakDbfs}.");
        }
    }
}
