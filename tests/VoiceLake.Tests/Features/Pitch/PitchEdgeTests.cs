using VoiceLake.Features;

namespace VoiceLake.Tests.Features.Pitch;

public class PitchEdgeTests
{
    // Where nothing repeats better than anything else, YIN gives its shortest period: ⌊16,000 / 600⌋ samples.
    private const float ShortestPeriod = 16_000f / 26;

    [Fact]
    public void Silence_has_the_shortest_period_of_yin_and_no_voice()
    {
        var (row, frames) = Extract(new float[16_000]);
        frames[0].Column("yin_f0").ShouldAllBe(value => value == ShortestPeriod);
        frames[0].Column("pyin_voiced_probability").ShouldAllBe(value => value == 0);
        frames[1].Column("praat_f0").ShouldAllBe(value => float.IsNaN(value));
        frames[1].Column("praat_strength").ShouldAllBe(value => value == 0);
        (row["pyin_voiced_share"], row["praat_voiced_share"]).ShouldBe((0, 0));
        row.Where(column => double.IsNaN(column.Value)).Select(column => column.Key).ShouldBe(
            ["pyin_f0_mean", "pyin_f0_std", "pyin_f0_p20", "pyin_f0_p50", "pyin_f0_p80", "pyin_f0_slope", "praat_f0_mean", "praat_f0_std", "praat_f0_p20", "praat_f0_p50", "praat_f0_p80", "praat_f0_slope"]);
    }

    [Theory]
    [InlineData(0.25f)]
    [InlineData(0.1f)]
    [InlineData(-0.7f)]
    public void A_constant_has_no_voice(float level)
    {
        var (row, frames) = Extract([.. Enumerable.Repeat(level, 16_000)]);
        frames[0].Column("yin_f0")[3..^3].ShouldAllBe(value => value == ShortestPeriod);
        (row["pyin_voiced_share"], row["praat_voiced_share"]).ShouldBe((0, 0));
    }

    [Fact]
    public void A_constant_in_the_middle_of_speech_has_no_voice_for_praat()
    {
        var (_, frames) = Extract([.. Square(16_000), .. Enumerable.Repeat(0.1f, 16_000), .. Square(16_000)]);
        frames[1].Column("praat_f0")[110..^110].ShouldAllBe(value => float.IsNaN(value));
    }

    [Fact]
    public void A_clipped_voice_keeps_its_pitch()
    {
        var (row, _) = Extract(Square(16_000));
        row["yin_f0_p50"].ShouldBe(200, 0.4);
        row["pyin_f0_p50"].ShouldBe(200, 0.6);
        row["praat_f0_p50"].ShouldBe(200, 0.4);
        row["praat_voiced_share"].ShouldBe(1);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(639)]
    public void A_clip_shorter_than_three_periods_of_the_floor_has_no_frame_of_praat(int samples)
    {
        var (row, frames) = Extract([.. Enumerable.Range(0, samples).Select(n => (float)Math.Cos(n * 0.1))]);
        frames[1].Count.ShouldBe(0);
        row.Where(column => column.Key.StartsWith("praat", StringComparison.Ordinal)).ShouldAllBe(column => double.IsNaN(column.Value));
        frames[0].Count.ShouldBe(1 + (samples / 512));
        frames[0].Column("yin_f0").ShouldAllBe(value => value >= 16_000f / 215 && value <= 16_000f / 25);
    }

    [Fact]
    public void The_shortest_clip_that_praat_takes_has_one_frame()
    {
        var (_, frames) = Extract([.. Enumerable.Range(0, 640).Select(n => (float)Math.Cos(n * 2 * Math.PI * 150 / 16_000))]);
        frames[1].Count.ShouldBe(1);
        frames[1].Start.ShouldBe(0.02, 1e-12);
        frames[1].Column("praat_f0").Single().ShouldBe(150, 0.3);
    }

    [Fact]
    public void Every_mistake_in_the_options_is_named_at_once()
    {
        var options = new PitchOptions
        {
            Methods = PitchMethods.None,
            Floor = 5,
            Ceiling = 9_000,
            FrameLength = 7,
            Hop = 0,
            TroughThreshold = 0,
            TimeStep = 0,
            Candidates = 1,
            SilenceThreshold = -1,
            VoicingThreshold = -1,
            OctaveCost = -1,
            OctaveJumpCost = double.NaN,
            VoicedUnvoicedCost = -1,
        };
        var message = Should.Throw<ArgumentException>(() => new PitchExtractor(options)).Message;
        foreach (var name in new[] { "Methods", "Floor", "Ceiling", "FrameLength", "Hop", "TroughThreshold", "TimeStep", "Candidates", "SilenceThreshold", "VoicingThreshold", "OctaveCost", "OctaveJumpCost", "VoicedUnvoicedCost" })
        {
            message.ShouldContain($"{name} is ");
        }

        Should.Throw<ArgumentException>(() => new PitchExtractor(new PitchOptions { SampleRate = 0 })).Message.ShouldContain("SampleRate");
    }

    [Fact]
    public void A_frame_too_short_for_the_lowest_pitch_is_a_mistake_that_names_the_remedy()
        => Should.Throw<ArgumentException>(() => new PitchOptions { SampleRate = 96_000 }.Validate()).Message.ShouldContain("make it longer or raise Floor");

    [Fact]
    public void Options_other_than_the_defaults_have_another_identity()
    {
        var defaults = new PitchExtractor();
        var other = new PitchExtractor(new PitchOptions { Ceiling = 500 });
        defaults.Features.Id.ShouldBe("pitch/1");
        defaults.FrameFeatures.Select(set => set.Id).ShouldBe(["pitch-frames/1", "praat-frames/1"]);
        other.Features.Id.ShouldNotBe(defaults.Features.Id);
        other.FrameFeatures.Zip(defaults.FrameFeatures).ShouldAllBe(pair => pair.First.Id != pair.Second.Id);
    }

    private static float[] Square(int samples) => [.. Enumerable.Range(0, samples).Select(n => n / 40 % 2 == 0 ? 32_767 / 32_768f : -1f)];

    private static (Dictionary<string, double> Row, IReadOnlyList<FrameTable> Frames) Extract(float[] samples)
    {
        var extractor = new PitchExtractor();
        extractor.Push(samples);
        var features = extractor.Finish(FeatureOutput.Row | FeatureOutput.Frames);
        return (extractor.Features.Names.Zip(features.Values).ToDictionary(pair => pair.First, pair => pair.Second), features.Frames);
    }
}
