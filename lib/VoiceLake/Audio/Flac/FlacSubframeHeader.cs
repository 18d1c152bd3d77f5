namespace VoiceLake.Audio.Flac;

/// <summary>The first bits of a subframe (RFC 9639, 9.2.1 and 9.2.2).</summary>
internal readonly record struct FlacSubframeHeader(FlacSubframeKind Kind, int Order, int WastedBits)
{
    public static FlacSubframeHeader Read(ref FlacBitReader bits, int width, int blockSize)
    {
        var code = (int)bits.Read(7);
        var (kind, order) = code switch
        {
            0 => (FlacSubframeKind.Constant, 0),
            1 => (FlacSubframeKind.Verbatim, 0),
            >= 8 and <= 12 => (FlacSubframeKind.Fixed, code - 8),
            >= 32 and < 64 => (FlacSubframeKind.Linear, code - 31),
            _ => throw bits.Fault(AudioRules.FlacSubframe, $"subframe type {code} is reserved"),
        };
        var wasted = bits.Read(1) == 0 ? 0 : bits.ReadUnary() + 1;
        if (wasted >= width)
        {
            throw bits.Fault(AudioRules.FlacSubframe, $"{wasted} of {width} bits of the samples are said to be unused");
        }

        return order <= blockSize
            ? new FlacSubframeHeader(kind, order, wasted)
            : throw bits.Fault(AudioRules.FlacSubframe, $"a predictor of order {order} stands in a block of {blockSize} samples");
    }
}

/// <summary>How a subframe codes its samples.</summary>
internal enum FlacSubframeKind
{
    /// <summary>One value for all.</summary>
    Constant,

    /// <summary>Each sample as it is.</summary>
    Verbatim,

    /// <summary>Differences of order 0 to 4.</summary>
    Fixed,

    /// <summary>What a linear predictor of order 1 to 32 leaves over.</summary>
    Linear,
}
