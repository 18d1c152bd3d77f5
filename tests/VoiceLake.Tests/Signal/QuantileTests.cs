using VoiceLake.Signal;

namespace VoiceLake.Tests.Signal;

public class QuantileTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(47)]
    [InlineData(1_000)]
    public void A_quantile_is_that_of_the_sorted_numbers(int count)
    {
        var random = new Random(count);
        float[] values = [.. Enumerable.Range(0, count).Select(_ => random.Next(-50, 50) / 7f)];
        float[] sorted = [.. values.Order()];
        foreach (var q in new[] { 0, 0.02, 0.2, 0.5, 0.8, 0.999, 1 })
        {
            var position = (count - 1) * q;
            var (low, high) = ((double)sorted[(int)Math.Floor(position)], (double)sorted[(int)Math.Ceiling(position)]);
            Quantile.Select([.. values], q).ShouldBe(low + ((high - low) * (position - Math.Floor(position))), 1e-12);
        }
    }

    [Fact]
    public void Of_nothing_there_is_none() => Quantile.Select([], 0.5).ShouldBe(double.NaN);

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    public void A_share_is_from_0_to_1(double q) => Should.Throw<ArgumentOutOfRangeException>(() => Quantile.Select([1f], q));
}
