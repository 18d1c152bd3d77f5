using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace VoiceLake.Features.Pitch;

/// <summary>Local minima of eight curves at once: below what comes before, not above what follows; an end counts when it is below its neighbour.</summary>
internal static class Troughs
{
    /// <summary>All bits set in the lanes that have a trough here.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> At(ReadOnlySpan<Vector256<float>> curves, int index)
    {
        if (index == 0)
        {
            return Vector256.LessThan(curves[0], curves[1]);
        }

        var below = Vector256.LessThan(curves[index], curves[index - 1]);
        return index == curves.Length - 1 ? below : below & Vector256.LessThanOrEqual(curves[index], curves[index + 1]);
    }
}
