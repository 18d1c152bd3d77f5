using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace VoiceLake.Features.Pitch;

/// <summary>Praat's analysis window: three periods of the lowest F0 under a Hann window, the mean of two periods taken away before.</summary>
internal sealed class PraatWindow
{
    private const double Periods = 3;
    private readonly float[] _taper;

    /// <summary>Measures the window.</summary>
    public PraatWindow(PitchOptions options)
    {
        Seconds = Periods / options.Floor;
        Half = ((int)Math.Floor(Seconds * options.SampleRate) / 2) - 1;
        Period = (int)Math.Floor(options.SampleRate / options.Floor);
        _taper = [.. Enumerable.Range(1, Length).Select(n => (float)Taper(n))];
        LargestLag = Length / 2;
        MaximumLag = Math.Min(LargestLag, (int)Math.Floor(Length / Periods) + 2);
    }

    /// <summary>What a frame needs of the clip, in seconds.</summary>
    public double Seconds { get; }

    /// <summary>Samples on either side of the centre.</summary>
    public int Half { get; }

    /// <summary>Samples of a frame.</summary>
    public int Length => 2 * Half;

    /// <summary>Samples of the longest period.</summary>
    public int Period { get; }

    /// <summary>Samples on either side of the centre that have a say.</summary>
    public int Reach => Math.Max(Half, Period);

    /// <summary>Maxima of the autocorrelation are looked for below this lag.</summary>
    public int MaximumLag { get; }

    /// <summary>The largest lag that interpolation sees.</summary>
    public int LargestLag { get; }

    /// <summary>1 over the normalised autocorrelation of the window, by lag up to <see cref="LargestLag"/>.</summary>
    public float[] Correction()
    {
        var taper = Enumerable.Range(1, Length).Select(Taper).ToArray();
        double At(int lag) => Enumerable.Range(0, Length - lag).Sum(n => taper[n] * taper[n + lag]);
        return [.. Enumerable.Range(0, LargestLag + 1).Select(lag => (float)(At(0) / At(lag)))];
    }

    /// <summary>Cuts out a frame.</summary>
    /// <param name="samples">Those around its centre: <see cref="Reach"/> before it and as many after it.</param>
    /// <param name="frame">Receives <see cref="Length"/> samples.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Cut(ReadOnlySpan<float> samples, Span<float> frame)
    {
        var mean = (float)(Sum(samples.Slice(Reach - Period, 2 * Period)) / (2 * Period));
        ref var source = ref MemoryMarshal.GetReference(samples[(Reach - Half)..]);
        ref var taper = ref MemoryMarshal.GetArrayDataReference(_taper);
        ref var target = ref MemoryMarshal.GetReference(frame[..Length]);
        var (means, n) = (Vector256.Create(mean), 0);
        for (; n <= Length - Vector256<float>.Count; n += Vector256<float>.Count)
        {
            ((Vector256.LoadUnsafe(ref source, (nuint)n) - means) * Vector256.LoadUnsafe(ref taper, (nuint)n)).StoreUnsafe(ref target, (nuint)n);
        }

        for (; n < Length; n++)
        {
            frame[n] = (samples[Reach - Half + n] - mean) * _taper[n];
        }
    }

    private double Taper(int n) => 0.5 - (0.5 * Math.Cos(2 * Math.PI * n / (Length + 1)));

    /// <summary>In an order that hangs on nothing but the samples' number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Sum(ReadOnlySpan<float> samples)
    {
        ref var source = ref MemoryMarshal.GetReference(samples);
        var (low, high, n) = (Vector256<double>.Zero, Vector256<double>.Zero, 0);
        for (; n <= samples.Length - Vector256<float>.Count; n += Vector256<float>.Count)
        {
            var (a, b) = Vector256.Widen(Vector256.LoadUnsafe(ref source, (nuint)n));
            (low, high) = (low + a, high + b);
        }

        var sum = Vector256.Sum(low + high);
        for (; n < samples.Length; n++)
        {
            sum += samples[n];
        }

        return sum;
    }
}
