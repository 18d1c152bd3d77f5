using VoiceLake.Signal.Internals;

namespace VoiceLake.Tests.Signal;

public class SincPeakTests
{
    [Theory]
    [InlineData(0.03, 70)]
    [InlineData(0.2, 70)]
    [InlineData(0.9, 70)]
    [InlineData(0.9, 35)]
    [InlineData(2.0, 70)]
    public void The_top_of_a_wave_is_found_between_the_samples(double radiansPerSample, int depth)
    {
        var peaks = new SincPeak(depth);
        for (var place = -0.5; place <= 0.5; place += 0.043)
        {
            var curve = Enumerable.Range(-120, 241).Select(n => (float)(0.8 * Math.Cos(radiansPerSample * (n - place)))).ToArray();
            var (found, height) = peaks.Find(curve, 120);
            (found - 120).ShouldBe(place, 1e-3 + (1e-5 * 2 * Math.PI / radiansPerSample), $"at {place}");
            height.ShouldBe(0.8, 1e-4, $"at {place}");
        }
    }

    [Fact]
    public void A_top_on_a_sample_is_that_sample()
    {
        var curve = new float[200];
        curve[100] = 1;
        new SincPeak(70).Find(curve, 100).ShouldBe((100, 1));
    }
}
