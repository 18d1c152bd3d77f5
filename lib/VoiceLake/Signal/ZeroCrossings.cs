namespace VoiceLake.Signal;

/// <summary>Changes of sign.</summary>
/// <remarks>Notebook: 03-gold-features</remarks>
public static class ZeroCrossings
{
    private const float Silence = 1e-10f;

    /// <summary>How often the sign changes between neighbours; zero counts as positive, the first sample as no change.</summary>
    public static int Count(ReadOnlySpan<float> samples)
    {
        var count = 0;
        for (var n = 1; n < samples.Length; n++)
        {
            count += samples[n] < -Silence != samples[n - 1] < -Silence ? 1 : 0;
        }

        return count;
    }
}
