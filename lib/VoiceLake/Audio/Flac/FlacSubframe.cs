namespace VoiceLake.Audio.Flac;

/// <summary>Reads one channel of a frame (RFC 9639, 9.2) with samples of up to 32 bits.</summary>
internal static class FlacSubframe
{
    /// <summary>Entries before the first sample of a buffer, which a predictor of padded order may read.</summary>
    public const int Lead = 4;

    /// <summary>Fills <paramref name="buffer"/> from <see cref="Lead"/> on; <paramref name="taps"/> is room for a predictor.</summary>
    public static void Read(ref FlacBitReader bits, int width, Span<int> buffer, int[] taps)
    {
        var header = FlacSubframeHeader.Read(ref bits, width, buffer.Length - Lead);
        var samples = buffer[Lead..];
        width -= header.WastedBits;
        switch (header.Kind)
        {
            case FlacSubframeKind.Constant:
                samples.Fill((int)bits.ReadSigned(width));
                break;
            case FlacSubframeKind.Verbatim:
                ReadVerbatim(ref bits, width, samples);
                break;
            case FlacSubframeKind.Fixed:
                ReadVerbatim(ref bits, width, samples[..header.Order]);
                FlacResidual.Read(ref bits, samples, header.Order);
                FlacPrediction.RestoreFixed(samples, header.Order);
                break;
            case FlacSubframeKind.Linear:
                ReadLinear(ref bits, width, header.Order, buffer, taps);
                break;
        }

        if (header.WastedBits > 0)
        {
            foreach (ref var sample in samples)
            {
                sample <<= header.WastedBits;
            }
        }
    }

    private static void ReadVerbatim(ref FlacBitReader bits, int width, Span<int> samples)
    {
        foreach (ref var sample in samples)
        {
            sample = (int)bits.ReadSigned(width);
        }
    }

    private static void ReadLinear(ref FlacBitReader bits, int width, int order, Span<int> buffer, int[] taps)
    {
        var samples = buffer[Lead..];
        ReadVerbatim(ref bits, width, samples[..order]);
        var predictor = FlacPredictor.Read(ref bits, order, taps);
        FlacResidual.Read(ref bits, samples, order);
        FlacPrediction.RestoreLinear(buffer, predictor, width);
    }
}
