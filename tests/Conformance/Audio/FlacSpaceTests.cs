using VoiceLake.Tests.Support;

namespace VoiceLake.Conformance.Audio;

/// <summary>The space of what the flac program can encode: every depth, number of channels, block size, order, stereo mode and number of wasted bits.</summary>
public sealed class FlacSpaceTests
{
    private static readonly string[] Levels = ["-0", "-3", "-5", "-8", "-l 32 -e -8", "-l 0 -r 15"];

    [Fact]
    public void Every_depth_and_number_of_channels_decodes_as_flac_decodes_it() => Compare(
        "FLAC of every depth (4 to 32 bits) and 1 to 8 channels",
        from bits in Enumerable.Range(4, 29)
        from channels in Enumerable.Range(1, 8)
        from level in new[] { Levels[(bits + channels) % 6], Levels[(bits + channels + 3) % 6] }
        select new Case(bits, channels, 1_500, level));

    [Fact]
    public void Every_block_size_decodes_as_flac_decodes_it() => Compare(
        "FLAC of every block size that has a code, and odd ones",
        from size in new[] { 16, 17, 31, 64, 100, 192, 255, 256, 257, 512, 576, 1_000, 1_024, 1_152, 2_048, 2_304, 4_095, 4_096, 4_097, 4_608, 8_192, 16_384, 32_767, 32_768, 65_534, 65_535 }
        from channels in new[] { 1, 2 }
        from level in new[] { "-0", "-8" }
        select new Case(16, channels, Math.Max(1_000, (size * 2) + 77), $"{level} -b {size}"));

    [Fact]
    public void Every_order_of_prediction_decodes_as_flac_decodes_it() => Compare(
        "FLAC of linear prediction of order 1 to 32, of fixed order 0 to 4, and of none",
        from order in Enumerable.Range(0, 33)
        from bits in new[] { 8, 16, 24, 32 }
        select new Case(bits, 1, 3_000, $"-8 -l {order} {(order > 0 ? "--disable-fixed-subframes --disable-constant-subframes" : "-e")}"));

    [Fact]
    public void Every_stereo_mode_decodes_as_flac_decodes_it() => Compare(
        "FLAC of every stereo mode at every depth",
        from bits in Enumerable.Range(4, 29)
        from likeness in Enumerable.Range(0, 4)
        from mode in new[] { "-m -5", "-M -2", "--no-mid-side -5" }
        select new Case(bits, 2, 1_200, mode, Likeness: likeness));

    [Fact]
    public void Every_number_of_wasted_bits_decodes_as_flac_decodes_it() => Compare(
        "FLAC with 1 to 31 wasted bits",
        from bits in new[] { 5, 8, 12, 16, 20, 24, 29, 32 }
        from wasted in Enumerable.Range(1, bits - 1)
        select new Case(bits, 1 + (wasted % 2), 800, Levels[wasted % 5], wasted));

    private static void Compare(string kind, IEnumerable<Case> cases)
    {
        using var folder = new TemporaryFolder();
        var tried = 0;
        Parallel.ForEach(cases, new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = TestContext.Current.CancellationToken }, (sound, _, number) =>
        {
            var (wave, encoded, decoded) = (folder.PathOf($"{number}.wav"), folder.PathOf($"{number}.flac"), folder.PathOf($"{number}.out"));
            var samples = sound.Samples((int)number);
            FlacProgram.Encode(wave, encoded, samples, sound.Bits, sound.Settings);
            FlacProgram.ShouldMatch(encoded, decoded, samples, $"{sound}");
            File.Delete(wave);
            File.Delete(encoded);
            File.Delete(decoded);
            Interlocked.Increment(ref tried);
        });
        tried.ShouldBeGreaterThan(75);
        AttackLedger.Withstood("audio", kind, tried, "bit for bit what the flac program decodes");
    }

    /// <param name="Likeness">How the second channel follows from the first: 0 not at all, 1 nearly the same, 2 the negative, 3 the first and a little noise.</param>
    private sealed record Case(int Bits, int Channels, int Length, string Settings, int Wasted = 0, int Likeness = 0)
    {
        public int[][] Samples(int seed)
        {
            var random = new Random(seed);
            var (low, high) = (-(1L << (Bits - 1)), (1L << (Bits - 1)) - 1);
            var first = Sound(random);
            return [.. Enumerable.Range(0, Channels).Select(channel => channel == 0 ? first : Likeness == 0 ? Sound(random) : Like(first, random))];

            int[] Sound(Random noise)
            {
                var (phase, step, level) = (noise.NextDouble() * 6, 0.01 + (noise.NextDouble() * 0.3), high * (0.2 + (0.8 * noise.NextDouble())));
                return [.. Enumerable.Range(0, Length).Select(i => Whole((level * Math.Sin(phase + (i * step))) + (noise.Next(-9, 9) * high / 2_000.0)))];
            }

            int[] Like(int[] other, Random noise) => [.. other.Select(value => Whole((Likeness == 2 ? -1.0 : 1.0) * value + (Likeness == 3 ? noise.Next(-1_000, 1_000) * high / 9_000.0 : noise.Next(-2, 2))))];

            int Whole(double value) => (int)(Math.Clamp((long)value, low, high) >> Wasted << Wasted);
        }
    }
}
