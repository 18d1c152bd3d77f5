using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using VoiceLake.Signal;
using VoiceLake.Signal.Internals;

namespace VoiceLake.Features.Librosa;

/// <summary>Eight frames of a clip, side by side, with their spectra: value n of frame f at n·8 + f.</summary>
internal sealed class LibrosaBatch
{
    private readonly float[] _window;
    private readonly Memory<float> _samples;
    private readonly Memory<float> _work;
    private readonly BatchFft _fft;
    private readonly bool _withPower;
    private readonly bool _withMagnitude;

    public LibrosaBatch(LibrosaOptions options)
    {
        _window = [.. options.Window().Select(factor => (float)factor)];
        _fft = BatchFft.Of(options.FftLength);
        NeedsSamples = (options.Families & (LibrosaFamilies.Wave | LibrosaFamilies.Contrast)) != 0;
        _samples = LaneBuffer.Of<float>(_window.Length * BatchFft.Lanes);
        _work = NeedsSamples ? LaneBuffer.Of<float>(_samples.Length) : _samples;
        (Power, Magnitude) = (new float[_fft.Bins * BatchFft.Lanes], new float[_fft.Bins * BatchFft.Lanes]);
        _withPower = (options.Families & ~(LibrosaFamilies.Wave | LibrosaFamilies.Contrast)) != 0;
        _withMagnitude = (options.Families & (LibrosaFamilies.Shape | LibrosaFamilies.Tonnetz)) != 0;
    }

    /// <summary>The number of the first frame; a multiple of eight.</summary>
    public int First { get; private set; }

    /// <summary>How many frames count; the rest are of no meaning.</summary>
    public int Count { get; private set; }

    /// <summary>The clip's samples where it has ended; null before.</summary>
    public long? End { get; private set; }

    /// <summary>Whether a family needs samples without window; if not, those that come are weighed already.</summary>
    public bool NeedsSamples { get; }

    /// <summary>Samples, without window where a family needs them so.</summary>
    public Span<float> Samples => _samples.Span;

    /// <summary>|X|², a bin after the other, where a family needs it.</summary>
    public float[] Power { get; }

    /// <summary>|X|, where a family needs it.</summary>
    public float[] Magnitude { get; }

    /// <summary>Goes from <see cref="Samples"/> to spectra.</summary>
    public void Transform(int first, int count, long? end)
    {
        (First, Count, End) = (first, count, end);
        if (_withPower)
        {
            var windowed = _work.Span;
            if (NeedsSamples)
            {
                Weigh(Lanes(Samples), _window, Lanes(windowed));
            }

            _fft.Power(windowed, Power);
        }

        if (_withMagnitude)
        {
            Root(Lanes(Power), Lanes(Magnitude));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Weigh(ReadOnlySpan<Vector256<float>> samples, float[] window, Span<Vector256<float>> weighed)
    {
        for (var n = 0; n < window.Length; n++)
        {
            weighed[n] = samples[n] * Vector256.Create(window[n]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Root(ReadOnlySpan<Vector256<float>> power, Span<Vector256<float>> magnitude)
    {
        for (var bin = 0; bin < power.Length; bin++)
        {
            magnitude[bin] = Vector256.Sqrt(power[bin]);
        }
    }

    private static Span<Vector256<float>> Lanes(Span<float> values) => MemoryMarshal.Cast<float, Vector256<float>>(values);
}
