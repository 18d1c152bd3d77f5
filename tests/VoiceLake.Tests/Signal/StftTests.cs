using VoiceLake.Signal;

namespace VoiceLake.Tests.Signal;

public class StftTests
{
    [Fact]
    public void There_is_a_frame_at_every_hop_from_the_first_sample_on()
    {
        Stft.Power(new float[1000], 64, 250).Length.ShouldBe(5);
        Stft.Power(new float[999], 64, 250).Length.ShouldBe(4);
        Stft.Power([], 64, 250).ShouldHaveSingleItem().ShouldAllBe(power => power == 0);
    }

    [Theory]
    [InlineData(16)]
    [InlineData(25)]
    [InlineData(60)]
    public void A_frame_is_the_spectrum_of_the_windowed_samples_around_its_time(int fftLength)
    {
        const int Hop = 7;
        float[] samples = [.. Enumerable.Range(0, 100).Select(n => (float)Math.Sin(n * n * 0.01))];
        var power = Stft.Power(samples, fftLength, Hop);
        for (var frame = 0; frame < power.Length; frame++)
        {
            for (var bin = 0; bin <= fftLength / 2; bin++)
            {
                power[frame][bin].ShouldBe(Direct(samples, (frame * Hop) - (fftLength / 2), fftLength, bin), 1e-9);
            }
        }
    }

    [Fact]
    public void A_pure_tone_falls_into_its_bin_and_the_two_beside_it()
    {
        float[] tone = [.. Enumerable.Range(0, 4096).Select(n => (float)Math.Cos(2 * Math.PI * 32 * n / 512))];
        var frame = Stft.Power(tone, 512, 128)[16];

        Array.IndexOf(frame, frame.Max()).ShouldBe(32);
        (frame[31..34].Sum() / frame.Sum()).ShouldBe(1, 1e-9);
    }

    private static double Direct(float[] samples, int start, int length, int bin)
    {
        var (re, im) = (0.0, 0.0);
        for (var n = 0; n < length; n++)
        {
            var sample = start + n >= 0 && start + n < samples.Length ? samples[start + n] : 0;
            var windowed = sample * (0.5 - (0.5 * Math.Cos(2 * Math.PI * n / length)));
            re += windowed * Math.Cos(2 * Math.PI * bin * n / length);
            im -= windowed * Math.Sin(2 * Math.PI * bin * n / length);
        }

        return (re * re) + (im * im);
    }
}
