using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace VoiceLake.Signal.Internals;

/// <summary>
/// Stockham's self-sorting transform (decimation in frequency) with radices 2, 3, 4, 5 and a direct form for 7, 11 and 13.
/// Real and imaginary parts lie apart, so that the inner loop runs over neighbouring doubles.
/// </summary>
internal sealed class MixedRadixTransform : ComplexTransform
{
    private readonly int _length;
    private readonly FftPass[] _passes;

    public MixedRadixTransform(int length, IReadOnlyList<int> radices)
    {
        _length = length;
        _passes = new FftPass[radices.Count];
        var (remaining, stride) = (length, 1);
        for (var pass = 0; pass < radices.Count; pass++)
        {
            _passes[pass] = new FftPass(radices[pass], remaining, stride);
            remaining /= radices[pass];
            stride *= radices[pass];
        }
    }

    public override void Forward(Span<double> re, Span<double> im)
    {
        var rented = ArrayPool<double>.Shared.Rent(2 * _length);
        var otherRe = rented.AsSpan(0, _length);
        var otherIm = rented.AsSpan(_length, _length);
        for (var index = 0; index < _passes.Length; index++)
        {
            var pass = _passes[index];
            if (index % 2 == 0)
            {
                Run(pass, re, im, otherRe, otherIm);
            }
            else
            {
                Run(pass, otherRe, otherIm, re, im);
            }
        }

        if (_passes.Length % 2 == 1)
        {
            otherRe.CopyTo(re);
            otherIm.CopyTo(im);
        }

        ArrayPool<double>.Shared.Return(rented);
    }

    private static void Run(FftPass pass, Span<double> fromRe, Span<double> fromIm, Span<double> toRe, Span<double> toIm)
    {
        if (pass.Stride % FourLanes.Count == 0)
        {
            Run<FourLanes>(pass, fromRe, fromIm, toRe, toIm);
        }
        else
        {
            Run<OneLane>(pass, fromRe, fromIm, toRe, toIm);
        }
    }

    private static void Run<T>(FftPass pass, Span<double> fromRe, Span<double> fromIm, Span<double> toRe, Span<double> toIm)
        where T : unmanaged, ILanes<T>
    {
        var xr = MemoryMarshal.Cast<double, T>(fromRe);
        var xi = MemoryMarshal.Cast<double, T>(fromIm);
        var yr = MemoryMarshal.Cast<double, T>(toRe);
        var yi = MemoryMarshal.Cast<double, T>(toIm);
        var stride = pass.Stride / (Unsafe.SizeOf<T>() / sizeof(double));
        switch (pass.Radix)
        {
            case 2: Butterflies.Two(pass, stride, xr, xi, yr, yi); break;
            case 3: Butterflies.Three(pass, stride, xr, xi, yr, yi); break;
            case 4: Butterflies.Four(pass, stride, xr, xi, yr, yi); break;
            case 5: Butterflies.Five(pass, stride, xr, xi, yr, yi); break;
            default: Butterflies.Direct(pass, stride, xr, xi, yr, yi); break;
        }
    }
}
