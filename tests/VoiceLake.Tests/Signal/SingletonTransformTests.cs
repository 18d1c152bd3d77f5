using VoiceLake.Signal;
using VoiceLake.Signal.Internals;

namespace VoiceLake.Tests.Signal;

public class SingletonTransformTests
{
    public static TheoryData<int> PowersOfTwo => [.. Enumerable.Range(4, 9).Select(power => 1 << power)];

    [Theory]
    [MemberData(nameof(PowersOfTwo))]
    public void The_spectrum_is_that_of_the_other_transform(int length)
    {
        var (re, im, expectedRe, expectedIm) = (Noise(length, 1), Noise(length, 2), Noise(length, 1), Noise(length, 2));
        SingletonTransform.Of(length).Run(re, im);
        Fft.Of(length).Forward(expectedRe, expectedIm);
        for (var bin = 0; bin < length; bin++)
        {
            re[bin].ShouldBe(expectedRe[bin], 1e-12);
            im[bin].ShouldBe(expectedIm[bin], 1e-12);
        }
    }

    [Theory]
    [MemberData(nameof(PowersOfTwo))]
    public void The_inverse_undoes_it_but_for_the_scale(int length)
    {
        var (re, im, expectedRe, expectedIm) = (Noise(length, 3), Noise(length, 4), Noise(length, 3), Noise(length, 4));
        SingletonTransform.Of(length).Run(re, im);
        SingletonTransform.Of(length).Run(re, im, inverse: true);
        for (var n = 0; n < length; n++)
        {
            (re[n] / length).ShouldBe(expectedRe[n], 1e-14);
            (im[n] / length).ShouldBe(expectedIm[n], 1e-14);
        }
    }

    [Theory]
    [InlineData(1_311, -48, 114)]
    [InlineData(144, -46, 0)]
    [InlineData(706, -47, 39)]
    [InlineData(516, -46, 49)]
    public void Of_the_equal_bins_of_an_impulse_it_finds_the_one_that_R_finds_the_largest(int position, int value, int expected)
    {
        // The dominant frequencies that seewave gives for lone samples in four of the shared archives' clips.
        var (re, im) = (new double[2_048], new double[2_048]);
        re[position] = value * WindowFunction.SymmetricHann(2_048)[position];
        SingletonTransform.Of(2_048).Run(re, im);
        var magnitudes = re.Zip(im, Magnitude.Of).Take(896).ToList();
        magnitudes.IndexOf(magnitudes.Max()).ShouldBe(expected);
    }

    [Fact]
    public void A_magnitude_is_right_to_the_last_bit_or_its_neighbour()
    {
        var (re, im) = (Noise(2_000, 5), Noise(2_000, 6));
        foreach (var (a, b) in re.Zip(im))
        {
            // What is missing from its square, products taken exactly, is what is missing from it times twice itself.
            var magnitude = Magnitude.Of(a, b);
            var square = magnitude * magnitude;
            var missing = (Math.Max(a * a, b * b) - square) + Math.Min(a * a, b * b)
                + (Math.FusedMultiplyAdd(a, a, -(a * a)) + Math.FusedMultiplyAdd(b, b, -(b * b)) - Math.FusedMultiplyAdd(magnitude, magnitude, -square));
            Math.Abs(missing / (2 * magnitude)).ShouldBeLessThan(Math.BitIncrement(magnitude) - magnitude);
        }

        (Magnitude.Of(0, 0), Magnitude.Of(3, -4), Magnitude.Of(-5, 0)).ShouldBe((0, 5, 5));
    }

    private static double[] Noise(int length, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, length).Select(_ => (2 * random.NextDouble()) - 1)];
    }
}
