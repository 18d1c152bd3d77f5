namespace VoiceLake.Features.Egemaps;

/// <summary>Moving averages over three frames.</summary>
internal static class Contour
{
    /// <summary>Averages each frame with its neighbours; the first and the last frame stand for those beyond them.</summary>
    /// <param name="values">Frame by frame; not empty.</param>
    /// <param name="smooth">Receives the averages of as many frames as it has room for.</param>
    public static void Smooth(ReadOnlySpan<float> values, Span<float> smooth)
    {
        for (var frame = 0; frame < smooth.Length; frame++)
        {
            smooth[frame] = (At(values, frame - 1) + At(values, frame) + At(values, frame + 1)) / 3;
        }
    }

    /// <summary>The same where zero means that there is no value: it counts for nothing, and stays.</summary>
    /// <param name="values">Frame by frame; not empty.</param>
    /// <param name="smooth">Receives the averages of as many frames as it has room for.</param>
    public static void SmoothNonZero(ReadOnlySpan<float> values, Span<float> smooth)
    {
        for (var frame = 0; frame < smooth.Length; frame++)
        {
            var (before, own, after) = (At(values, frame - 1), At(values, frame), At(values, frame + 1));
            smooth[frame] = own == 0 ? 0 : (own + before + after) / (1 + (before == 0 ? 0 : 1) + (after == 0 ? 0 : 1));
        }
    }

    private static float At(ReadOnlySpan<float> values, int frame) => values[Math.Clamp(frame, 0, values.Length - 1)];
}
