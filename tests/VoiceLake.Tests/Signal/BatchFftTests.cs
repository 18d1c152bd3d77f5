using VoiceLake.Signal;

namespace VoiceLake.Tests.Signal;

public class BatchFftTests
{
    public static TheoryData<int> PowersOfTwo => [.. Enumerable.Range(1, 16).Select(power => 1 << power)];

    [Theory]
    [MemberData(nameof(PowersOfTwo))]
    public void Eight_frames_transform_to_the_spectra_of_double_precision(int length)
    {
        float[][] frames =
        [
            Noise(length, 1), Noise(length, 2), Noise(length, 3),
            Sine(length, 1), Sine(length, length / 3.7), Sine(length, length / 2.0),
            Impulse(length, 0), Impulse(length, length - 1),
        ];
        var (re, im) = Transform(frames);
        for (var frame = 0; frame < frames.Length; frame++)
        {
            var (expectedRe, expectedIm) = Reference(frames[frame]);
            Distance(re[frame], im[frame], expectedRe, expectedIm).ShouldBeLessThan(2e-7, $"frame {frame} of {length} samples");
        }
    }

    [Theory]
    [MemberData(nameof(PowersOfTwo))]
    public void Power_is_the_squared_magnitude(int length)
    {
        var frames = Enumerable.Range(0, BatchFft.Lanes).Select(seed => Noise(length, seed)).ToArray();
        var (re, im) = Transform(frames);
        var power = new float[BatchFft.Of(length).Bins * BatchFft.Lanes];
        BatchFft.Of(length).Power(Interleave(frames), power);
        for (var at = 0; at < power.Length; at++)
        {
            var (frame, bin) = (at % BatchFft.Lanes, at / BatchFft.Lanes);
            power[at].ShouldBe((re[frame][bin] * re[frame][bin]) + (im[frame][bin] * im[frame][bin]), 1e-5f * length);
        }
    }

    [Fact]
    public void A_frame_has_the_same_bits_in_every_lane_whatever_its_neighbours_hold()
    {
        var frame = Noise(512, 7);
        var alone = Transform([frame, .. Enumerable.Repeat(new float[512], 7)]);
        for (var lane = 0; lane < BatchFft.Lanes; lane++)
        {
            var frames = Enumerable.Range(0, BatchFft.Lanes).Select(other => other == lane ? frame : Noise(512, 100 + other)).ToArray();
            var (re, im) = Transform(frames);
            re[lane].ShouldBe(alone.Re[0]);
            im[lane].ShouldBe(alone.Im[0]);
        }
    }

    [Fact]
    public void Energy_in_time_is_energy_in_frequency()
    {
        var frame = Noise(2_048, 9);
        var (re, im) = Transform([.. Enumerable.Repeat(frame, BatchFft.Lanes)]);
        var energy = Enumerable.Range(0, 1_025).Sum(bin => (bin is 0 or 1_024 ? 1 : 2) * ((double)(re[0][bin] * re[0][bin]) + (im[0][bin] * im[0][bin])));
        (energy / 2_048).ShouldBe(frame.Sum(value => (double)value * value), 1e-4);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(48_000)]
    public void A_length_that_is_no_power_of_two_is_a_mistake_that_names_the_other_transform(int length)
        => Should.Throw<ArgumentOutOfRangeException>(() => BatchFft.Of(length)).Message.ShouldContain(nameof(RealFft));

    [Fact]
    public void Spans_of_another_length_are_a_mistake_that_says_how_long_they_must_be()
        => Should.Throw<ArgumentException>(() => BatchFft.Of(4).Forward(new float[32], new float[24], new float[16])).Message.ShouldContain("24");

    private static (float[][] Re, float[][] Im) Transform(float[][] frames)
    {
        var fft = BatchFft.Of(frames[0].Length);
        var (re, im) = (new float[fft.Bins * BatchFft.Lanes], new float[fft.Bins * BatchFft.Lanes]);
        fft.Forward(Interleave(frames), re, im);
        float[][] Apart(float[] values) => [.. Enumerable.Range(0, BatchFft.Lanes).Select(lane => Enumerable.Range(0, fft.Bins).Select(bin => values[(bin * BatchFft.Lanes) + lane]).ToArray())];
        return (Apart(re), Apart(im));
    }

    private static float[] Interleave(float[][] frames)
        => [.. Enumerable.Range(0, frames[0].Length * BatchFft.Lanes).Select(at => frames[at % BatchFft.Lanes][at / BatchFft.Lanes])];

    private static (double[] Re, double[] Im) Reference(float[] frame)
    {
        var fft = RealFft.Of(frame.Length);
        var (re, im) = (new double[fft.Bins], new double[fft.Bins]);
        fft.Forward([.. frame.Select(value => (double)value)], re, im);
        return (re, im);
    }

    private static double Distance(float[] re, float[] im, double[] expectedRe, double[] expectedIm)
    {
        var (error, energy) = (0.0, 0.0);
        for (var bin = 0; bin < re.Length; bin++)
        {
            error += Math.Pow(re[bin] - expectedRe[bin], 2) + Math.Pow(im[bin] - expectedIm[bin], 2);
            energy += Math.Pow(expectedRe[bin], 2) + Math.Pow(expectedIm[bin], 2);
        }

        return Math.Sqrt(error / energy);
    }

    private static float[] Noise(int length, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, length).Select(_ => (random.NextSingle() * 2) - 1)];
    }

    private static float[] Sine(int length, double cycles)
        => [.. Enumerable.Range(0, length).Select(n => (float)Math.Cos((2 * Math.PI * cycles * n / length) + 0.3))];

    private static float[] Impulse(int length, int at)
    {
        var frame = new float[length];
        frame[at] = 1;
        return frame;
    }
}
