using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace VoiceLake.Features.Egemaps;

/// <summary>Eight frames side by side, seen as vectors or as numbers.</summary>
internal static class LaneSpans
{
    public static Span<float> Floats(this Vector256<float>[] lanes) => MemoryMarshal.Cast<Vector256<float>, float>(lanes.AsSpan());

    public static Span<Vector256<float>> Vectors(this Span<float> values) => MemoryMarshal.Cast<float, Vector256<float>>(values);
}
