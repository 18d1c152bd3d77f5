using VoiceLake.Signal;
using VoiceLake.Signal.Internals;

namespace VoiceLake.Tests.Signal;

public class LowSpectrumTests
{
    [Theory]
    [InlineData(120)]
    [InlineData(2_047)]
    [InlineData(8_000)]
    [InlineData(47_963)]
    [InlineData(48_000)]
    [InlineData(48_001)]
    [InlineData(99_991)]
    public void Its_bins_are_those_of_the_whole_transform(int length)
    {
        foreach (var highest in new[] { 280.0 / 8_000, 280.0 / 16_000, 280.0 / 44_100 })
        {
            var (bins, samples) = (1 + (int)(highest * length), Noise(length));
            var low = new LowSpectrum(highest).Magnitudes(samples, bins).ToArray();
            var whole = Whole(samples);
            var rms = Math.Sqrt(whole[..bins].Average(magnitude => magnitude * magnitude));
            low.Zip(whole, (x, y) => Math.Abs(x - y) / rms).Max().ShouldBeLessThan(1e-12);
        }
    }

    [Fact]
    public void What_lies_above_does_not_fold_back()
    {
        // A full-scale tone in the first image of the band, beside a low one a million times softer.
        var samples = Enumerable.Range(0, 48_000).Select(n => (float)Math.Sin(2 * Math.PI * n * 900 / 16_000.0) + (1e-6f * (float)Math.Sin(2 * Math.PI * n * 100 / 16_000.0))).ToArray();
        var (low, whole) = (new LowSpectrum(280.0 / 16_000).Magnitudes(samples, 840).ToArray(), Whole(samples));
        low[300].ShouldBe(whole[300], 1e-9 * whole[300]);
    }

    [Fact]
    public void Length_after_length_gives_the_bits_of_a_new_one()
    {
        var kept = new LowSpectrum(280.0 / 16_000);
        foreach (var length in new[] { 30_000, 20_001, 30_000, 50_000 })
        {
            var bins = length * 280 / 16_000;
            kept.Magnitudes(Noise(length), bins).ToArray().ShouldBe(new LowSpectrum(280.0 / 16_000).Magnitudes(Noise(length), bins).ToArray());
        }
    }

    private static double[] Whole(float[] samples)
    {
        var (fft, window) = (RealFft.Of(samples.Length), WindowFunction.SymmetricHann(samples.Length));
        var (re, im) = (new double[fft.Bins], new double[fft.Bins]);
        fft.Forward([.. samples.Zip(window, (sample, weight) => sample * weight)], re, im);
        return [.. re.Zip(im, (x, y) => Math.Sqrt((x * x) + (y * y)))];
    }

    private static float[] Noise(int length)
    {
        var random = new Random(length);
        return [.. Enumerable.Range(0, length).Select(_ => (2 * random.NextSingle()) - 1)];
    }
}
