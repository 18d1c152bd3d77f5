using System.Numerics;
using VoiceLake.Signal;
using VoiceLake.Signal.Internals;

namespace VoiceLake.Tests.Signal;

public class FftPackTransformTests
{
    [Theory]
    [InlineData(4)]
    [InlineData(8)]
    [InlineData(16)]
    [InlineData(256)]
    [InlineData(512)]
    [InlineData(2_048)]
    [InlineData(4_096)]
    public void Frames_side_by_side_have_the_power_that_a_transform_of_each_finds(int length)
    {
        Deviation<float>(length).ShouldBeLessThan(1e-6 * length);
        Deviation<double>(length).ShouldBeLessThan(1e-14 * length);
    }

    private static double Deviation<T>(int length)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var (random, lanes, transform) = (new Random(length), FftPackTransform<T>.Lanes, FftPackTransform<T>.Of(length));
        var frames = Enumerable.Range(0, lanes).Select(_ => Enumerable.Range(0, length).Select(_ => random.NextSingle() - 0.5f).ToArray()).ToArray();
        var power = new T[transform.Bins * lanes];
        transform.Power(Enumerable.Range(0, length * lanes).Select(at => T.CreateChecked(frames[at % lanes][at / lanes])).ToArray(), new T[length * lanes], power);
        var deviation = 0.0;
        for (var frame = 0; frame < lanes; frame++)
        {
            var (re, im) = (new double[transform.Bins], new double[transform.Bins]);
            RealFft.Of(length).Forward([.. frames[frame].Select(value => (double)value)], re, im);
            for (var bin = 0; bin < transform.Bins; bin++)
            {
                deviation = Math.Max(deviation, Math.Abs(double.CreateChecked(power[(bin * lanes) + frame]) - ((re[bin] * re[bin]) + (im[bin] * im[bin]))));
            }
        }

        return deviation;
    }

    [Fact]
    public void Another_length_is_refused() => Should.Throw<ArgumentOutOfRangeException>(() => FftPackTransform<float>.Of(400));
}
