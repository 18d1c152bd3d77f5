using VoiceLake.Features;

namespace VoiceLake.Tests.Features;

public class VoiceExtractorTests
{
    private const FeatureOutput Everything = FeatureOutput.Row | FeatureOutput.Frames;
    private static readonly string[] Spectral = ["meanfreq", "sd", "median", "Q25", "Q75", "IQR", "skew", "kurt", "sp_ent", "sfm", "mode", "centroid"];
    private static readonly string[] Pitch = ["meanfun", "minfun", "maxfun"];
    private static readonly string[] Dominant = ["meandom", "mindom", "maxdom", "dfrange", "modindx"];

    [Fact]
    public void The_columns_are_those_of_voice_csv()
        => new VoiceExtractor().Features.Names.ShouldBe([.. Spectral, .. Pitch, .. Dominant]);

    [Fact]
    public void Silence_has_no_value() => Missing(new float[40_000]).ShouldBe([.. Spectral, .. Pitch, .. Dominant]);

    [Fact]
    public void A_constant_has_a_spectrum_at_zero_hertz_and_no_pitch()
    {
        var features = Row([.. Enumerable.Repeat(0.25f, 40_000)]);
        Missing(features).ShouldBe(Pitch);
        (features["mode"], features["meandom"], features["maxdom"], features["dfrange"], features["modindx"]).ShouldBe((0, 0, 0, 0, 0));
        features["meanfreq"].ShouldBeLessThan(0.002);
    }

    [Fact]
    public void One_sample_has_no_value() => Missing([0.5f]).Count.ShouldBe(20);

    [Fact]
    public void A_clip_shorter_than_a_frame_has_a_spectrum_and_no_frames()
    {
        Missing(Tone(2_047, 150)).ShouldBe([.. Pitch, .. Dominant]);
        var features = Extract(new VoiceExtractor(), Tone(2_047, 150));
        features.Frames.Select(table => table.Count).ShouldBe([0, 0]);
    }

    [Fact]
    public void One_frame_has_a_pitch_and_a_dominant_frequency_that_does_not_change()
    {
        var features = Row(Pulses(2_048, 100));
        features["meanfun"].ShouldBe(0.1, 1e-12);
        (features["dfrange"], features["modindx"]).ShouldBe((0, 0));
    }

    [Theory]
    [InlineData(8_000)]
    [InlineData(16_000)]
    [InlineData(48_000)]
    public void A_tone_shows_in_its_bin_at_any_rate(int sampleRate)
    {
        var features = Row(Tone(2 * sampleRate, 200, sampleRate), sampleRate);
        features["mode"].ShouldBe(0.2, 1.0 / 2_000);
        features["meandom"].ShouldBe(0.2, sampleRate / 2_048_000.0);
        features["sd"].ShouldBeLessThan(0.01);
    }

    [Theory]
    [InlineData(8_000, 80)]
    [InlineData(16_000, 100)]
    [InlineData(16_000, 200)]
    [InlineData(48_000, 160)]
    public void A_train_of_pulses_has_the_pitch_of_its_period(int sampleRate, int hertz)
    {
        var features = Row(Pulses(2 * sampleRate, hertz, sampleRate), sampleRate);
        features["meanfun"].ShouldBe(hertz / 1_000.0, 1e-12);
        (features["minfun"], features["maxfun"]).ShouldBe((hertz / 1_000.0, hertz / 1_000.0));
    }

    [Fact]
    public void Loudness_changes_nothing_but_rounding()
    {
        var clip = Speech(50_000, 3);
        var (loud, soft) = (Row(clip), Row([.. clip.Select(sample => sample * 0.37f)]));
        foreach (var name in Spectral.Concat(Dominant))
        {
            soft[name].ShouldBe(loud[name], 1e-5 * Math.Abs(loud[name]), name);
        }

        var half = Row([.. clip.Select(sample => sample / 2)]);
        Spectral.Concat(Dominant).Select(name => half[name]).ShouldBe(Spectral.Concat(Dominant).Select(name => loud[name]));
    }

    [Fact]
    public void A_shift_by_a_hop_shifts_the_frames()
    {
        var clip = Speech(60_000, 5);
        var (whole, shifted) = (Extract(new VoiceExtractor(), clip), Extract(new VoiceExtractor(), [.. new float[2_048], .. clip]));
        shifted.Frames[0].Column("fund")[2..].ShouldBe(whole.Frames[0].Column("fund"));
        shifted.Frames[1].Column("dfreq")[1..].ShouldBe(whole.Frames[1].Column("dfreq"));
    }

    [Fact]
    public void Frames_stand_at_their_centres()
    {
        var frames = Extract(new VoiceExtractor(), Speech(10_240, 7)).Frames;
        frames.Select(table => table.Count).ShouldBe([9, 5]);
        frames.Select(table => (table.Start, table.Hop)).ShouldBe([(0.064, 0.064), (0.064, 0.128)]);
    }

    [Fact]
    public void Only_the_first_seconds_are_heard()
    {
        var (clip, extractor) = (Speech(3 * 16_000, 9), new VoiceExtractor(new VoiceOptions { Seconds = 2 }));
        Extract(extractor, clip).Values.ShouldBe(Extract(extractor, clip.AsSpan(0, 32_000)).Values);
        Extract(extractor, clip).Values.ShouldNotBe(Extract(new VoiceExtractor(), clip).Values);
    }

    [Fact]
    public void A_click_in_silence_has_the_frames_that_the_reference_finds_in_rounding_errors()
    {
        // The flat spectrum of one sample: every bin is the largest but for its last bit. Values of seewave on b0374 of the shared archives.
        var clip = new float[40_960];
        clip[(2_048 * 3) + 516] = -46 / 32_768f;
        var frames = Extract(new VoiceExtractor(), clip).Frames;
        frames[0].Column("fund")[5..7].ShouldBe([16_000 / 768_000f, 16_000 / 768_000f]);
        frames[1].Column("dfreq")[3].ShouldBe(49 * 16_000 / 2_048_000f);
    }

    [Fact]
    public void Every_mistake_in_the_options_is_reported_at_once()
    {
        var options = new VoiceOptions { SampleRate = 2_000, Seconds = 0, FrameLength = 1_000, Threshold = double.NaN };
        var message = Should.Throw<ArgumentException>(() => new VoiceExtractor(options)).Message;
        foreach (var name in new[] { "SampleRate is 2000", "Seconds is 0", "FrameLength is 1000", "Threshold is NaN" })
        {
            message.ShouldContain(name);
        }

        Should.Throw<ArgumentException>(() => new VoiceExtractor(new VoiceOptions { SampleRate = 192_000, FrameLength = 1_024 })).Message.ShouldContain("take a longer frame");
    }

    [Fact]
    public void Other_options_make_another_set()
        => new VoiceExtractor(new VoiceOptions { SampleRate = 8_000 }).Features.Id.ShouldBe("voice20/1 at 8000 Hz, 20 s, frames of 2048, 5 %");

    private static List<string> Missing(float[] clip) => Missing(Row(clip));

    private static List<string> Missing(Dictionary<string, double> features)
        => [.. features.Where(feature => double.IsNaN(feature.Value)).Select(feature => feature.Key)];

    private static Dictionary<string, double> Row(float[] clip, int sampleRate = 16_000)
    {
        var extractor = new VoiceExtractor(new VoiceOptions { SampleRate = sampleRate });
        var values = Extract(extractor, clip).Values;
        return extractor.Features.Names.Zip(values).ToDictionary(pair => pair.First, pair => pair.Second);
    }

    private static ClipFeatures Extract(VoiceExtractor extractor, ReadOnlySpan<float> clip)
    {
        extractor.Push(clip);
        return extractor.Finish(Everything);
    }

    private static float[] Tone(int samples, double hertz, int sampleRate = 16_000)
        => [.. Enumerable.Range(0, samples).Select(n => (float)(0.5 * Math.Sin(2 * Math.PI * hertz * n / sampleRate)))];

    private static float[] Pulses(int samples, int hertz, int sampleRate = 16_000)
        => [.. Enumerable.Range(0, samples).Select(n => (float)(0.8 * Math.Exp(-(n % (sampleRate / hertz)) / 8.0)))];

    /// <summary>Bursts of overtones in noise, on the 16-bit grid.</summary>
    private static float[] Speech(int samples, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, samples).Select(n =>
        {
            var burst = Math.Max(0, Math.Sin(n / 3_000.0));
            var voice = Enumerable.Range(1, 6).Sum(overtone => Math.Cos(overtone * n * (0.05 + (0.01 * Math.Sin(n / 20_000.0)))) / overtone);
            return MathF.Round((float)((0.2 * burst * voice) + (0.02 * (random.NextDouble() - 0.5))) * 32_768) / 32_768;
        })];
    }
}
