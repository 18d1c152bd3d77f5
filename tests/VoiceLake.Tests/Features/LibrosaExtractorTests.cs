using VoiceLake.Features;

namespace VoiceLake.Tests.Features;

public class LibrosaExtractorTests : FeatureExtractorContract
{
    [Fact]
    public void The_columns_are_those_of_the_families_asked_for()
    {
        var all = new LibrosaExtractor();
        all.FrameFeatures[0].Count.ShouldBe(128 + 60 + 12 + 7 + 6 + 4 + 2);
        all.FrameFeatures[0].IndexOf("mfcc_delta2_0").ShouldBe(168);
        all.Features.Count.ShouldBe(6 * 91);
        all.Features.Names[0].ShouldBe("mfcc_0_mean");
        var some = new LibrosaExtractor(new LibrosaOptions { Families = LibrosaFamilies.Mfcc | LibrosaFamilies.Wave });
        some.FrameFeatures[0].Names.ShouldBe([.. Enumerable.Range(0, 20).Select(k => $"mfcc_{k}"), "zcr", "rms"]);
        some.Features.Id.ShouldNotBe(all.Features.Id);
    }

    [Theory]
    [InlineData(LibrosaFamilies.Mel)]
    [InlineData(LibrosaFamilies.Mfcc)]
    [InlineData(LibrosaFamilies.Mfcc | LibrosaFamilies.Deltas)]
    [InlineData(LibrosaFamilies.Chroma)]
    [InlineData(LibrosaFamilies.Contrast)]
    [InlineData(LibrosaFamilies.Tonnetz)]
    [InlineData(LibrosaFamilies.Shape)]
    [InlineData(LibrosaFamilies.Wave)]
    public void A_family_has_the_same_bits_alone_and_with_others(LibrosaFamilies families)
    {
        var clip = Voice(30_000, 20);
        var (all, some) = (Frames(new LibrosaOptions(), clip), Frames(new LibrosaOptions { Families = families }, clip));
        foreach (var name in some.Features.Names)
        {
            some.Column(name).ShouldBe(all.Column(name), name);
        }
    }

    [Fact]
    public void A_gain_moves_decibels_and_leaves_what_is_relative()
    {
        var clip = Voice(30_000, 21);
        var (loud, soft) = (Frames(new LibrosaOptions { Tuning = 0 }, clip), Frames(new LibrosaOptions { Tuning = 0 }, [.. clip.Select(sample => sample / 4)]));
        var shift = 20 * MathF.Log10(4);
        for (var frame = 0; frame < loud.Count; frame++)
        {
            (loud[frame][10] - soft[frame][10]).ShouldBe(shift, 2e-4f);
            (loud[frame][128] - soft[frame][128]).ShouldBe(shift * MathF.Sqrt(128), 2e-3f);
            foreach (var name in new[] { "mfcc_5", "chroma_3", "tonnetz_2", "centroid", "bandwidth", "rolloff", "zcr" })
            {
                var column = loud.Features.IndexOf(name);
                soft[frame][column].ShouldBe(loud[frame][column], 1e-3f, name);
            }

            (loud[frame][^1] / soft[frame][^1]).ShouldBe(4, 1e-5f);
        }
    }

    [Fact]
    public void A_shift_by_a_hop_shifts_frames_away_from_the_ends()
    {
        var clip = Voice(30_000, 22);
        var options = new LibrosaOptions { Tuning = 0 };
        var (whole, late) = (Frames(options, clip), Frames(options, clip.AsSpan(512).ToArray()));
        for (var frame = 2; frame < late.Count - 2; frame++)
        {
            foreach (var name in new[] { "mel_db_40", "chroma_0", "centroid", "rolloff", "flatness", "zcr", "rms" })
            {
                late[frame][late.Features.IndexOf(name)].ShouldBe(whole[frame + 1][whole.Features.IndexOf(name)], name);
            }
        }
    }

    [Theory]
    [InlineData(440, 9)]
    [InlineData(261.63, 0)]
    [InlineData(1_760, 9)]
    public void A_sine_has_its_pitch_class_and_its_frequency_as_centroid_and_rolloff(double hertz, int pitchClass)
    {
        var frames = Frames(new LibrosaOptions(), Sine(hertz, 40_000));
        for (var frame = 5; frame < frames.Count - 5; frame++)
        {
            frames[frame][frames.Features.IndexOf($"chroma_{pitchClass}")].ShouldBe(1);
            ((double)frames[frame][frames.Features.IndexOf("centroid")]).ShouldBe(hertz, 2);
            ((double)frames[frame][frames.Features.IndexOf("rolloff")]).ShouldBe(hertz, 12);
            ((double)frames[frame][frames.Features.IndexOf("zcr")]).ShouldBe(2 * hertz / 16_000, 2.0 / 2_048);
            ((double)frames[frame][frames.Features.IndexOf("rms")]).ShouldBe(0.5 / Math.Sqrt(2), 2e-3);
        }
    }

    [Fact]
    public void A_tone_between_two_keys_is_tuned_to_one()
    {
        float[] clip = Sine(440 * Math.Pow(2, 0.3 / 12), 40_000);
        var (tuned, untuned) = (Frames(new LibrosaOptions { Families = LibrosaFamilies.Chroma }, clip), Frames(new LibrosaOptions { Families = LibrosaFamilies.Chroma, Tuning = 0 }, clip));
        (tuned[40][10] / tuned[40][9]).ShouldBeLessThan(untuned[40][10] / untuned[40][9]);
        tuned[40].ToArray().ShouldBe(Frames(new LibrosaOptions { Families = LibrosaFamilies.Chroma, Tuning = 0.29 }, clip)[40].ToArray(), 0.03);
    }

    [Fact]
    public void Silence_has_stated_values()
    {
        var frames = Frames(new LibrosaOptions(), new float[20_000]);
        var frame = frames[10];
        frame[..128].ToArray().ShouldAllBe(value => Math.Abs(value + 100) < 1e-4f);
        frame[128].ShouldBe(-100 * MathF.Sqrt(128), 1e-3f);
        frame[129..148].ToArray().ShouldAllBe(value => value == 0);
        foreach (var name in new[] { "chroma_4", "contrast_2", "tonnetz_1", "centroid", "bandwidth", "rolloff", "zcr", "rms" })
        {
            frame[frames.Features.IndexOf(name)].ShouldBe(0, name);
        }

        frame[148..188].ToArray().ShouldAllBe(value => Math.Abs(value) < 1e-4f);
        frame[frames.Features.IndexOf("flatness")].ShouldBe(1, 1e-5f);
    }

    [Fact]
    public void Fewer_than_nine_frames_have_no_deltas_and_all_else()
    {
        var frames = Frames(new LibrosaOptions(), Voice(4_095, 23));
        frames.Count.ShouldBe(8);
        var without = frames.Features.Names.Where(name => frames.Column(name).All(float.IsNaN)).ToList();
        without.ShouldBe(frames.Features.Names.Where(name => name.StartsWith("mfcc_delta", StringComparison.Ordinal)));
        frames.Features.Definitions[150].WhyNull.ShouldContain("fewer than 9 frames");
        Frames(new LibrosaOptions(), Voice(4_096, 23)).Column("mfcc_delta2_3").ShouldAllBe(value => float.IsFinite(value));
    }

    [Fact]
    public void At_8_kHz_what_reaches_above_4_kHz_has_no_value_and_all_else_has_one()
    {
        var frames = Frames(new LibrosaOptions { SampleRate = 8_000 }, Voice(20_000, 24));
        frames.Features.Names.Where(name => frames.Column(name).Any(float.IsNaN)).ShouldBe(["contrast_6", .. Enumerable.Range(0, 6).Select(k => $"tonnetz_{k}")]);
        frames.Features.Definitions[frames.Features.IndexOf("contrast_6")].WhyNull.ShouldContain("half the sample rate");
    }

    [Fact]
    public void A_long_clip_is_tuned_by_its_first_frames()
    {
        var options = new LibrosaOptions { Families = LibrosaFamilies.Chroma, FftLength = 512, Hop = 16 };
        float[] flat = Sine(440 * Math.Pow(2, -0.3 / 12), 8_192 * 16);
        float[] sharp = Sine(440 * Math.Pow(2, 0.3 / 12), 16_000);
        var frames = Frames(options, [.. flat, .. sharp]);
        var alone = Frames(options, flat);
        frames[4_000].ToArray().ShouldBe(alone[4_000].ToArray());
    }

    [Fact]
    public void A_long_clip_is_the_same_in_pieces()
    {
        var extractor = new LibrosaExtractor(new LibrosaOptions { Hop = 32, FftLength = 256 });
        var clip = Voice(40_000, 25);
        var (whole, pieces) = (Extract(extractor, clip), Extract(extractor, clip, 777));
        whole.Frames[0].Count.ShouldBe(1_251);
        pieces.Values.ShouldBe(whole.Values);
    }

    [Fact]
    public void Every_mistake_is_reported_at_once()
    {
        var message = Should.Throw<ArgumentException>(() => new LibrosaExtractor(new LibrosaOptions { Families = LibrosaFamilies.Deltas, FftLength = 1_000, Hop = 0, Coefficients = 200, DeltaWidth = 2, Tuning = 3 })).Message;
        string[] named = [nameof(LibrosaOptions.Families), nameof(LibrosaOptions.FftLength), nameof(LibrosaOptions.Hop), nameof(LibrosaOptions.Coefficients), nameof(LibrosaOptions.DeltaWidth), nameof(LibrosaOptions.Tuning)];
        named.ShouldAllBe(option => message.Contains(option));
        Should.Throw<ArgumentException>(() => new LibrosaExtractor(new LibrosaOptions { FftLength = 64, SampleRate = 48_000 })).Message.ShouldContain("leave that family out");
    }

    protected override FeatureExtractor Create(int sampleRate) => new LibrosaExtractor(new LibrosaOptions { SampleRate = sampleRate });

    private static FrameTable Frames(LibrosaOptions options, float[] clip)
    {
        var extractor = new LibrosaExtractor(options);
        extractor.Push(clip);
        return extractor.Finish(FeatureOutput.Frames).Frames[0];
    }

    private static float[] Sine(double hertz, int samples) => [.. Enumerable.Range(0, samples).Select(n => (float)(0.5 * Math.Sin(2 * Math.PI * hertz * n / 16_000)))];
}
