namespace VoiceLake.Tests.Audio;

/// <summary>Writes subframes of every kind.</summary>
internal static class FlacSubframes
{
    private static readonly int[][] FixedTaps = [[], [1], [2, -1], [3, -3, 1], [4, -6, 4, -1]];

    public static BitWriter Constant(this BitWriter bits, long value, int width) => bits.Write(0, 8).Write(value, width);

    public static BitWriter Verbatim(this BitWriter bits, IEnumerable<long> samples, int width, int wasted = 0)
    {
        bits.Write(1, 7).Wasted(wasted);
        foreach (var sample in samples)
        {
            bits.Write(sample >> wasted, width - wasted);
        }

        return bits;
    }

    public static BitWriter Fixed(this BitWriter bits, long[] samples, int width, int order, FlacRice rice, int wasted = 0)
    {
        bits.Write(8 + order, 7).Wasted(wasted);
        return bits.Predicted([.. samples.Select(sample => sample >> wasted)], width - wasted, FixedTaps[order], 0, _ => { }, rice);
    }

    public static BitWriter Linear(this BitWriter bits, long[] samples, int width, int[] taps, int precision, int shift, FlacRice rice, int wasted = 0)
    {
        bits.Write(31 + taps.Length, 7).Wasted(wasted);
        return bits.Predicted([.. samples.Select(sample => sample >> wasted)], width - wasted, taps, shift, WriteTaps, rice);

        void WriteTaps(BitWriter writer)
        {
            writer.Write(precision - 1, 4).Write(shift, 5);
            Array.ForEach(taps, tap => writer.Write(tap, precision));
        }
    }

    private static void Wasted(this BitWriter bits, int wasted)
    {
        bits.Write(wasted > 0 ? 1 : 0, 1);
        if (wasted > 0)
        {
            bits.WriteUnary(wasted - 1);
        }
    }

    private static BitWriter Predicted(
        this BitWriter bits, long[] samples, int width, int[] taps, int shift, Action<BitWriter> writeTaps, FlacRice rice)
    {
        Array.ForEach(samples[..taps.Length], sample => bits.Write(sample, width));
        writeTaps(bits);
        var residuals = new long[samples.Length];
        for (var i = taps.Length; i < samples.Length; i++)
        {
            residuals[i] = samples[i] - (taps.Select((tap, j) => tap * samples[i - 1 - j]).Sum() >> shift);
        }

        bits.Write(rice.ParameterBits - 4, 2).Write(rice.PartitionOrder, 4);
        var size = samples.Length >> rice.PartitionOrder;
        for (var start = 0; start < samples.Length; start += size)
        {
            bits.Partition(residuals[Math.Max(start, taps.Length)..(start + size)], rice);
        }

        return bits;
    }

    private static void Partition(this BitWriter bits, long[] residuals, FlacRice rice)
    {
        if (rice.RawBits is { } raw)
        {
            bits.Write(-1, rice.ParameterBits).Write(raw, 5);
            Array.ForEach(residuals, residual => bits.Write(residual, raw));
            return;
        }

        bits.Write(rice.Parameter, rice.ParameterBits);
        foreach (var residual in residuals)
        {
            var folded = residual < 0 ? (-2 * residual) - 1 : 2 * residual;
            bits.WriteUnary(folded >> rice.Parameter).Write(folded, rice.Parameter);
        }
    }
}

/// <summary>How residuals are written: 4 or 5 bits of parameter, 2^order partitions, raw bits in place of Rice codes.</summary>
internal sealed record FlacRice(int Parameter, int ParameterBits = 4, int PartitionOrder = 0, int? RawBits = null);
