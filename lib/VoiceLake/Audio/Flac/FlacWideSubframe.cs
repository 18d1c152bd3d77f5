namespace VoiceLake.Audio.Flac;

/// <summary>Reads the difference channel of 32-bit stereo, whose samples have 33 bits.</summary>
internal static class FlacWideSubframe
{
    private const int Width = 33;

    // Row n holds the weights of the n samples before, newest first (RFC 9639, 9.2.5).
    private static readonly int[][] FixedTaps = [[], [1], [2, -1], [3, -3, 1], [4, -6, 4, -1]];

    public static void Read(ref FlacBitReader bits, Span<long> samples, Span<int> residuals, int[] taps)
    {
        var header = FlacSubframeHeader.Read(ref bits, Width, samples.Length);
        var width = Width - header.WastedBits;
        switch (header.Kind)
        {
            case FlacSubframeKind.Constant:
                samples.Fill(bits.ReadSigned(width));
                break;
            case FlacSubframeKind.Verbatim:
                ReadVerbatim(ref bits, width, samples);
                break;
            case FlacSubframeKind.Fixed:
                ReadVerbatim(ref bits, width, samples[..header.Order]);
                FlacResidual.Read(ref bits, residuals, header.Order);
                Restore(samples, residuals, FixedTaps[header.Order], header.Order, shift: 0);
                break;
            case FlacSubframeKind.Linear:
                ReadVerbatim(ref bits, width, samples[..header.Order]);
                var predictor = FlacPredictor.Read(ref bits, header.Order, taps);
                FlacResidual.Read(ref bits, residuals, header.Order);
                Restore(samples, residuals, predictor.Coefficients[..header.Order], header.Order, predictor.Shift);
                break;
        }

        foreach (ref var sample in samples)
        {
            sample <<= header.WastedBits;
        }
    }

    private static void ReadVerbatim(ref FlacBitReader bits, int width, Span<long> samples)
    {
        foreach (ref var sample in samples)
        {
            sample = bits.ReadSigned(width);
        }
    }

    private static void Restore(Span<long> samples, ReadOnlySpan<int> residuals, ReadOnlySpan<int> taps, int order, int shift)
    {
        for (var i = order; i < samples.Length; i++)
        {
            var sum = 0L;
            for (var tap = 0; tap < taps.Length; tap++)
            {
                sum += taps[tap] * samples[i - 1 - tap];
            }

            samples[i] = (sum >> shift) + residuals[i];
        }
    }
}
