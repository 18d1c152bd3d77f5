using System.Numerics;
using CsCheck;
using VoiceLake.Signal;

namespace VoiceLake.Tests.Signal;

public class FftTests
{
    // Every radix and the mixes of them, primes with a butterfly, primes without (Bluestein), and composites of those.
    public static TheoryData<int> Lengths => [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 15, 16, 17, 18, 20, 22, 25, 28, 30, 31, 34, 37, 48, 60, 64, 77, 96, 97, 100, 101, 120, 128, 143, 169, 240, 243, 251, 256, 289, 375, 480, 500, 512, 514, 1009, 1024, 1155, 2197];

    [Theory]
    [MemberData(nameof(Lengths))]
    public void A_transform_equals_the_sum_of_its_definition(int length)
    {
        var (re, im) = (Noise(length, 1), Noise(length, 2));
        var (expectedRe, expectedIm) = Naive(re, im);
        Fft.Of(length).Forward(re, im);
        Distance(re, im, expectedRe, expectedIm).ShouldBeLessThan(1e-14 * Math.Sqrt(length));
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void A_real_transform_equals_the_complex_one(int length)
    {
        var signal = Noise(length, 3);
        var (re, im) = ((double[])signal.Clone(), new double[length]);
        Fft.Of(length).Forward(re, im);
        var real = RealFft.Of(length);
        var (realRe, realIm) = (new double[real.Bins], new double[real.Bins]);
        real.Forward(signal, realRe, realIm);
        Distance(realRe, realIm, re[..real.Bins], im[..real.Bins]).ShouldBeLessThan(1e-14);
    }

    [Fact]
    public void The_inverse_undoes_the_transform() => Gen.Int[1, 3_000].Sample(
        length =>
        {
            var (re, im) = (Noise(length, 4), Noise(length, 5));
            Fft.Of(length).Forward(re, im);
            Fft.Of(length).Inverse(re, im);
            Distance(re, im, Noise(length, 4), Noise(length, 5)).ShouldBeLessThan(1e-13);
        },
        iter: 60);

    [Fact]
    public void Energy_in_time_is_energy_in_frequency() => Gen.Int[1, 5_000].Sample(
        length =>
        {
            var (re, im) = (Noise(length, 6), Noise(length, 7));
            var energy = Energy(re, im);
            Fft.Of(length).Forward(re, im);
            (Energy(re, im) / length / energy).ShouldBe(1, 1e-13);
        },
        iter: 60);

    [Fact]
    public void The_transform_of_a_sum_is_the_sum_of_the_transforms() => Gen.Int[1, 2_000].Sample(
        length =>
        {
            var (a, b) = (Spectrum(Noise(length, 8)), Spectrum(Noise(length, 9)));
            var mixed = Spectrum([.. Noise(length, 8).Zip(Noise(length, 9), (x, y) => (2 * x) - (3 * y))]);
            Distance(mixed.Re, mixed.Im, [.. a.Re.Zip(b.Re, (x, y) => (2 * x) - (3 * y))], [.. a.Im.Zip(b.Im, (x, y) => (2 * x) - (3 * y))]).ShouldBeLessThan(1e-13);
        },
        iter: 60);

    [Theory]
    [InlineData(48_000, 1_320)]
    [InlineData(47_999, 1_320)]
    [InlineData(2_048, 77)]
    public void A_pure_sine_falls_into_its_bin_and_no_other(int length, int bin)
    {
        var (re, im) = Spectrum([.. Enumerable.Range(0, length).Select(n => double.SinPi(2.0 * bin * n % (2.0 * length) / length))]);
        im[bin].ShouldBe(-length / 2.0, 1e-8);
        re.Where((_, k) => k != bin).Concat(im.Where((_, k) => k != bin)).Max(Math.Abs).ShouldBeLessThan(1e-8);
    }

    [Fact]
    public void A_shift_in_time_turns_every_bin_by_its_own_angle() => Gen.Select(Gen.Int[1, 3_000], Gen.Int[0, 5_000]).Sample(
        (length, shift) =>
        {
            var signal = Noise(length, 11);
            var (re, im) = Spectrum(signal);
            var shifted = Spectrum([.. Enumerable.Range(0, length).Select(n => signal[(n + shift) % length])]);
            var turned = re.Zip(im).Select((bin, k) => new Complex(bin.First, bin.Second) * Complex.Exp(new Complex(0, 2 * Math.PI * ((long)k * shift % length) / length))).ToArray();
            Distance(shifted.Re, shifted.Im, [.. turned.Select(bin => bin.Real)], [.. turned.Select(bin => bin.Imaginary)]).ShouldBeLessThan(1e-13);
        },
        iter: 60);

    [Fact]
    public void Threads_share_a_plan_and_get_the_same_bits()
    {
        var expected = Spectrum(Noise(4_800, 10));
        Parallel.For(0, 32, _ =>
        {
            var actual = Spectrum(Noise(4_800, 10));
            actual.Re.ShouldBe(expected.Re);
            actual.Im.ShouldBe(expected.Im);
        });
    }

    [Fact]
    public void A_span_of_another_length_is_refused()
    {
        Should.Throw<ArgumentException>(() => Fft.Of(8).Forward(new double[8], new double[7])).Message.ShouldContain("8 values, not 7");
        Should.Throw<ArgumentException>(() => RealFft.Of(8).Forward(new double[8], new double[4], new double[5])).Message.ShouldContain("5 bins");
        Should.Throw<ArgumentOutOfRangeException>(() => Fft.Of(0));
    }

    private static (double[] Re, double[] Im) Spectrum(double[] signal)
    {
        var fft = RealFft.Of(signal.Length);
        var (re, im) = (new double[fft.Bins], new double[fft.Bins]);
        fft.Forward(signal, re, im);
        return (re, im);
    }

    private static (double[] Re, double[] Im) Naive(double[] re, double[] im)
    {
        var direct = new DirectTransform(re, im);
        var bins = Enumerable.Range(0, re.Length).Select(direct.Bin).ToArray();
        return ([.. bins.Select(bin => bin.Re)], [.. bins.Select(bin => bin.Im)]);
    }

    private static double[] Noise(int length, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, length).Select(_ => (2 * random.NextDouble()) - 1)];
    }

    private static double Energy(double[] re, double[] im) => re.Sum(x => x * x) + im.Sum(x => x * x);

    /// <summary>The error's share of the whole, as root mean square.</summary>
    private static double Distance(double[] re, double[] im, double[] expectedRe, double[] expectedIm)
        => Math.Sqrt(Energy([.. re.Zip(expectedRe, (x, y) => x - y)], [.. im.Zip(expectedIm, (x, y) => x - y)]) / Energy(expectedRe, expectedIm));
}
