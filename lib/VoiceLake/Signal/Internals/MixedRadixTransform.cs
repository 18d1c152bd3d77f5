using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace VoiceLake.Signal.Internals;

/// <summary>
/// Stockham's self-sorting transform (decimation in frequency) with radices 2, 3, 4, 5 and a direct form for 7, 11 and 13, for lengths that
/// fit into the nearest caches. Real and imaginary parts lie apart, so that the inner loop runs over neighbouring doubles.
/// </summary>
internal sealed class MixedRadixTransform(int length, IReadOnlyList<int> radices) : ComplexTransform
{
    private readonly FftPass[] _passes = FftPass.For(length, radices);

    public override void Forward(Span<double> re, Span<double> im)
    {
        var rented = ArrayPool<double>.Shared.Rent(2 * length);
        var otherRe = rented.AsSpan(0, length);
        var otherIm = rented.AsSpan(length, length);
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
            Butterflies.Run(pass, pass.Stride / FourLanes.Count, ref First<FourLanes>(fromRe), ref First<FourLanes>(fromIm), ref First<FourLanes>(toRe), ref First<FourLanes>(toIm));
        }
        else
        {
            Butterflies.Run(pass, pass.Stride, ref First<OneLane>(fromRe), ref First<OneLane>(fromIm), ref First<OneLane>(toRe), ref First<OneLane>(toIm));
        }
    }

    private static ref T First<T>(Span<double> values) => ref Unsafe.As<double, T>(ref MemoryMarshal.GetReference(values));
}
