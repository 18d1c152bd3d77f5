using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using VoiceLake.Signal;
using VoiceLake.Signal.Internals;

namespace VoiceLake.Features.Librosa;

/// <summary>
/// |X| of eight frames, transformed in double as librosa does. What is quietest in a band, 100 dB below the loudest of the frame, drowns in
/// the rounding of single precision.
/// </summary>
internal sealed class FineMagnitude
{
    private readonly double[] _window;
    private readonly double[] _low;
    private readonly double[] _high;
    private readonly double[] _work;
    private readonly double[] _lowPower;
    private readonly double[] _highPower;
    private readonly FftPackTransform<double> _fft;

    public FineMagnitude(LibrosaOptions options)
    {
        _window = options.Window();
        _fft = FftPackTransform<double>.Of(options.FftLength);
        var (samples, bins) = (options.FftLength * Vector256<double>.Count, _fft.Bins * Vector256<double>.Count);
        (_low, _high, _work) = (new double[samples], new double[samples], new double[samples]);
        (_lowPower, _highPower) = (new double[bins], new double[bins]);
        Values = new float[_fft.Bins * BatchFft.Lanes];
    }

    /// <summary>What <see cref="Transform"/> gives: a bin of eight frames after the other.</summary>
    public float[] Values { get; }

    /// <summary>Takes samples of eight frames, without window.</summary>
    public void Transform(ReadOnlySpan<float> samples)
    {
        Widen(MemoryMarshal.Cast<float, Vector256<float>>(samples), _window, Vectors(_low), Vectors(_high));
        _fft.Power(_low, _work, _lowPower);
        _fft.Power(_high, _work, _highPower);
        Narrow(Vectors(_lowPower), Vectors(_highPower), MemoryMarshal.Cast<float, Vector256<float>>(Values.AsSpan()));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Widen(ReadOnlySpan<Vector256<float>> samples, double[] window, Span<Vector256<double>> low, Span<Vector256<double>> high)
    {
        for (var n = 0; n < samples.Length; n++)
        {
            var (lower, upper) = Vector256.Widen(samples[n]);
            var factor = Vector256.Create(window[n]);
            (low[n], high[n]) = (lower * factor, upper * factor);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Narrow(ReadOnlySpan<Vector256<double>> low, ReadOnlySpan<Vector256<double>> high, Span<Vector256<float>> values)
    {
        for (var bin = 0; bin < values.Length; bin++)
        {
            values[bin] = Vector256.Sqrt(Vector256.Narrow(low[bin], high[bin]));
        }
    }

    private static Span<Vector256<double>> Vectors(double[] values) => MemoryMarshal.Cast<double, Vector256<double>>(values.AsSpan());
}
