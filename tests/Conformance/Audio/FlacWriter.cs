using VoiceLake.Tests.Audio;

namespace VoiceLake.Conformance.Audio;

/// <summary>Writes frames that no encoder chooses, with any subframe at any depth, from a seed.</summary>
internal sealed class FlacWriter(int bits, int channels, int seed, bool variable = false)
{
    private readonly Random _random = new(seed);
    private readonly List<int>[] _samples = [.. Enumerable.Range(0, channels).Select(_ => new List<int>())];

    public FlacFile File { get; } = new() { Bits = bits, Channels = channels, VariableBlocks = variable };

    /// <summary>What was written, by channel.</summary>
    public int[][] Samples => [.. _samples.Select(channel => channel.ToArray())];

    /// <summary>Adds a frame with subframes of the kind: 0 constant, 1 verbatim, 2 to 6 fixed, 7 to 38 linear of order 1 to 32.</summary>
    /// <param name="length">Samples.</param>
    /// <param name="kind">Of the subframes.</param>
    /// <param name="stereo">Null, 8 left-side, 9 side-right or 10 mid-side.</param>
    /// <param name="wasted">Bits that are zero in every sample.</param>
    /// <param name="partitions">The order of the partitions of residuals.</param>
    /// <param name="raw">Whether residuals are written without Rice codes.</param>
    public void Frame(int length, int kind, int? stereo = null, int wasted = 0, int partitions = 0, bool raw = false)
    {
        // Residuals have at most 32 bits, so that predicted samples of the greatest depths are not as loud as they may be.
        var loud = kind < 2 ? bits : Math.Min(bits, 27);
        var sound = Enumerable.Range(0, channels).Select(_ => Sound(length, loud, kind == 0, wasted)).ToArray();
        for (var channel = 0; channel < channels; channel++)
        {
            _samples[channel].AddRange(sound[channel].Select(value => (int)value));
        }

        int[][] samples = [.. sound.Select(channel => channel.Select(value => (int)value).ToArray())];
        File.Frame(samples, writer => Array.ForEach(Coded(sound, stereo), coded => Subframe(writer, coded.Samples, coded.Width, kind, wasted, partitions, raw)), stereo);
    }

    private (long[] Samples, int Width)[] Coded(long[][] sound, int? stereo)
    {
        if (stereo is null)
        {
            return [.. sound.Select(channel => (channel, bits))];
        }

        long[] side = [.. sound[0].Zip(sound[1], (left, right) => left - right)];
        long[] mid = [.. sound[0].Zip(sound[1], (left, right) => (left + right) >> 1)];
        return stereo switch
        {
            8 => [(sound[0], bits), (side, bits + 1)],
            9 => [(side, bits + 1), (sound[1], bits)],
            _ => [(mid, bits), (side, bits + 1)],
        };
    }

    private void Subframe(BitWriter writer, long[] samples, int width, int kind, int wasted, int partitions, bool raw)
    {
        // The mean of two samples has bits where they have none.
        wasted = samples.All(sample => (sample & ((1L << wasted) - 1)) == 0) ? wasted : 0;
        var rice = new FlacRice(Math.Clamp(Math.Min(width, 28) - wasted - 2, 0, 30), ParameterBits: width - wasted > 16 || _random.Next(2) == 0 ? 5 : 4, partitions, raw ? 31 : null);
        _ = kind switch
        {
            0 when samples.All(sample => sample == samples[0]) => writer.Constant(samples[0], width),
            0 or 1 => writer.Verbatim(samples, width, wasted),
            < 7 => writer.Fixed(samples, width, kind - 2, rice, wasted),
            _ => writer.Linear(samples, width, Taps(kind - 6), precision: 6, shift: 5, rice, wasted),
        };
    }

    // Small weights: the prediction stays near the sound.
    private int[] Taps(int order) => [.. Enumerable.Range(0, order).Select(tap => tap == 0 ? 24 : _random.Next(-1, 2))];

    private long[] Sound(int length, int loud, bool constant, int wasted)
    {
        var level = (1L << (loud - 1)) - 1;
        var (phase, step) = (_random.NextDouble() * 6, 0.02 + (_random.NextDouble() * 0.2));
        var value = _random.NextInt64(-level - 1, level + 1);
        return [.. Enumerable.Range(0, length).Select(i => (constant ? value : (long)(level * Math.Sin(phase + (i * step)))) >> wasted << wasted)];
    }
}
