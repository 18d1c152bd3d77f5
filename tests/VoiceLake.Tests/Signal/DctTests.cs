using VoiceLake.Signal;

namespace VoiceLake.Tests.Signal;

public class DctTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(12)]
    [InlineData(90)]
    [InlineData(128)]
    public void A_transform_equals_the_sum_of_its_definition(int length)
    {
        var random = new Random(length);
        var samples = Enumerable.Range(0, length).Select(_ => random.NextDouble() - 0.5).ToArray();
        var coefficients = new double[length];
        Dct.Of(length).Forward(samples, coefficients);
        for (var k = 0; k < length; k++)
        {
            var sum = samples.Select((sample, n) => sample * Math.Cos(Math.PI * k * ((2 * n) + 1) / (2.0 * length))).Sum();
            coefficients[k].ShouldBe(sum * Math.Sqrt((k == 0 ? 1.0 : 2.0) / length), 1e-13);
        }

        coefficients.Sum(x => x * x).ShouldBe(samples.Sum(x => x * x), 1e-12);
    }

    [Fact]
    public void The_first_coefficients_are_those_of_the_whole_transform()
    {
        var samples = Enumerable.Range(0, 128).Select(n => Math.Sin(n * n)).ToArray();
        var (all, some) = (new double[128], new double[13]);
        Dct.Of(128).Forward(samples, all);
        Dct.Of(128).Forward(samples, some);
        some.ShouldBe(all[..13]);
    }

    [Fact]
    public void A_constant_has_one_coefficient_and_zeros_that_are_exact()
    {
        var coefficients = new double[90];
        Dct.Of(128).Forward([.. Enumerable.Repeat(-100.0, 128)], coefficients);
        coefficients[0].ShouldBe(-100 * Math.Sqrt(128), 1e-10);
        coefficients[1..].ShouldAllBe(value => value == 0);
    }
}
