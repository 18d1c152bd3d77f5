using CsCheck;
using VoiceLake.Features;

namespace VoiceLake.Tests.Features;

public class WindowFeatureExtractorTests
{
    private static readonly WindowFeatureExtractor Extractor = new();

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(47_999, 1)]
    [InlineData(48_000, 1)]
    [InlineData(48_001, 2)]
    [InlineData(64_000, 2)]
    [InlineData(64_001, 3)]
    public void A_clip_has_as_many_windows_as_it_takes_to_reach_its_end(long samples, int windows) => new WindowOptions().Count(samples).ShouldBe(windows);

    [Fact]
    public void Windows_leave_no_sample_out()
        => Gen.Select(Gen.Int[1, 200_000], Gen.Int[160, 50_000], Gen.Int[1, 50_000]).Sample((samples, length, hop) =>
        {
            var options = new WindowOptions { Length = Math.Max(length, hop), Hop = hop };
            var covered = 0;
            for (var window = 0; window < options.Count(samples); window++)
            {
                var (start, count) = options.Place(window, samples);
                start.ShouldBeLessThanOrEqualTo(covered);
                count.ShouldBeGreaterThan(0);
                covered = start + count;
            }

            covered.ShouldBe(samples);
        });

    [Fact]
    public void Digital_silence_has_zeros_where_there_is_a_value_and_none_where_there_is_not()
    {
        var features = Extract(new float[48_000]);
        Missing(features).ShouldBe(["amp_kurt", "amp_skew", "mel_spec_entropy", "mel_spec_kurt", "mel_spec_skew", "mel_spec_db_entropy", "mel_spec_db_kurt", "mel_spec_db_skew", "spec_cont_entropy", "spec_cont_kurt", "spec_cont_skew"]);
        (features["amp_entropy"], features["zcr"], features["spec_cent"], features["spec_roll"]).ShouldBe((0, 0, 0, 0));
        features["spec_flat"].ShouldBe(1, 1e-9);
        (features["mel_spec_mode"], features["mel_spec_mode_cnt"], features["mfcc_mode"], features["mfcc_mode_cnt"]).ShouldBe((0, 90, 0, 89));
        features["mfcc_min"].ShouldBe(-100 * Math.Sqrt(128), 1e-9);
    }

    [Fact]
    public void A_constant_has_no_skew_and_its_energy_at_zero_hertz()
    {
        var features = Extract([.. Enumerable.Repeat(0.25f, 48_000)]);
        Missing(features).ShouldBe(["amp_kurt", "amp_skew", "mfcc_entropy"]);
        (features["amp_mean"], features["amp_mode"], features["amp_var"], features["amp_range"]).ShouldBe((0.25, 0.25, 0, 0));
        (features["mel_spec_db_min"], features["mel_spec_db_mode_cnt"]).ShouldBe((-80, 89));
        features["spec_roll"].ShouldBeLessThan(1);
    }

    [Fact]
    public void One_sample_has_no_spread()
    {
        var features = Extract([0.5f]);
        Missing(features).Where(name => name.StartsWith("amp", StringComparison.Ordinal)).ShouldBe(["amp_kurt", "amp_skew", "amp_var", "amp_stddev"]);
        (features["amp_mean"], features["amp_median"], features["amp_first_quart"], features["amp_entropy"]).ShouldBe((0.5, 0.5, 0.5, 0));
    }

    [Fact]
    public void No_sample_has_no_amplitude() => Missing(Extract([])).Count(name => name.StartsWith("amp", StringComparison.Ordinal)).ShouldBe(14);

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void A_sample_that_is_no_finite_number_leaves_no_feature(float sample) => Missing(Extract([0.1f, sample, 0.2f])).Count.ShouldBe(81);

    [Fact]
    public void A_tone_shows_in_its_frequency()
    {
        var features = Extract([.. Enumerable.Range(0, 48_000).Select(n => (float)(0.5 * Math.Sin(2 * Math.PI * 1_000 * n / 16_000.0)))]);
        features["spec_cent"].ShouldBe(1_000, 1);
        features["spec_roll"].ShouldBe(1_000, 0.5);
        features["zcr"].ShouldBe(2 * 1_000 / 16_000.0, 1e-3);
    }

    [Fact]
    public void Twice_the_amplitude_doubles_what_is_linear_and_leaves_what_is_a_ratio()
    {
        var random = new Random(3);
        var soft = Enumerable.Range(0, 30_000).Select(_ => random.Next(-8_000, 8_000) / 32_768f).ToArray();
        var (once, twice) = (Extract(soft), Extract([.. soft.Select(sample => 2 * sample)]));
        (twice["amp_stddev"] / once["amp_stddev"]).ShouldBe(2, 1e-12);
        (twice["mel_spec_mean"] / once["mel_spec_mean"]).ShouldBe(4, 1e-12);
        foreach (var name in new[] { "amp_kurt", "amp_entropy", "zcr", "spec_cent", "spec_bw", "spec_roll", "mel_spec_db_mean", "spec_cont_mean" })
        {
            twice[name].ShouldBe(once[name], 1e-9 * Math.Abs(once[name]), name);
        }
    }

    [Fact]
    public void An_extractor_remembers_nothing_of_the_window_before()
    {
        var (first, second) = (Enumerable.Range(0, 48_000).Select(n => (n * 7_919 % 2_001 - 1_000) / 32_768f).ToArray(), new[] { 0.1f, -0.2f, 0.3f });
        var extractor = new WindowFeatureExtractor();
        extractor.ExtractClip(first);
        extractor.ExtractClip(second).Single().Features.ShouldBe(new WindowFeatureExtractor().ExtractClip(second).Single().Features);
    }

    [Fact]
    public void Every_column_is_explained()
    {
        Extractor.Features.Count.ShouldBe(81);
        Extractor.Features.Definitions.ShouldAllBe(definition =>
            definition.Unit.Length > 0 && definition.Formula.Length > 0 && definition.Source.Length > 0 && definition.Notebook == "03-gold-features" && definition.WhyNull.Length > 0);
        Extractor.Features.IndexOf("zcr").ShouldBe(14);
        Should.Throw<ArgumentException>(() => Extractor.Features.IndexOf("pitch")).Message.ShouldContain("spec_cent");
    }

    [Fact]
    public void What_the_dictionary_calls_never_null_never_is()
    {
        var never = Extractor.Features.Definitions.Where(definition => definition.WhyNull == "never").Select(definition => definition.Name).ToList();
        never.Count.ShouldBeGreaterThan(50);
        foreach (var window in new float[][] { [], [0.5f], new float[100], [.. Enumerable.Repeat(0.25f, 48_000)] })
        {
            Missing(Extract(window)).Intersect(never).ShouldBeEmpty();
        }
    }

    private static Dictionary<string, double> Extract(float[] window)
    {
        var features = new double[Extractor.Features.Count];
        lock (Extractor)
        {
            Extractor.Extract(window, features);
        }

        return Extractor.Features.Names.Zip(features).ToDictionary(pair => pair.First, pair => pair.Second);
    }

    private static List<string> Missing(Dictionary<string, double> features) => [.. features.Where(feature => double.IsNaN(feature.Value)).Select(feature => feature.Key)];
}
