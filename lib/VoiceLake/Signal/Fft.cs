using System.Collections.Concurrent;
using VoiceLake.Signal.Internals;

namespace VoiceLake.Signal;

/// <summary>The discrete Fourier transform of complex signals of any length, in double.</summary>
/// <remarks>
/// Mixed radix (2, 3, 4, 5, 7, 11, 13) where the length allows, Bluestein's convolution elsewhere.
/// A plan is built once a length, kept, and shared by threads; a transform allocates nothing that is not pooled.
/// Notebook: 03-gold-features
/// </remarks>
public sealed class Fft
{
    private static readonly ConcurrentDictionary<int, Fft> Plans = new();
    private readonly ComplexTransform _transform;

    private Fft(int length)
    {
        Length = length;
        _transform = ComplexTransform.Create(length);
    }

    /// <summary>Points of the transform.</summary>
    public int Length { get; }

    /// <summary>The plan for a length.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="length"/> is below 1 or above 2²⁸.</exception>
    public static Fft Of(int length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, 1 << 28);
        return Plans.GetOrAdd(length, static length => new Fft(length));
    }

    /// <summary>X[k] = Σ x[n]·exp(−2πi·kn/N), in place and unscaled.</summary>
    /// <param name="re">Real parts, <see cref="Length"/> of them.</param>
    /// <param name="im">Imaginary parts, as many.</param>
    /// <exception cref="ArgumentException">A span has another length.</exception>
    public void Forward(Span<double> re, Span<double> im)
    {
        Require(re.Length, nameof(re));
        Require(im.Length, nameof(im));
        _transform.Forward(re, im);
    }

    /// <summary>x[n] = Σ X[k]·exp(2πi·kn/N) / N, in place: undoes <see cref="Forward"/>.</summary>
    /// <param name="re">Real parts, <see cref="Length"/> of them.</param>
    /// <param name="im">Imaginary parts, as many.</param>
    /// <exception cref="ArgumentException">A span has another length.</exception>
    public void Inverse(Span<double> re, Span<double> im)
    {
        Forward(im, re);
        for (var n = 0; n < re.Length; n++)
        {
            re[n] /= Length;
            im[n] /= Length;
        }
    }

    private void Require(int length, string name)
    {
        if (length != Length)
        {
            throw new ArgumentException($"This transform takes {Length} values, not {length}.", name);
        }
    }
}
