using VoiceLake.Signal;

namespace VoiceLake.Tests.Signal;

public class SpectralTests
{
    [Fact]
    public void A_single_line_is_its_own_centroid_without_width()
    {
        var spectrum = new double[101];
        spectrum[40] = 3;
        SpectralShape.Centroid(spectrum, 10).ShouldBe(400);
        SpectralShape.Bandwidth(spectrum, 10, 400).ShouldBe(0);
        SpectralShape.Rolloff(spectrum, 10).ShouldBe(400);
    }

    [Fact]
    public void Two_equal_lines_lie_one_deviation_from_their_middle()
    {
        var spectrum = new double[101];
        (spectrum[20], spectrum[60]) = (1, 1);
        SpectralShape.Centroid(spectrum, 1).ShouldBe(40);
        SpectralShape.Bandwidth(spectrum, 1, 40).ShouldBe(20);
        SpectralShape.Rolloff(spectrum, 1, share: 0.5).ShouldBe(20);
        SpectralShape.Rolloff(spectrum, 1, share: 0.51).ShouldBe(60);
    }

    [Fact]
    public void A_level_spectrum_is_flat_and_an_empty_one_counts_as_such()
    {
        var level = Enumerable.Repeat(4.0, 64).ToArray();
        SpectralShape.Flatness(level).ShouldBe(1, 1e-12);
        SpectralShape.Flatness(new double[64]).ShouldBe(1, 1e-12);
        level[5] = 1e6;
        SpectralShape.Flatness(level).ShouldBeLessThan(0.01);
        (SpectralShape.Centroid(new double[64], 1), SpectralShape.Bandwidth(new double[64], 1, 0), SpectralShape.Rolloff(new double[64], 1)).ShouldBe((0, 0, 0));
    }

    [Fact]
    public void A_line_through_a_straight_spectrum_is_that_line()
    {
        var (slope, intercept) = SpectralShape.Line([.. Enumerable.Range(0, 50).Select(bin => 7 - (0.25 * bin))], binWidth: 2);
        slope.ShouldBe(-0.125, 1e-14);
        intercept.ShouldBe(7, 1e-13);
    }

    [Fact]
    public void Contrast_is_the_peak_over_the_valley_of_each_octave()
    {
        var contrast = new SpectralContrast(16_000, 48_000);
        var (spectrum, bands) = (Enumerable.Repeat(1.0, 24_001).ToArray(), new double[contrast.Bands]);
        contrast.Compute(spectrum, bands);
        bands.ShouldBe([0, 0, 0, 0, 0, 0, 0]);

        // 400 to 800 Hz has 1,202 bins, of which 24 are averaged: a plateau of as many stands 20 dB above the rest.
        spectrum.AsSpan(1_500, 24).Fill(100);
        contrast.Compute(spectrum, bands);
        bands[2].ShouldBe(20, 1e-12);
        bands.Where((_, band) => band != 2).ShouldAllBe(value => value == 0);
    }

    [Fact]
    public void Contrast_refuses_a_rate_whose_half_the_octaves_pass()
        => Should.Throw<ArgumentException>(() => new SpectralContrast(8_000, 2_048)).Message.ShouldContain("do not fit");

    [Theory]
    [InlineData(new[] { 1f, -1f, 1f }, 2)]
    [InlineData(new[] { -1f, 0f, -1f }, 2)]
    [InlineData(new[] { 1f, 0f, 1f }, 0)]
    [InlineData(new[] { 1f, -1e-11f }, 0)]
    [InlineData(new float[0], 0)]
    public void Signs_change_between_neighbours_and_zero_is_positive(float[] samples, int count) => ZeroCrossings.Count(samples).ShouldBe(count);

    [Fact]
    public void The_hann_window_is_periodic()
    {
        WindowFunction.Hann(4).ShouldBe([0, 0.5, 1, 0.5]);
        WindowFunction.Hann(1).ShouldBe([1]);
        var window = WindowFunction.Hann(48_000);
        for (var n = 0; n < 24_000; n++)
        {
            (window[n] + window[n + 24_000]).ShouldBe(1, 1e-15);
        }
    }
}
