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
        MelScale.FromHertz(hertz).ShouldBe(mel, 1e-12);
        MelScale.ToHertz(mel).ShouldBe(hertz, 1e-9);
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
