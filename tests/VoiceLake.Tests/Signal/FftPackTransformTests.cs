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
    public void Eight_frames_have_the_power_that_double_precision_finds(int length)
    {
        var random = new Random(length);
        var frames = Enumerable.Range(0, BatchFft.Lanes).Select(_ => Enumerable.Range(0, length).Select(_ => random.NextSingle() - 0.5f).ToArray()).ToArray();
        var transform = FftPackTransform.Of(length);
        var power = new float[transform.Bins * BatchFft.Lanes];
        transform.Power(Enumerable.Range(0, length * BatchFft.Lanes).Select(at => frames[at % BatchFft.Lanes][at / BatchFft.Lanes]).ToArray(), new float[length * BatchFft.Lanes], power);
        for (var frame = 0; frame < BatchFft.Lanes; frame++)
        {
            var (re, im) = (new double[transform.Bins], new double[transform.Bins]);
            RealFft.Of(length).Forward([.. frames[frame].Select(value => (double)value)], re, im);
            for (var bin = 0; bin < transform.Bins; bin++)
            {
                ((double)power[(bin * BatchFft.Lanes) + frame]).ShouldBe((re[bin] * re[bin]) + (im[bin] * im[bin]), 1e-6 * length, $"bin {bin} of frame {frame}");
            }
        }
    }

    [Fact]
    public void Another_length_is_refused() => Should.Throw<ArgumentOutOfRangeException>(() => FftPackTransform.Of(400));
}
