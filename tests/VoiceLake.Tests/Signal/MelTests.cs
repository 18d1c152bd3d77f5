using VoiceLake.Signal;

namespace VoiceLake.Tests.Signal;

public class MelTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(200, 3)]
    [InlineData(1_000, 15)]
    [InlineData(6_400, 42)]
    public void The_scale_is_linear_to_1_kHz_and_logarithmic_above(double hertz, double mel)
    {
        MelScale.Slaney.FromHertz(hertz).ShouldBe(mel, 1e-12);
        MelScale.Slaney.ToHertz(mel).ShouldBe(hertz, 1e-9);
    }

    [Theory]
    [InlineData(16_000, 48_000, 90)]
    [InlineData(16_000, 2_048, 40)]
    [InlineData(16_000, 48_000, 128)]
    public void Every_filter_has_unit_area(int sampleRate, int fftLength, int bands)
    {
        var filters = new MelFilterBank(sampleRate, fftLength, bands);
        var output = new double[bands];
        var flat = new double[filters.Bins];
        Array.Fill(flat, (double)sampleRate / fftLength);
        filters.Apply(flat, output);

        // A triangle sampled at bins is as good as its number of bins.
        output.Skip(bands / 2).ShouldAllBe(area => Math.Abs(area - 1) < 0.02);
    }

    [Fact]
    public void One_bin_feeds_the_two_filters_that_overlap_there_and_no_other()
    {
        var filters = new MelFilterBank(16_000, 48_000, 90);
        var spectrum = new double[filters.Bins];
        spectrum[3_000] = 1;
        var output = new double[filters.Bands];
        filters.Apply(spectrum, output);
        var hit = Enumerable.Range(0, output.Length).Where(band => output[band] > 0).ToArray();
        hit.Length.ShouldBe(2);
        (hit[1] - hit[0]).ShouldBe(1);
    }

    [Fact]
    public void Bands_narrower_than_a_bin_stay_empty_and_a_wrong_range_is_refused()
    {
        var output = new double[128];
        new MelFilterBank(16_000, 256, 128).Apply([.. Enumerable.Repeat(1.0, 129)], output);
        output.ShouldContain(0.0);
        Should.Throw<ArgumentOutOfRangeException>(() => new MelFilterBank(16_000, 512, 40, 4_000, 4_000));
        Should.Throw<ArgumentException>(() => new MelFilterBank(16_000, 512, 40).Apply(new double[256], new double[40]));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1_000, 999.99)]
    [InlineData(8_000, 2_840.04)]
    public void The_scale_of_HTK_is_logarithmic_throughout(double hertz, double mel)
    {
        MelScale.Htk.FromHertz(hertz).ShouldBe(mel, 0.01);
        MelScale.Htk.ToHertz(MelScale.Htk.FromHertz(hertz)).ShouldBe(hertz, 1e-9);
    }

    [Theory]
    [InlineData(MelTriangle.UnitArea)]
    [InlineData(MelTriangle.UnitHeight)]
    [InlineData(MelTriangle.UnitHeightOverMel)]
    public void Eight_spectra_give_the_bands_of_one_after_the_other(MelTriangle triangle)
    {
        foreach (var (fftLength, bands, lowest, scale) in new[] { (2_048, 128, 0.0, MelScale.Slaney), (512, 23, 20.0, MelScale.Htk), (512, 40, 0.0, MelScale.Slaney), (256, 128, 0.0, MelScale.Htk) })
        {
            var filters = new MelFilterBank(16_000, fftLength, bands, lowest, null, scale, triangle);
            var random = new Random(bands);
            var spectra = Enumerable.Range(0, BatchFft.Lanes).Select(_ => Enumerable.Range(0, filters.Bins).Select(_ => (double)random.NextSingle()).ToArray()).ToArray();
            var output = new float[bands * BatchFft.Lanes];
            filters.ApplyBatch([.. Enumerable.Range(0, filters.Bins * BatchFft.Lanes).Select(at => (float)spectra[at % BatchFft.Lanes][at / BatchFft.Lanes])], output);
            for (var frame = 0; frame < BatchFft.Lanes; frame++)
            {
                var expected = new double[bands];
                filters.Apply(spectra[frame], expected);
                for (var band = 0; band < bands; band++)
                {
                    output[(band * BatchFft.Lanes) + frame].ShouldBe((float)expected[band], (float)(2e-6 * expected[band]), $"band {band} of {bands}");
                }
            }
        }
    }

    [Fact]
    public void Filters_over_mel_are_straight_there_and_of_height_one()
    {
        var output = new double[23];
        var spectrum = new double[4_097];
        spectrum[1_000] = 1;
        new MelFilterBank(16_000, 8_192, 23, 20, null, MelScale.Htk, MelTriangle.UnitHeightOverMel).Apply(spectrum, output);
        var step = (MelScale.Htk.FromHertz(8_000) - MelScale.Htk.FromHertz(20)) / 24;
        var place = (MelScale.Htk.FromHertz(1_000 * 16_000 / 8_192.0) - MelScale.Htk.FromHertz(20)) / step;
        output[(int)place - 1].ShouldBe(1 - (place % 1), 1e-6);
        output[(int)place].ShouldBe(place % 1, 1e-6);
    }

    [Fact]
    public void Power_in_single_precision_is_within_a_millionth_of_a_decibel_or_of_its_value()
    {
        float[] power = [.. Enumerable.Range(0, 20_003).Select(at => (float)Math.Pow(10, (at / 1_000.0) - 11))];
        var decibels = power.ToArray();
        Decibel.FromPower(decibels, 1e-10f);
        for (var at = 0; at < power.Length; at++)
        {
            var exact = 10 * Math.Log10(Math.Max(1e-10f, power[at]));
            Math.Abs(decibels[at] - exact).ShouldBeLessThanOrEqualTo(Math.Max(1e-6, 2e-7 * Math.Abs(exact)), $"{power[at]}");
        }
    }

    [Fact]
    public void Power_in_decibels_keeps_its_range_and_floor()
    {
        double[] power = [1, 100, 0, 1e-3];
        Decibel.FromPower(power, reference: 100, topDb: 40);
        power.ShouldBe([-20, 0, -40, -40]);

        double[] all = [1, 0];
        Decibel.FromPower(all, topDb: null);
        all.ShouldBe([0, -100]);
        Should.Throw<ArgumentOutOfRangeException>(() => Decibel.FromPower(new double[1], topDb: -1));
    }
}
