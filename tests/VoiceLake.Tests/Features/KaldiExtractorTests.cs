using VoiceLake.Features;

namespace VoiceLake.Tests.Features;

public class KaldiExtractorTests : FeatureExtractorContract
{
    private const KaldiFamilies Everything = KaldiFamilies.Mfcc | KaldiFamilies.Deltas | KaldiFamilies.FilterBank;
    private const float Silence = -15.942385f;

    [Fact]
    public void The_columns_are_those_of_the_families_asked_for()
    {
        new KaldiExtractor().FrameFeatures[0].Names.ShouldBe([.. Enumerable.Range(0, 13).Select(k => $"kaldi_mfcc_{k}"), .. Enumerable.Range(0, 23).Select(k => $"kaldi_fbank_{k}")]);
        var all = new KaldiExtractor(new KaldiOptions { Families = Everything, FilterBankBands = 40 });
        all.FrameFeatures[0].Count.ShouldBe(79);
        all.FrameFeatures[0].IndexOf("kaldi_mfcc_delta2_12").ShouldBe(38);
        all.Features.Names.Take(6).ShouldBe(["kaldi_mfcc_0_mean", "kaldi_mfcc_0_std", "kaldi_mfcc_0_p20", "kaldi_mfcc_0_p50", "kaldi_mfcc_0_p80", "kaldi_mfcc_0_slope"]);
        all.Features.Count.ShouldBe(6 * 79);
        all.FrameFeatures[0].Id.ShouldNotBe(new KaldiExtractor().FrameFeatures[0].Id);
    }

    [Fact]
    public void A_family_has_the_same_bits_alone_and_with_others()
    {
        var clip = Voice(50_000, 20);
        var all = Frames(new KaldiOptions { Families = Everything }, clip);
        foreach (var families in new[] { KaldiFamilies.Mfcc, KaldiFamilies.FilterBank, KaldiFamilies.Mfcc | KaldiFamilies.Deltas })
        {
            var some = Frames(new KaldiOptions { Families = families }, clip);
            foreach (var name in some.Features.Names)
            {
                some.Column(name).ShouldBe(all.Column(name), name);
            }
        }
    }

    [Fact]
    public void Deltas_are_slopes_of_the_coefficients_also_where_frames_are_many()
    {
        var frames = Frames(new KaldiOptions { Families = KaldiFamilies.Mfcc | KaldiFamilies.Deltas }, Voice(170_000, 21));
        frames.Count.ShouldBe(1_061);
        foreach (var (name, of) in new[] { ("kaldi_mfcc_delta_3", "kaldi_mfcc_3"), ("kaldi_mfcc_delta2_3", "kaldi_mfcc_delta_3") })
        {
            var (delta, values) = (frames.Column(name), frames.Column(of));
            for (var frame = 0; frame < frames.Count; frame++)
            {
                float At(int t) => values[Math.Clamp(t, 0, values.Length - 1)];
                delta[frame].ShouldBe((At(frame + 1) - At(frame - 1) + (2 * (At(frame + 2) - At(frame - 2)))) / 10, 1e-4f, $"{name} of frame {frame}");
            }
        }
    }

    [Fact]
    public void A_shift_by_a_hop_shifts_frames()
    {
        var clip = Voice(20_000, 22);
        var (whole, late) = (Frames(new KaldiOptions(), clip), Frames(new KaldiOptions(), clip.AsSpan(160).ToArray()));
        for (var frame = 0; frame < late.Count; frame++)
        {
            late[frame].ToArray().ShouldBe(whole[frame + 1].ToArray());
        }
    }

    [Fact]
    public void A_gain_is_added_to_every_band_and_to_the_first_coefficient()
    {
        var clip = Voice(20_000, 23);
        var (loud, soft) = (Frames(new KaldiOptions(), clip), Frames(new KaldiOptions(), [.. clip.Select(sample => sample / 8)]));
        for (var frame = 0; frame < loud.Count; frame++)
        {
            (loud[frame][13] - soft[frame][13]).ShouldBe(2 * MathF.Log(8), 1e-4f);
            (loud[frame][0] - soft[frame][0]).ShouldBe(2 * MathF.Log(8) * MathF.Sqrt(23), 1e-3f);
            loud[frame][5].ShouldBe(soft[frame][5], 1e-3f);
        }
    }

    [Fact]
    public void A_sine_is_loudest_in_the_band_around_it()
    {
        float[] sine = [.. Enumerable.Range(0, 16_000).Select(n => 0.5f * MathF.Sin(2 * MathF.PI * 1_000 * n / 16_000))];
        var frames = Frames(new KaldiOptions { Families = KaldiFamilies.FilterBank }, sine);
        double Mel(double hertz) => 1_127 * Math.Log(1 + (hertz / 700));
        var band = (int)Math.Round((Mel(1_000) - Mel(20)) / (Mel(8_000) - Mel(20)) * 24) - 1;
        for (var frame = 0; frame < frames.Count; frame++)
        {
            frames[frame].IndexOf(frames[frame].ToArray().Max()).ShouldBe(band);
        }
    }

    [Fact]
    public void Silence_and_constants_have_the_energy_that_stands_for_none()
    {
        foreach (var level in new[] { 0, 0.25f, -1 })
        {
            var frames = Frames(new KaldiOptions(), [.. Enumerable.Repeat(level, 4_000)]);
            frames[5][0].ShouldBe(Silence * MathF.Sqrt(23), 1e-4f);
            frames[5][1..13].ToArray().ShouldAllBe(value => Math.Abs(value) < 1e-4f);
            frames[5][13..].ToArray().ShouldAllBe(value => Math.Abs(value - Silence) < 1e-5f);
        }
    }

    [Fact]
    public void A_clip_shorter_than_a_frame_has_no_frames_and_no_values()
    {
        var extractor = new KaldiExtractor();
        extractor.Push(new float[399]);
        var features = extractor.Finish(FeatureOutput.Row | FeatureOutput.Frames);
        features.Frames[0].Count.ShouldBe(0);
        features.Values.ShouldAllBe(value => double.IsNaN(value));
        Frames(new KaldiOptions(), new float[400]).Count.ShouldBe(1);
    }

    [Fact]
    public void Frames_are_centred_half_a_frame_after_they_begin()
    {
        var frames = Frames(new KaldiOptions { SampleRate = 8_000 }, Voice(8_000, 24));
        frames.TimeOf(0).ShouldBe(0.0125);
        frames.TimeOf(2).ShouldBe(0.0325, 1e-12);
        frames.Count.ShouldBe(98);
    }

    [Fact]
    public void Every_mistake_is_reported_at_once()
    {
        var message = Should.Throw<ArgumentException>(() => new KaldiExtractor(new KaldiOptions { Families = KaldiFamilies.Deltas, Coefficients = 30, LowestFrequency = 9_000, HopMilliseconds = 0, DeltaWidth = 4 })).Message;
        string[] named = [nameof(KaldiOptions.Families), nameof(KaldiOptions.Coefficients), nameof(KaldiOptions.LowestFrequency), nameof(KaldiOptions.HopMilliseconds), nameof(KaldiOptions.DeltaWidth)];
        named.ShouldAllBe(option => message.Contains(option));
    }

    protected override FeatureExtractor Create(int sampleRate) => new KaldiExtractor(new KaldiOptions { SampleRate = sampleRate, Families = Everything });

    private static FrameTable Frames(KaldiOptions options, float[] clip)
    {
        var extractor = new KaldiExtractor(options);
        extractor.Push(clip);
        return extractor.Finish(FeatureOutput.Frames).Frames[0];
    }
}
