using System.Buffers;

namespace VoiceLake.Signal.Internals;

/// <summary>Lengths with a large prime factor, as a convolution with a chirp at a length that has small ones (Bluestein 1970).</summary>
internal sealed class BluesteinTransform : ComplexTransform
{
    private readonly int _length;
    private readonly int _padded;
    private readonly ComplexTransform _inner;
    private readonly double[] _chirpRe;
    private readonly double[] _chirpIm;
    private readonly double[] _filterRe;
    private readonly double[] _filterIm;

    public BluesteinTransform(int length)
    {
        _length = length;
        _padded = SmoothFrom((2L * length) - 1);
        _inner = Create(_padded);
        (_chirpRe, _chirpIm) = (new double[length], new double[length]);
        (_filterRe, _filterIm) = (new double[_padded], new double[_padded]);
        for (var k = 0; k < length; k++)
        {
            // exp(−πi·k²/n): the square is taken modulo 2n, so that the angle stays exact.
            (_chirpRe[k], _chirpIm[k]) = Twiddle.Root((long)k * k % (2L * length), 2L * length);

            // The scale of the inverse transform rides on the filter.
            var mirror = (_padded - k) % _padded;
            (_filterRe[k], _filterIm[k]) = (_chirpRe[k] / _padded, -_chirpIm[k] / _padded);
            (_filterRe[mirror], _filterIm[mirror]) = (_filterRe[k], _filterIm[k]);
        }

        _inner.Forward(_filterRe, _filterIm);
    }

    public override void Forward(Span<double> re, Span<double> im)
    {
        var rented = ArrayPool<double>.Shared.Rent(2 * _padded);
        var workRe = rented.AsSpan(0, _padded);
        var workIm = rented.AsSpan(_padded, _padded);
        workRe[_length..].Clear();
        workIm[_length..].Clear();
        ComplexSpans.Multiply(re, im, _chirpRe, _chirpIm, workRe, workIm);
        _inner.Forward(workRe, workIm);
        ComplexSpans.Multiply(workRe, workIm, _filterRe, _filterIm, workRe, workIm);

        // The inverse transform is the forward one with the parts swapped.
        _inner.Forward(workIm, workRe);
        ComplexSpans.Multiply(workRe[.._length], workIm[.._length], _chirpRe, _chirpIm, re, im);
        ArrayPool<double>.Shared.Return(rented);
    }
}
