using CsCheck;
using VoiceLake.Audio;

namespace VoiceLake.Tests.Audio;

public sealed class SilenceTrimmerTests
{
    // Expected values follow from the definition: frame f covers 512 f − 1,024 to 512 f + 1,024, zeros beyond the ends, and is
    // kept when its mean square lies less than top_db below the greatest; then start = 512 · first, end = 512 · (last + 1).
    [Fact]
    public void Silence_at_both_ends_is_cut_to_the_frames_that_touch_the_sound()
    {
        // Sound from 10,000 to 14,000: first touched by frame 18 (8,192 to 10,240), last by frame 29 (13,824 to 15,872).
        SilenceTrimmer.Find(Sound(20_000, 10_000, 14_000)).ShouldBe(new SilenceTrimResult(18 * 512, 30 * 512));
    }

    [Fact]
    public void Sound_up_to_the_ends_is_kept_whole() =>
        SilenceTrimmer.Find(Sound(5_000, 0, 5_000)).ShouldBe(new SilenceTrimResult(0, 5_000));

    [Fact]
    public void A_clip_that_is_silent_throughout_is_kept_whole() =>
        SilenceTrimmer.Find(new float[3_000]).ShouldBe(new SilenceTrimResult(0, 3_000));

    [Fact]
    public void An_empty_clip_stays_empty() => SilenceTrimmer.Find([]).ShouldBe(new SilenceTrimResult(0, 0));

    [Fact]
    public void A_clip_shorter_than_a_frame_is_kept_whole() =>
        SilenceTrimmer.Find(Sound(700, 300, 301)).ShouldBe(new SilenceTrimResult(0, 700));

    [Theory]
    [InlineData(60, 0.0009f, 15 * 512)]
    [InlineData(60, 0.002f, 0)]
    [InlineData(40, 0.009f, 15 * 512)]
    [InlineData(40, 0.02f, 0)]
    public void What_lies_top_dB_below_the_loudest_frame_is_silence(double topDb, float before, int start)
    {
        // Frame 15 is the first to reach past sample 8,192.
        float[] samples = [.. Enumerable.Repeat(before, 8_192), .. Enumerable.Repeat(1f, 8_192)];
        SilenceTrimmer.Find(samples, new SilenceTrimmerOptions { TopDb = topDb }).ShouldBe(new SilenceTrimResult(start, 16_384));
    }

    [Fact]
    public void Frame_and_hop_are_options()
    {
        var options = new SilenceTrimmerOptions { FrameLength = 200, HopLength = 100 };
        SilenceTrimmer.Find(Sound(2_000, 1_000, 1_100), options).ShouldBe(new SilenceTrimResult(1_000, 1_200));
    }

    [Fact]
    public void The_level_of_the_clip_does_not_matter_above_the_floor_of_minus_100_dB() =>
        Gen.Select(Gen.Int[2_048, 8_000], Gen.Int[0, 8_000], Gen.Int[-20, 0]).Sample((length, before, exponent) =>
        {
            var clip = Sound(before + length + 3_000, before, before + length);
            var quieter = Array.ConvertAll(clip, sample => MathF.ScaleB(sample, exponent / 4));
            SilenceTrimmer.Find(quieter).ShouldBe(SilenceTrimmer.Find(clip));
        });

    [Fact]
    public void Every_mistake_in_the_options_is_reported_at_once()
    {
        var error = Should.Throw<ArgumentException>(() => SilenceTrimmer.Find([1f], new SilenceTrimmerOptions { TopDb = 0, FrameLength = 0, HopLength = -1 }));
        error.Message.ShouldContain("TopDb must");
        error.Message.ShouldContain("FrameLength must");
        error.Message.ShouldContain("HopLength must");
    }

    private static float[] Sound(int length, int start, int end)
    {
        var samples = new float[length];
        for (var i = start; i < end; i++)
        {
            samples[i] = 0.5f * (i % 2 == 0 ? 1 : -1);
        }

        return samples;
    }
}
