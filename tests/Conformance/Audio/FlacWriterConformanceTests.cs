using VoiceLake.Tests.Audio;
using VoiceLake.Tests.Support;

namespace VoiceLake.Conformance.Audio;

/// <summary>What the flac program cannot be told to write comes from the tests' own bitstream writer; the program decodes it all the same.</summary>
public sealed class FlacWriterConformanceTests
{
    private const int Kinds = 39;

    [Fact]
    public void Every_subframe_at_every_depth_and_number_of_channels() => Compare(
        "FLAC written here: every subframe at every depth and number of channels",
        from bits in Enumerable.Range(4, 29)
        from channels in Enumerable.Range(1, 8)
        select (Action<FlacWriterCase>)(sound =>
        {
            var writer = sound.Begin(bits, channels);
            for (var kind = (bits + channels) % 3; kind < Kinds; kind += 3)
            {
                writer.Frame(64, kind);
            }
        }));

    [Fact]
    public void Every_stereo_mode_at_every_depth() => Compare(
        "FLAC written here: left-side, side-right and mid-side at every depth",
        from bits in Enumerable.Range(4, 29)
        from stereo in new[] { 8, 9, 10 }
        select (Action<FlacWriterCase>)(sound =>
        {
            var writer = sound.Begin(bits, 2);
            for (var kind = 0; kind < Kinds; kind++)
            {
                writer.Frame(48, kind, stereo);
            }
        }));

    [Fact]
    public void Every_number_of_wasted_bits_at_every_depth() => Compare(
        "FLAC written here: every number of wasted bits at every depth",
        from bits in Enumerable.Range(4, 29)
        select (Action<FlacWriterCase>)(sound =>
        {
            var writer = sound.Begin(bits, 1);
            for (var wasted = 0; wasted < bits; wasted++)
            {
                Array.ForEach([1, 2, 4, 7, 12], kind => writer.Frame(40, kind, wasted: wasted));
            }
        }));

    [Fact]
    public void Escaped_partitions_and_every_order_of_partitions() => Compare(
        "FLAC written here: escaped partitions, every order of partitions",
        from order in Enumerable.Range(0, 16)
        from raw in new[] { true, false }
        from bits in new[] { 8, 16, 24 }
        select (Action<FlacWriterCase>)(sound =>
        {
            var writer = sound.Begin(bits, 1);
            foreach (var kind in order < 10 ? [2, 3, 6, 7, 9] : new[] { 2 })
            {
                writer.Frame(Math.Clamp(16 << order, 64, 32_768), kind, partitions: order, raw: raw);
            }
        }));

    [Fact]
    public void Blocks_of_any_size_that_varies() => Compare(
        "FLAC written here: blocks whose size varies, from 1 to 65,535 samples",
        from seed in Enumerable.Range(0, 40)
        select (Action<FlacWriterCase>)(sound =>
        {
            var writer = sound.Begin(16, 1 + (seed % 2), variable: true);
            var random = new Random(seed);
            for (var frame = 0; frame < 30; frame++)
            {
                writer.Frame(frame == seed ? 65_535 : random.Next(33, 700), random.Next(Kinds));
            }

            writer.Frame(1 + (seed % 16), 1);
        }));

    private static void Compare(string kind, IEnumerable<Action<FlacWriterCase>> cases)
    {
        using var folder = new TemporaryFolder();
        var tried = 0;
        Parallel.ForEach(cases, new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = TestContext.Current.CancellationToken }, (write, _, number) =>
        {
            var sound = new FlacWriterCase((int)number);
            write(sound);
            var (encoded, decoded) = (folder.PathOf($"{number}.flac"), folder.PathOf($"{number}.out"));
            File.WriteAllBytes(encoded, sound.Writer.File.ToArray());
            FlacProgram.ShouldMatch(encoded, decoded, sound.Writer.Samples, $"{kind}, case {number}");
            File.Delete(encoded);
            File.Delete(decoded);
            Interlocked.Increment(ref tried);
        });
        tried.ShouldBeGreaterThan(25);
        AttackLedger.Withstood("audio", kind, tried, "bit for bit what the flac program decodes");
    }

    private sealed class FlacWriterCase(int seed)
    {
        public FlacWriter Writer { get; private set; } = null!;

        public FlacWriter Begin(int bits, int channels, bool variable = false) => Writer = new FlacWriter(bits, channels, seed, variable);
    }
}
