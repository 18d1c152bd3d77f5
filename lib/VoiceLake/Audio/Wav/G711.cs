namespace VoiceLake.Audio.Wav;

/// <summary>ITU-T G.711: eight logarithmic bits to a linear 16-bit sample.</summary>
internal static class G711
{
    /// <summary>A-law, 13 bits at the top of 16.</summary>
    public static float[] ALaw { get; } = Table(code =>
    {
        // Every other bit is inverted on the line; then sign, three bits of exponent, four of mantissa, and half a step.
        var bits = code ^ 0x55;
        var (exponent, mantissa) = ((bits >> 4) & 7, bits & 15);
        var magnitude = exponent == 0 ? (mantissa << 4) + 8 : ((mantissa << 4) + 0x108) << (exponent - 1);
        return (bits & 0x80) != 0 ? magnitude : -magnitude;
    });

    /// <summary>µ-law, 14 bits at the top of 16.</summary>
    public static float[] MuLaw { get; } = Table(code =>
    {
        // All bits are inverted; the bias of 132 makes the segments meet.
        var bits = ~code;
        var magnitude = ((((bits & 15) << 3) + 132) << ((bits >> 4) & 7)) - 132;
        return (bits & 0x80) != 0 ? -magnitude : magnitude;
    });

    private static float[] Table(Func<int, int> linear) =>
        [.. Enumerable.Range(0, 256).Select(code => linear(code) / Pcm16.FullScale)];
}
