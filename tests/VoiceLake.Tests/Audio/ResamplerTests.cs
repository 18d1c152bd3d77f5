using CsCheck;
using VoiceLake.Audio;

namespace VoiceLake.Tests.Audio;

public sealed class ResamplerTests
{
    private const int Target = 16_000;

    // 47,999 Hz shares no divisor with 16 kHz: its filter bank is interpolated.
    public static TheoryData<int> SourceRates => [48_000, 44_100, 32_000, 22_050, 11_025, 8_000, 96_000, 47_999, 15_999];

    [Theory]
    [MemberData(nameof(SourceRates))]
    public void The_passband_is_flat_within_a_thousandth_of_a_decibel(int rate)
    {
        var edge = 0.9375 * Math.Min(rate, Target) / 2;
        edge.ShouldBeGreaterThanOrEqualTo(rate >= Target - 1 ? 7_000 : 0);
        foreach (var frequency in Enumerable.Range(0, 41).Select(i => 50 + ((edge - 50) * i / 40)))
        {
            Math.Abs(GainDb(rate, frequency)).ShouldBeLessThan(0.001, $"{frequency} Hz");
        }
    }

    [Theory]
    [MemberData(nameof(SourceRates))]
    public void A_sine_in_the_passband_stays_the_same_sine_at_the_same_time(int rate)
    {
        // One measure for everything that could go wrong: ripple, delay, aliases, images of upsampling, rounding.
        foreach (var share in new[] { 0.01, 0.3, 0.6, 0.9, 0.9375 })
        {
            var frequency = share * Math.Min(rate, Target) / 2;
            var output = Resampled(rate, frequency);
            var error = Interior(output).Select(n => output[n] - Sine(frequency, n, Target));
            Decibels(Rms(error) / Math.Sqrt(0.5)).ShouldBeLessThan(-100, $"{frequency} Hz");
        }
    }

    [Theory]
    [InlineData(48_000)]
    [InlineData(44_100)]
    [InlineData(32_000)]
    [InlineData(22_050)]
    [InlineData(96_000)]
    [InlineData(47_999)]
    public void Nothing_above_the_nyquist_frequency_folds_back(int rate)
    {
        foreach (var frequency in Enumerable.Range(0, 60).Select(i => 8_000 + (((rate / 2) - 8_001) * i / 59.0)))
        {
            var output = Resampled(rate, frequency);
            Decibels(Rms(Interior(output).Select(n => (double)output[n])) / Math.Sqrt(0.5)).ShouldBeLessThan(-105, $"{frequency} Hz");
        }
    }

    [Fact]
    public void Equal_rates_pass_bit_for_bit() => Gen.Float[-1, 1].Array.Sample(samples => Resampler.Resample(samples, Target).ShouldBe(samples));

    [Theory]
    [MemberData(nameof(SourceRates))]
    public void A_constant_stays_that_constant_away_from_the_ends(int rate)
    {
        var output = Resampler.Resample(Enumerable.Repeat(0.25f, rate / 4).ToArray(), rate);
        Interior(output).ShouldAllBe(n => Math.Abs(output[n] - 0.25f) < 1e-6);
    }

    [Theory]
    [InlineData(48_000, 0, 0)]
    [InlineData(48_000, 1, 1)]
    [InlineData(48_000, 3, 1)]
    [InlineData(48_000, 4, 2)]
    [InlineData(44_100, 441, 160)]
    [InlineData(8_000, 5, 10)]
    public void The_length_is_the_duration_rounded_up(int rate, int samples, int expected) =>
        Resampler.Resample(new float[samples], rate).Length.ShouldBe(expected);

    [Fact]
    public void Beyond_the_ends_there_is_silence()
    {
        // The same clip with real zeros around it comes out the same.
        var clip = Enumerable.Range(0, 500).Select(i => (float)Math.Sin(i * 0.3)).ToArray();
        float[] padded = [.. new float[3_000], .. clip, .. new float[3_000]];
        var output = Resampler.Resample(clip, 48_000);
        var whole = Resampler.Resample(padded, 48_000).AsSpan(1_000, output.Length).ToArray();
        output.Zip(whole).ShouldAllBe(pair => Math.Abs(pair.First - pair.Second) < 1e-6);
    }

    [Fact]
    public void Every_mistake_in_the_options_is_reported_at_once()
    {
        var options = new ResamplerOptions { PassbandEdge = 2, StopbandEdge = double.NaN, StopbandAttenuationDb = 5 };
        var error = Should.Throw<ArgumentException>(() => new Resampler(48_000, Target, options));
        error.Message.ShouldContain("PassbandEdge must");
        error.Message.ShouldContain("StopbandEdge must");
        error.Message.ShouldContain("StopbandAttenuationDb must");
    }

    private static float[] Resampled(int rate, double frequency)
    {
        var samples = new float[rate / 4];
        for (var i = 0; i < samples.Length; i++)
        {
            samples[i] = (float)Sine(frequency, i, rate);
        }

        return Resampler.Resample(samples, rate, Target);
    }

    private static double Sine(double frequency, long sample, int rate) => Math.Sin(2 * Math.PI * frequency * sample / rate);

    /// <summary>Output samples that the filter reaches without touching the ends: it is 26 ms long at 8 kHz.</summary>
    private static IEnumerable<int> Interior(float[] output) => Enumerable.Range(500, output.Length - 1_000);

    /// <summary>The level of the component at the very frequency: the least-squares fit of sine and cosine.</summary>
    private static double GainDb(int rate, double frequency)
    {
        var output = Resampled(rate, frequency);
        var (ss, cc, sc, xs, xc) = (0d, 0d, 0d, 0d, 0d);
        foreach (var n in Interior(output))
        {
            var (sin, cos) = Math.SinCos(2 * Math.PI * frequency * n / Target);
            (ss, cc, sc, xs, xc) = (ss + (sin * sin), cc + (cos * cos), sc + (sin * cos), xs + (output[n] * sin), xc + (output[n] * cos));
        }

        var determinant = (ss * cc) - (sc * sc);
        return Decibels(double.Hypot(((xs * cc) - (xc * sc)) / determinant, ((xc * ss) - (xs * sc)) / determinant));
    }

    private static double Rms(IEnumerable<double> values) => Math.Sqrt(values.Average(value => value * value));

    private static double Decibels(double ratio) => 20 * Math.Log10(ratio);
}
