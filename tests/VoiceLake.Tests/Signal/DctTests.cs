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

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(23, 13)]
    [InlineData(40, 13)]
    [InlineData(26, 26)]
    [InlineData(128, 20)]
    public void Eight_frames_give_the_coefficients_of_one_after_the_other(int length, int count)
    {
        var random = new Random(length);
        var frames = Enumerable.Range(0, BatchFft.Lanes).Select(_ => Enumerable.Range(0, length).Select(_ => (double)(random.NextSingle() - 0.5f)).ToArray()).ToArray();
        var output = new float[count * BatchFft.Lanes];
        Dct.Of(length).ForwardBatch([.. Enumerable.Range(0, length * BatchFft.Lanes).Select(at => (float)frames[at % BatchFft.Lanes][at / BatchFft.Lanes])], output);
        for (var frame = 0; frame < BatchFft.Lanes; frame++)
        {
            var expected = new double[count];
            Dct.Of(length).Forward(frames[frame], expected);
            for (var k = 0; k < count; k++)
            {
                output[(k * BatchFft.Lanes) + frame].ShouldBe((float)expected[k], 2e-6f, $"coefficient {k} of frame {frame}");
            }
        }
    }

    [Fact]
    public void Constants_side_by_side_have_exact_zeros_too()
    {
        float[] frames = [.. Enumerable.Range(0, 128 * BatchFft.Lanes).Select(at => -48.97f - (at % BatchFft.Lanes))];
        var output = new float[20 * BatchFft.Lanes];
        Dct.Of(128).ForwardBatch(frames, output);
        output[0].ShouldBe(-48.97f * MathF.Sqrt(128), 1e-3f);
        output[BatchFft.Lanes..].ShouldAllBe(value => value == 0);
    }
}
