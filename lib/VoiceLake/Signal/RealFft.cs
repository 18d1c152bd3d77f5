using System.Buffers;
using System.Collections.Concurrent;
using VoiceLake.Signal.Internals;

namespace VoiceLake.Signal;

/// <summary>The discrete Fourier transform of real signals of any length, in double: the bins from 0 to half the length.</summary>
/// <remarks>An even length costs one complex transform of half the length. Plans are kept and shared by threads. Notebook: 03-gold-features</remarks>
public sealed class RealFft
{
    private static readonly ConcurrentDictionary<int, RealFft> Plans = new();
    private readonly Fft _complex;
    private readonly double[] _cos;
    private readonly double[] _sin;

    private RealFft(int length)
    {
        Length = length;
        var half = length / 2;
        var even = length % 2 == 0;
        _complex = Fft.Of(even ? half : length);
        (_cos, _sin) = (new double[even ? (half / 2) + 1 : 0], new double[even ? (half / 2) + 1 : 0]);
        for (var k = 0; k < _cos.Length; k++)
        {
            (_cos[k], _sin[k]) = Twiddle.Root(k, length);
        }
    }

    /// <summary>Samples of the signal.</summary>
    public int Length { get; }

    /// <summary>Bins of the spectrum: ⌊<see cref="Length"/>/2⌋ + 1.</summary>
    public int Bins => (Length / 2) + 1;

    /// <summary>The plan for a length.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="length"/> is below 1 or above 2²⁸.</exception>
    public static RealFft Of(int length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, 1 << 28);
        return Plans.GetOrAdd(length, static length => new RealFft(length));
    }

    /// <summary>X[k] = Σ x[n]·exp(−2πi·kn/N) for k from 0 to N/2, unscaled.</summary>
    /// <param name="signal">N real samples.</param>
    /// <param name="re">Real parts, <see cref="Bins"/> of them.</param>
    /// <param name="im">Imaginary parts, as many.</param>
    /// <exception cref="ArgumentException">A span has another length.</exception>
    public void Forward(ReadOnlySpan<double> signal, Span<double> re, Span<double> im)
    {
        if (signal.Length != Length || re.Length != Bins || im.Length != Bins)
        {
            throw new ArgumentException($"This transform takes {Length} samples and gives {Bins} bins, not {signal.Length} to {re.Length} and {im.Length}.");
        }

        if (Length % 2 == 0)
        {
            var half = Length / 2;
            RealPacking.Pack(signal, re[..half], im[..half]);
            _complex.Forward(re[..half], im[..half]);
            RealPacking.Unpack(re, im, _cos, _sin);
            return;
        }

        var rented = ArrayPool<double>.Shared.Rent(2 * Length);
        var fullRe = rented.AsSpan(0, Length);
        var fullIm = rented.AsSpan(Length, Length);
        signal.CopyTo(fullRe);
        fullIm.Clear();
        _complex.Forward(fullRe, fullIm);
        fullRe[..Bins].CopyTo(re);
        fullIm[..Bins].CopyTo(im);
        ArrayPool<double>.Shared.Return(rented);
    }
}
