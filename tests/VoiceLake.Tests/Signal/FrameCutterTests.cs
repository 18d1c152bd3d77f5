using VoiceLake.Signal;

namespace VoiceLake.Tests.Signal;

public class FrameCutterTests
{
    [Theory]
    [InlineData(16, 4, 8, 1)]
    [InlineData(16, 4, 8, 7)]
    [InlineData(25, 10, 12, 1_000)]
    [InlineData(13, 13, 0, 3)]
    [InlineData(9, 20, 4, 5)]
    [InlineData(9, 20, 4, 1_000)]
    [InlineData(64, 16, 32, 33)]
    [InlineData(1, 1, 0, 9)]
    public void Frames_are_the_windowed_samples_around_their_time_whatever_the_pieces(int length, int hop, int lead, int piece)
    {
        var samples = Noise(500);
        double[] window = [.. Enumerable.Range(0, length).Select(n => (double)(float)Math.Cos(n))];
        var total = lead == 0 ? FrameCutter.CountWhole(500, length, hop) : FrameCutter.CountCentred(500, hop);
        var frames = Cut(new FrameCutter(length, hop, lead, window), samples, piece, total);
        frames.Count.ShouldBe((int)total);
        for (var frame = 0; frame < frames.Count; frame++)
        {
            for (var n = 0; n < length; n++)
            {
                var at = (frame * hop) - lead + n;
                frames[frame][n].ShouldBe(at >= 0 && at < samples.Length ? samples[at] * (float)window[n] : 0, $"sample {n} of frame {frame}");
            }
        }
    }

    [Fact]
    public void A_cutter_is_ready_for_another_signal_when_all_frames_are_given()
    {
        var cutter = new FrameCutter(32, 8, 16);
        var first = Cut(cutter, Noise(300), 50, FrameCutter.CountCentred(300, 8));
        Cut(cutter, Noise(300), 11, FrameCutter.CountCentred(300, 8)).ShouldBe(first);
    }

    [Fact]
    public void A_signal_shorter_than_a_frame_has_centred_frames_and_no_whole_one()
    {
        Cut(new FrameCutter(32, 8, 16), [1, 2], 2, FrameCutter.CountCentred(2, 8)).ShouldHaveSingleItem().ShouldBe([.. new float[16], 1, 2, .. new float[14]]);
        FrameCutter.CountWhole(31, 32, 8).ShouldBe(0);
        FrameCutter.CountWhole(32, 32, 8).ShouldBe(1);
    }

    [Fact]
    public void Wrong_lengths_are_mistakes_that_say_what_is_needed()
    {
        Should.Throw<ArgumentException>(() => new FrameCutter(4, 2, 0, [1, 2])).Message.ShouldContain("4 samples");
        Should.Throw<ArgumentOutOfRangeException>(() => new FrameCutter(4, 2, 5));
        Should.Throw<ArgumentException>(() => new FrameCutter(4, 2).TakeRest(1, new float[31])).Message.ShouldContain("32");
    }

    private static List<float[]> Cut(FrameCutter cutter, float[] samples, int piece, long total)
    {
        var (frames, lanes) = (new List<float[]>(), new float[cutter.Length * BatchFft.Lanes]);
        void Keep(int count) => frames.AddRange(Enumerable.Range(0, count).Select(frame => Enumerable.Range(0, cutter.Length).Select(n => lanes[(n * BatchFft.Lanes) + frame]).ToArray()));
        for (var at = 0; at < samples.Length; at += piece)
        {
            ReadOnlySpan<float> rest = samples.AsSpan(at, Math.Min(piece, samples.Length - at));
            while (cutter.Take(ref rest, lanes))
            {
                Keep(BatchFft.Lanes);
            }
        }

        for (var count = cutter.TakeRest(total, lanes); count > 0; count = cutter.TakeRest(total, lanes))
        {
            Keep(count);
        }

        return frames;
    }

    private static float[] Noise(int length)
    {
        var random = new Random(length);
        return [.. Enumerable.Range(0, length).Select(_ => (random.NextSingle() * 2) - 1)];
    }
}
