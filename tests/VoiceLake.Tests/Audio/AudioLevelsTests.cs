using CsCheck;
using VoiceLake.Audio;

namespace VoiceLake.Tests.Audio;

public sealed class AudioLevelsTests
{
    [Fact]
    public void A_full_scale_sine_has_its_peak_at_0_and_its_rms_at_minus_3_dB()
    {
        var sine = Enumerable.Range(0, 16_000).Select(i => (float)Math.Sin(2 * Math.PI * 1_000 * i / 16_000)).ToArray();
        var levels = AudioLevels.Measure(Pcm16.FromFloat(sine).Bytes);
        levels.PeakDbfs!.Value.ShouldBe(0, 1e-3);
        levels.RmsDbfs!.Value.ShouldBe(20 * Math.Log10(Math.Sqrt(0.5)), 1e-3);
        levels.ClippedSamples.ShouldBe(2_000);
        levels.Silent.ShouldBeFalse();
    }

    [Fact]
    public void Levels_are_in_decibels_of_32768()
    {
        var levels = AudioLevels.Measure(WavFile.Bytes(16_384, -16_384));
        levels.PeakDbfs!.Value.ShouldBe(-6.0206, 1e-4);
        levels.RmsDbfs!.Value.ShouldBe(-6.0206, 1e-4);
        AudioLevels.Measure(WavFile.Bytes(short.MinValue)).PeakDbfs.ShouldBe(0);
    }

    [Fact]
    public void Samples_at_either_end_of_the_scale_are_clipped() =>
        AudioLevels.Measure(WavFile.Bytes(32_767, 32_766, -32_768, -32_767, 32_767)).ClippedSamples.ShouldBe(3);

    [Fact]
    public void A_clip_of_any_length_is_measured_as_its_samples_are_one_by_one() =>
        Gen.OneOf(Gen.Short, Gen.Const(short.MinValue), Gen.Const(short.MaxValue)).Array[1, 70].Sample(samples =>
        {
            var levels = AudioLevels.Measure(WavFile.Bytes(samples));
            var squares = samples.Sum(sample => sample * (double)sample);
            levels.ClippedSamples.ShouldBe(samples.Count(sample => sample is short.MinValue or short.MaxValue));
            levels.PeakDbfs.ShouldBe(AudioLevels.Measure(WavFile.Bytes(samples.MaxBy(sample => Math.Abs((int)sample)))).PeakDbfs);
            levels.RmsDbfs.ShouldBe(squares == 0 ? null : 20 * Math.Log10(Math.Sqrt(squares / samples.Length) / 32_768));
        });

    [Fact]
    public void The_loudest_possible_clip_of_minutes_does_not_overflow()
    {
        var loud = new short[3_600 * 1_600];
        loud.AsSpan().Fill(short.MinValue);
        AudioLevels.Measure(System.Runtime.InteropServices.MemoryMarshal.AsBytes(loud.AsSpan())).ShouldBe(new AudioLevels(0, 0, loud.Length, Silent: false));
    }

    [Fact]
    public void Digital_silence_has_no_level()
    {
        AudioLevels.Measure(new byte[200]).ShouldBe(new AudioLevels(null, null, 0, Silent: true));
        AudioLevels.Measure([]).ShouldBe(new AudioLevels(null, null, 0, Silent: true));
    }

    [Theory]
    [InlineData(32, true)]
    [InlineData(33, false)]
    public void A_clip_is_silent_up_to_a_peak_of_minus_60_dB(short peak, bool silent) =>
        AudioLevels.Measure(WavFile.Bytes(0, peak, 0)).Silent.ShouldBe(silent);

    [Fact]
    public void The_threshold_of_silence_is_an_option() =>
        AudioLevels.Measure(WavFile.Bytes(1_000), new AudioLevelOptions { SilencePeakDbfs = -20 }).Silent.ShouldBeTrue();

    [Theory]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void A_threshold_above_full_scale_is_a_mistake(double threshold) =>
        Should.Throw<ArgumentException>(() => AudioLevels.Measure([], new AudioLevelOptions { SilencePeakDbfs = threshold })).Message.ShouldContain("SilencePeakDbfs");
}
