namespace VoiceLake.Audio.Flac;

/// <summary>Reads what the predictor leaves over (RFC 9639, 9.2.7): partitions, each with a Rice parameter or a fixed width.</summary>
internal static class FlacResidual
{
    /// <summary>Fills <paramref name="samples"/> from <paramref name="order"/> on.</summary>
    public static void Read(ref FlacBitReader bits, Span<int> samples, int order)
    {
        var method = (int)bits.Read(2);
        var partitionOrder = (int)bits.Read(4);
        var size = samples.Length >> partitionOrder;
        if (method > 1 || size << partitionOrder != samples.Length || size < order)
        {
            throw bits.Fault(AudioRules.FlacSubframe, $"residual method {method} with 2^{partitionOrder} partitions cannot code {samples.Length} samples");
        }

        var parameterBits = 4 + method;
        var escape = (1 << parameterBits) - 1;
        for (var (start, end) = (order, size); end <= samples.Length; (start, end) = (end, end + size))
        {
            var parameter = (int)bits.Read(parameterBits);
            if (parameter == escape)
            {
                ReadRaw(ref bits, samples[start..end]);
            }
            else
            {
                bits.ReadRice(samples[start..end], parameter);
            }
        }
    }

    private static void ReadRaw(ref FlacBitReader bits, Span<int> residuals)
    {
        var width = (int)bits.Read(5);
        foreach (ref var residual in residuals)
        {
            residual = (int)bits.ReadSigned(width);
        }
    }
}
