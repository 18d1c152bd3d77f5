using CsCheck;
using VoiceLake.Signal;

namespace VoiceLake.Tests.Signal;

public class DistributionTests
{
    [Fact]
    public void Known_numbers_have_their_known_statistics()
    {
        var numbers = Fill(2, 8, 0, 4, 1, 9, 9, 0);
        (numbers.Count, numbers.Min, numbers.Max, numbers.Mode, numbers.ModeCount).ShouldBe((8, 0, 9, 0, 2));
        numbers.Mean.ShouldBe(4.125);
        (numbers.Quantile(0), numbers.Quantile(0.25), numbers.Quantile(0.5), numbers.Quantile(0.75), numbers.Quantile(1)).ShouldBe((0, 0.75, 3, 8.25, 9));
        numbers.Variance().ShouldBe(13.859375);
        numbers.Variance(ddof: 1).ShouldBe(15.839285714285714, 1e-14);
        numbers.Entropy().ShouldBe(2.5, 1e-15);
    }

    [Fact]
    public void Moments_follow_their_formulas()
    {
        // 1, 2, 3, 10: mean 4, deviations −3 −2 −1 6, m₂ = 50/4, m₃ = 180/4, m₄ = 1394/4.
        var numbers = Fill(1, 2, 3, 10);
        var (skew, kurt) = (45 / Math.Pow(12.5, 1.5), (348.5 / 156.25) - 3);
        numbers.Skewness().ShouldBe(skew, 1e-14);
        numbers.Kurtosis().ShouldBe(kurt, 1e-14);
        numbers.Skewness(corrected: true).ShouldBe(skew * Math.Sqrt(12) / 2, 1e-14);
        numbers.Kurtosis(corrected: true).ShouldBe(3 * ((5 * kurt) + 6) / 2, 1e-13);
    }

    [Fact]
    public void What_does_not_exist_is_not_a_number()
    {
        var none = Fill();
        new[] { none.Mean, none.Min, none.Max, none.Mode, none.Quantile(0.5), none.Variance(), none.Skewness(), none.Kurtosis(), none.Entropy() }.ShouldAllBe(value => double.IsNaN(value));
        var one = Fill(0.25);
        (one.Mean, one.Variance(), one.Entropy(), one.Quantile(0.25)).ShouldBe((0.25, 0, 0, 0.25));
        (one.Variance(ddof: 1), one.Skewness(), one.Kurtosis()).ShouldBe((double.NaN, double.NaN, double.NaN));
        Fill(0.1, 0.1, 0.1).Skewness().ShouldBe(double.NaN);
        Fill(1, 2).Skewness(corrected: true).ShouldBe(double.NaN);
        Fill(1, 2, 4).Kurtosis(corrected: true).ShouldBe(double.NaN);
    }

    [Fact]
    public void Counting_levels_and_sorting_values_agree()
        => Gen.Short.Array[1, 200].Sample(pcm =>
        {
            var (counted, sorted) = (new Distribution(), new Distribution());
            counted.Fill([.. pcm.Select(value => value / 32_768f)]);
            sorted.Fill([.. pcm.Select(value => value / 32_768.0)]);
            Statistics(counted).ShouldBe(Statistics(sorted));
        });

    [Fact]
    public void Samples_between_the_levels_of_16_bits_and_above_full_scale_are_taken_as_they_are()
    {
        var samples = new Distribution();
        samples.Fill([0.1f, 1.5f, 0.1f, -2f]);
        (samples.Min, samples.Max, samples.Mode, samples.ModeCount).ShouldBe((-2, 1.5, 0.1f, 2));
        samples.Fill([0.5f]);
        (samples.Count, samples.Mode).ShouldBe((1, 0.5));
    }

    [Fact]
    public void Entropy_of_shares_is_that_of_a_distribution_or_none()
    {
        Entropy.OfShares([1, 1, 1, 1]).ShouldBe(Math.Log(4), 1e-15);
        Entropy.OfShares([-3, -3, 0]).ShouldBe(Math.Log(2), 1e-15);
        Entropy.OfShares([0, 0]).ShouldBe(double.NaN);
        Entropy.OfShares([1, -1, 1]).ShouldBe(double.NegativeInfinity);
    }

    private static Distribution Fill(params double[] numbers)
    {
        var distribution = new Distribution();
        distribution.Fill(numbers);
        return distribution;
    }

    private static double[] Statistics(Distribution of) =>
        [of.Count, of.Min, of.Max, of.Mean, of.Mode, of.ModeCount, of.Quantile(0.25), of.Quantile(0.5), of.Variance(), of.Skewness(), of.Kurtosis(), of.Entropy()];
}
