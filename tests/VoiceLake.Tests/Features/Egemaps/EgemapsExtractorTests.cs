using VoiceLake.Features;

namespace VoiceLake.Tests.Features.Egemaps;

public class EgemapsExtractorTests
{
    [Theory]
    [InlineData(60)]
    [InlineData(87.3)]
    [InlineData(110)]
    [InlineData(207)]
    [InlineData(330)]
    [InlineData(500)]
    public void The_fundamental_of_a_buzz_is_its_frequency(double hertz)
    {
        var frames = Extract(Buzz(24_000, hertz)).Frames.Single();
        var pitch = frames.Column("F0semitoneFrom27_5Hz_sma3nz");
        pitch.ShouldAllBe(semitones => Math.Abs((27.5 * Math.Pow(2, semitones / 12) / hertz) - 1) < 3e-3);
        frames.Column("jitterLocal_sma3nz").ShouldAllBe(jitter => jitter < 2e-3);

        // The window makes distant periods softer: the ratio of a perfect buzz grows with its fundamental.
        frames.Column("HNRdBACF_sma3nz").ShouldAllBe(ratio => ratio > (hertz < 100 ? 1.5 : 5));
    }

    [Fact]
    public void Ten_times_the_amplitude_moves_levels_by_20_dB_and_leaves_what_is_a_ratio()
    {
        var random = new Random(5);
        var soft = Buzz(30_000, 140).Select(sample => (0.05f * sample) + (0.002f * (random.NextSingle() - 0.5f))).ToArray();
        var (once, tenfold) = (Row(soft), Row([.. soft.Select(sample => 10 * sample)]));
        (tenfold["equivalentSoundLevel_dBp"] - once["equivalentSoundLevel_dBp"]).ShouldBe(20, 1e-4);
        (tenfold["loudness_sma3_amean"] / once["loudness_sma3_amean"]).ShouldBe(Math.Pow(100, 0.33), 1e-4);
        (tenfold["spectralFlux_sma3_amean"] / once["spectralFlux_sma3_amean"]).ShouldBe(10, 1e-3);
        foreach (var name in new[] { "F0semitoneFrom27_5Hz_sma3nz_amean", "HNRdBACF_sma3nz_amean", "alphaRatioV_sma3nz_amean", "hammarbergIndexV_sma3nz_amean" })
        {
            tenfold[name].ShouldBe(once[name], 1e-3 * Math.Abs(once[name]), name);
        }
    }

    [Fact]
    public void A_shift_by_a_hop_shifts_the_frames()
    {
        var random = new Random(6);
        var clip = Buzz(30_000, 170).Select(sample => (0.2f * sample) + (0.05f * (random.NextSingle() - 0.5f))).ToArray();
        var (all, later) = (Extract(clip).Frames.Single(), Extract(clip[160..]).Frames.Single());
        foreach (var name in new[] { "Loudness_sma3", "alphaRatio_sma3", "mfcc1_sma3", "F0semitoneFrom27_5Hz_sma3nz", "HNRdBACF_sma3nz" })
        {
            var (column, shifted) = (all.Column(name), later.Column(name));
            for (var frame = 10; frame < shifted.Length - 10; frame++)
            {
                shifted[frame].ShouldBe(column[frame + 1], 1e-3f * Math.Abs(column[frame + 1]), $"{name} {frame}");
            }
        }
    }

    [Theory]
    [InlineData(959, 0)]
    [InlineData(960, 2)]
    [InlineData(1_119, 2)]
    [InlineData(1_120, 3)]
    [InlineData(48_000, 296)]
    public void A_clip_has_a_row_a_hop_where_60_ms_fit_and_one_more(int samples, int frames)
        => Extract(Buzz(samples, 120)).Frames.Single().Count.ShouldBe(frames);

    [Fact]
    public void A_clip_shorter_than_60_ms_has_no_value()
    {
        Row(Buzz(959, 120)).Values.ShouldAllBe(value => double.IsNaN(value));
        Row([0.5f]).Values.ShouldAllBe(value => double.IsNaN(value));
        Row(Buzz(960, 120)).Values.ShouldAllBe(value => double.IsFinite(value));
    }

    [Fact]
    public void Digital_silence_is_unvoiced_and_at_the_floor()
    {
        var row = Row(new float[16_000]);
        row.Values.ShouldAllBe(value => double.IsFinite(value));
        (row["equivalentSoundLevel_dBp"], row["VoicedSegmentsPerSec"], row["F0semitoneFrom27_5Hz_sma3nz_amean"], row["F1frequency_sma3nz_amean"]).ShouldBe((-120, 0, 0, 0));
        (row["mfcc1_sma3_amean"], row["spectralFlux_sma3_amean"], row["loudnessPeaksPerSec"]).ShouldBe((0, 0, 0));
        row["MeanUnvoicedSegmentLength"].ShouldBe(0.93, 1e-9);
        row["F1amplitudeLogRelF0_sma3nz_amean"].ShouldBe(-201);
    }

    [Fact]
    public void A_constant_is_unvoiced_and_has_its_level()
    {
        var row = Row([.. Enumerable.Repeat(0.5f, 16_000)]);
        row.Values.ShouldAllBe(value => double.IsFinite(value));
        row["equivalentSoundLevel_dBp"].ShouldBe(20 * Math.Log10(0.5 * 32_768 / 32_767), 1e-4);
        (row["VoicedSegmentsPerSec"], row["jitterLocal_sma3nz_amean"]).ShouldBe((0, 0));
    }

    [Fact]
    public void A_clipped_buzz_keeps_its_fundamental()
    {
        var row = Row([.. Buzz(24_000, 150).Select(sample => Math.Clamp(10 * sample, -1, 1))]);
        row["F0semitoneFrom27_5Hz_sma3nz_amean"].ShouldBe(12 * Math.Log2(150 / 27.5), 0.05);
    }

    [Theory]
    [InlineData(8_000)]
    [InlineData(22_050)]
    [InlineData(44_100)]
    [InlineData(48_000)]
    public void Another_sample_rate_hears_the_same_fundamental(int sampleRate)
    {
        var extractor = new EgemapsExtractor(new EgemapsOptions { SampleRate = sampleRate });
        extractor.Push(Buzz(sampleRate * 2, 180.0 * 16_000 / sampleRate, 12));
        var row = extractor.Finish();
        row.Values.ShouldAllBe(value => double.IsFinite(value));
        row.Values[0].ShouldBe(12 * Math.Log2(180 / 27.5), 0.1);
        extractor.Features.Id.ShouldBe($"egemaps/1 at {sampleRate} Hz");
    }

    [Theory]
    [InlineData(7_999)]
    [InlineData(192_001)]
    public void A_sample_rate_out_of_range_is_a_mistake_that_says_what_to_do(int sampleRate)
        => Should.Throw<ArgumentException>(() => new EgemapsExtractor(new EgemapsOptions { SampleRate = sampleRate })).Message.ShouldContain("resample");

    [Fact]
    public void The_defaults_name_the_set()
    {
        var extractor = new EgemapsExtractor();
        (extractor.Features.Id, extractor.FrameFeatures.Single().Id).ShouldBe(("egemaps/1", "egemaps-frames/1"));
        (extractor.Features.Count, extractor.FrameFeatures.Single().Count).ShouldBe((88, 25));
    }

    /// <summary>Harmonics that fall by 1/n, at 16 kHz.</summary>
    private static float[] Buzz(int samples, double hertz, int harmonics = 14)
        => [.. Enumerable.Range(0, samples).Select(n => (float)(0.2 * Enumerable.Range(1, harmonics).Sum(harmonic => Math.Cos((2 * Math.PI * harmonic * hertz * n / 16_000) + harmonic) / harmonic)))];

    private static ClipFeatures Extract(float[] clip)
    {
        var extractor = new EgemapsExtractor();
        extractor.Push(clip);
        return extractor.Finish(FeatureOutput.Row | FeatureOutput.Frames);
    }

    private static Dictionary<string, double> Row(float[] clip)
    {
        var extractor = new EgemapsExtractor();
        extractor.Push(clip);
        return extractor.Features.Names.Zip(extractor.Finish().Values).ToDictionary(pair => pair.First, pair => pair.Second);
    }
}
