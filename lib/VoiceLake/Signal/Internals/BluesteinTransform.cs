using System.Buffers;
using System.Numerics;

namespace VoiceLake.Signal.Internals;

/// <summary>Lengths with a large prime factor, as a convolution with a chirp at a power of two (Bluestein 1970).</summary>
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
        _padded = checked((int)BitOperations.RoundUpToPowerOf2((uint)((2 * length) - 1)));
        _inner = Create(_padded);
        (_chirpRe, _chirpIm) = (new double[length], new double[length]);
        (_filterRe, _filterIm) = (new double[_padded], new double[_padded]);
        for (var k = 0; k < length; k++)
        {
            // exp(−πi·k²/n): the square is taken modulo 2n, so that the angle stays exact.
            (_chirpRe[k], _chirpIm[k]) = Twiddle.Root((long)k * k % (2L * length), 2L * length);
            var mirror = (_padded - k) % _padded;
            (_filterRe[k], _filterIm[k]) = (_chirpRe[k], -_chirpIm[k]);
            (_filterRe[mirror], _filterIm[mirror]) = (_chirpRe[k], -_chirpIm[k]);
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
        for (var k = 0; k < _length; k++)
        {
            workRe[k] = (re[k] * _chirpRe[k]) - (im[k] * _chirpIm[k]);
            workIm[k] = (re[k] * _chirpIm[k]) + (im[k] * _chirpRe[k]);
        }

        _inner.Forward(workRe, workIm);
        for (var k = 0; k < _padded; k++)
        {
            (workRe[k], workIm[k]) = ((workRe[k] * _filterRe[k]) - (workIm[k] * _filterIm[k]), (workRe[k] * _filterIm[k]) + (workIm[k] * _filterRe[k]));
        }

        // The inverse transform is the forward one with the parts swapped.
        _inner.Forward(workIm, workRe);
        var scale = 1.0 / _padded;
        for (var k = 0; k < _length; k++)
        {
            re[k] = ((workRe[k] * _chirpRe[k]) - (workIm[k] * _chirpIm[k])) * scale;
            im[k] = ((workRe[k] * _chirpIm[k]) + (workIm[k] * _chirpRe[k])) * scale;
        }

        ArrayPool<double>.Shared.Return(rented);
    }
}
