using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace VoiceLake.Signal.Internals;

/// <summary>Lays frames side by side, as <see cref="BatchFft"/> takes them.</summary>
internal static class FrameLanes
{
    /// <summary>Value n of the frame that begins at <c>starts[lane]</c> goes to n·8 + lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Gather(ReadOnlySpan<float> samples, ReadOnlySpan<int> starts, int length, Span<float> lanes)
    {
        var to = MemoryMarshal.Cast<float, Vector256<float>>(lanes)[..length];
        var a = samples.Slice(starts[0], length);
        var b = samples.Slice(starts[1], length);
        var c = samples.Slice(starts[2], length);
        var d = samples.Slice(starts[3], length);
        var e = samples.Slice(starts[4], length);
        var f = samples.Slice(starts[5], length);
        var g = samples.Slice(starts[6], length);
        var h = samples.Slice(starts[7], length);
        for (var n = 0; n < to.Length; n++)
        {
            to[n] = Vector256.Create(a[n], b[n], c[n], d[n], e[n], f[n], g[n], h[n]);
        }
    }
}
