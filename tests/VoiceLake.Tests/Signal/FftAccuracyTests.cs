using VoiceLake.Signal;

namespace VoiceLake.Tests.Signal;

public class FftAccuracyTests(ITestOutputHelper output)
{
    private const double Bound = 1e-12;

    // Powers of two, mixed radices, primes and products of large primes.
    public static TheoryData<int> ShortLengths => [2, 13, 17, 127, 128, 500, 512, 997, 1_000, 1_021, 2_039, 2_048, 2_310];

    public static TheoryData<int> LongLengths => [42_326, 47_963, 48_000, 48_001, 65_536, 80_000, 99_991, 131_072, 160_000];

    [Theory]
    [MemberData(nameof(ShortLengths))]
    public void Every_bin_of_noise_a_sine_and_an_impulse_agrees_with_the_definition(int length)
    {
        foreach (var signal in Signals(length))
        {
            var (re, im) = Spectrum(signal);
            var direct = new DirectTransform(signal, new double[length]);
            Distance(re, im, [.. Enumerable.Range(0, re.Length).Select(direct.Bin)]).ShouldBeLessThan(Bound);
        }
    }

    [Theory]
    [MemberData(nameof(LongLengths))]
    public void Bins_of_long_transforms_agree_with_the_definition(int length)
    {
        var bins = Enumerable.Range(0, 8).Select(index => (int)((long)index * 7_919 * 31 % ((length / 2) + 1))).ToArray();
        foreach (var signal in Signals(length))
        {
            var (re, im) = Spectrum(signal);
            var direct = new DirectTransform(signal, new double[length]);
            var rms = Math.Sqrt(re.Zip(im, (x, y) => (x * x) + (y * y)).Sum() / re.Length);
            var worst = bins.Max(bin => direct.Bin(bin) is var (x, y) ? Math.Sqrt(Math.Pow(re[bin] - x, 2) + Math.Pow(im[bin] - y, 2)) : 0);
            (worst / rms).ShouldBeLessThan(Bound);
            output.WriteLine($"{length}: {worst / rms:0.0e+00}");
        }
    }

    [Theory]
    [MemberData(nameof(LongLengths))]
    public void A_long_transform_and_its_inverse_give_the_signal_back(int length)
    {
        foreach (var signal in Signals(length))
        {
            var (re, im) = ((double[])signal.Clone(), new double[length]);
            Fft.Of(length).Forward(re, im);
            Fft.Of(length).Inverse(re, im);
            Distance(re, im, [.. signal.Select(value => (value, 0.0))]).ShouldBeLessThan(Bound);
        }
    }

    [Theory]
    [MemberData(nameof(LongLengths))]
    public void Energy_of_a_long_signal_is_the_energy_of_its_spectrum(int length)
    {
        foreach (var signal in Signals(length))
        {
            var (re, im) = Spectrum(signal);
            var energy = re.Zip(im, (x, y) => (x * x) + (y * y)).Select((power, bin) => (bin == 0 || 2 * bin == length ? 1 : 2) * power).Sum();
            (energy / length / signal.Sum(value => value * value)).ShouldBe(1, Bound);
        }
    }

    private static double[][] Signals(int length)
    {
        var (random, impulse) = (new Random(length), new double[length]);
        impulse[length / 3] = 1;
        return
        [
            [.. Enumerable.Range(0, length).Select(_ => (2 * random.NextDouble()) - 1)],
            [.. Enumerable.Range(0, length).Select(n => Math.Sin(0.3 + (2 * Math.PI * 0.0123 * n)))],
            impulse,
        ];
    }

    private static (double[] Re, double[] Im) Spectrum(double[] signal)
    {
        var fft = RealFft.Of(signal.Length);
        var (re, im) = (new double[fft.Bins], new double[fft.Bins]);
        fft.Forward(signal, re, im);
        return (re, im);
    }

    /// <summary>In relative L2 norm.</summary>
    private static double Distance(double[] re, double[] im, (double Re, double Im)[] expected)
    {
        var error = re.Zip(im).Zip(expected, (bin, exact) => Math.Pow(bin.First - exact.Re, 2) + Math.Pow(bin.Second - exact.Im, 2)).Sum();
        return Math.Sqrt(error / expected.Sum(exact => (exact.Re * exact.Re) + (exact.Im * exact.Im)));
    }
}
