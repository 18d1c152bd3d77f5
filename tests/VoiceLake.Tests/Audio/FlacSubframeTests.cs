using CsCheck;
using static VoiceLake.Tests.Audio.FlacSound;

namespace VoiceLake.Tests.Audio;

public sealed class FlacSubframeTests
{
    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public void Every_kind_of_subframe_gives_its_samples(int parameterBits)
    {
        var rice = new FlacRice(5, parameterBits, PartitionOrder: 2);
        ShouldGive(Wave, bits => bits.Verbatim(WideWave, 16));
        for (var order = 0; order <= 4; order++)
        {
            ShouldGive(Wave, bits => bits.Fixed(WideWave, 16, order, rice));
        }

        for (var order = 1; order <= 32; order++)
        {
            int[] taps = [.. Enumerable.Range(0, order).Select(i => (i * 37 % 64) - 32)];
            ShouldGive(Wave, bits => bits.Linear(WideWave, 16, taps, precision: 7, shift: 6, new FlacRice(10, parameterBits)));
        }

        ShouldGive([.. Enumerable.Repeat(-77, 64)], bits => bits.Constant(-77, 16));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public void Escaped_partitions_hold_raw_residuals(int parameterBits)
    {
        ShouldGive(Wave, bits => bits.Fixed(WideWave, 16, 1, new FlacRice(0, parameterBits, PartitionOrder: 3, RawBits: 16)));
        ShouldGive([.. Enumerable.Repeat(9, 64)], bits => bits.Fixed([.. Enumerable.Repeat(9L, 64)], 16, 1, new FlacRice(0, parameterBits, RawBits: 0)));
    }

    [Fact]
    public void Quotients_longer_than_the_bit_window_are_read() =>
        ShouldGive(Wave, bits => bits.Fixed(WideWave, 16, 0, new FlacRice(Parameter: 1)));

    [Fact]
    public void Wasted_bits_come_back_as_zeros()
    {
        int[] coarse = [.. Wave.Select(value => value >> 3 << 3)];
        long[] wide = [.. coarse.Select(value => (long)value)];
        ShouldGive(coarse, bits => bits.Verbatim(wide, 16, wasted: 3));
        ShouldGive(coarse, bits => bits.Fixed(wide, 16, 2, new FlacRice(6), wasted: 2));
        ShouldGive(coarse, bits => bits.Linear(wide, 16, [9, -3], precision: 5, shift: 3, new FlacRice(6), wasted: 1));
    }

    [Fact]
    public void All_widths_stereo_modes_and_subframes_give_the_samples_back() => Gen.Select(
        Gen.Int[4, 32], Gen.Int[7, 10], Gen.Int[0, 3], Gen.Int[1, 20], Gen.Int[0, int.MaxValue]).Sample(
        (width, stereo, kind, length, seed) =>
        {
            // A residual has at most 32 bits, so that only verbatim samples can be as wide as they like.
            var random = new Random(seed);
            var range = 1L << (Math.Min(width, kind == 0 ? 32 : 29) - 1);
            long[] Channel() => [.. Enumerable.Range(0, length + 4).Select(_ => random.NextInt64(-range, range) >> random.Next(width))];
            var (left, right) = (Channel(), Channel());
            long[] side = [.. left.Zip(right, (l, r) => l - r)];
            long[] mid = [.. left.Zip(right, (l, r) => (l + r) >> 1)];
            var (first, second) = stereo switch { 8 => (left, side), 9 => (side, right), 10 => (mid, side), _ => (left, right) };
            var file = new FlacFile { Channels = 2, Bits = width };
            int[][] samples = [[.. left.Select(value => (int)value)], [.. right.Select(value => (int)value)]];
            file.Frame(samples, bits =>
            {
                Write(bits, first, width + (stereo == 9 ? 1 : 0), kind);
                Write(bits, second, width + (stereo is 8 or 10 ? 1 : 0), kind);
            }, stereo == 7 ? null : stereo);
            Integers(file.ToArray()).ShouldBe(samples);
        },
        iter: 1_000);

    private static void ShouldGive(int[] samples, Action<BitWriter> write)
    {
        var file = new FlacFile().Frame([samples], write).ToArray();
        Integers(file).ShouldBe([samples]);
        Decode(file).Channels[0].ShouldBe(samples.Select(sample => sample / 32_768f));
    }

    private static void Write(BitWriter bits, long[] samples, int width, int kind)
    {
        var rice = new FlacRice(Math.Max(0, width - 4), ParameterBits: 5);
        _ = kind switch
        {
            0 => bits.Verbatim(samples, width),
            1 => bits.Fixed(samples, width, 0, rice),
            2 => bits.Linear(samples, width, [1], precision: 3, shift: 2, rice),
            _ => bits.Linear(samples, width, [3, -1, 1], precision: 4, shift: 3, rice),
        };
    }
}
