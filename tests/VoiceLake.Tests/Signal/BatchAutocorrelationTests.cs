using VoiceLake.Signal;
using VoiceLake.Signal.Internals;

namespace VoiceLake.Tests.Signal;

public class BatchAutocorrelationTests
{
    [Theory]
    [InlineData(2, 1)]
    [InlineData(10, 3)]
    [InlineData(100, 99)]
    [InlineData(638, 319)]
    [InlineData(1_024, 214)]
    [InlineData(1_000, 20)]
    [InlineData(2_048, 214)]
    [InlineData(2_047, 256)]
    public void Each_lag_is_the_sum_of_products_of_samples_that_far_apart(int length, int largestLag)
    {
        var random = new Random(length);
        var frames = Enumerable.Range(0, length * BatchFft.Lanes).Select(_ => (random.NextSingle() * 2) - 1).ToArray();
        var correlation = new float[(largestLag + 1) * BatchFft.Lanes];
        new BatchAutocorrelation(length, largestLag).Compute(frames, correlation);
        for (var lane = 0; lane < BatchFft.Lanes; lane++)
        {
            double At(int n) => frames[(n * BatchFft.Lanes) + lane];
            for (var lag = 0; lag <= largestLag; lag++)
            {
                var expected = Enumerable.Range(0, length - lag).Sum(n => At(n) * At(n + lag));
                ((double)correlation[(lag * BatchFft.Lanes) + lane]).ShouldBe(expected, 1e-6 * length, $"lag {lag} of lane {lane}");
            }
        }
    }
}
