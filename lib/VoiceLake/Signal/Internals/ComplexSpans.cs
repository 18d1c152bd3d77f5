using System.Runtime.CompilerServices;

namespace VoiceLake.Signal.Internals;

/// <summary>Arithmetic on complex values whose real and imaginary parts lie apart.</summary>
internal static class ComplexSpans
{
    /// <summary>a·b, value by value, as many as <paramref name="re"/> has; the product may overwrite a.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(
        ReadOnlySpan<double> re, ReadOnlySpan<double> im, ReadOnlySpan<double> byRe, ReadOnlySpan<double> byIm, Span<double> outRe, Span<double> outIm)
    {
        var n = 0;
        for (; n <= re.Length - FourLanes.Count; n += FourLanes.Count)
        {
            Product(FourLanes.Load(in re[n]), FourLanes.Load(in im[n]), FourLanes.Load(in byRe[n]), FourLanes.Load(in byIm[n]), out var r, out var i);
            r.Store(ref outRe[n]);
            i.Store(ref outIm[n]);
        }

        for (; n < re.Length; n++)
        {
            Product(OneLane.Of(re[n]), OneLane.Of(im[n]), OneLane.Of(byRe[n]), OneLane.Of(byIm[n]), out var r, out var i);
            (outRe[n], outIm[n]) = (r.Value, i.Value);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Product<T>(T re, T im, T byRe, T byIm, out T outRe, out T outIm)
        where T : unmanaged, ILanes<T>
        => (outRe, outIm) = (T.MultiplySubtract(re, byRe, im * byIm), T.MultiplyAdd(re, byIm, im * byRe));
}
