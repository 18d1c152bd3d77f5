using VoiceLake.Signal.Internals;

namespace VoiceLake.Tests.Signal;

public class HalfRateTests
{
    [Theory]
    [InlineData(0.01)]
    [InlineData(0.1)]
    [InlineData(0.2)]
    public void A_tone_of_the_new_band_stays_as_it_is(double cycles)
    {
        var halved = Halve(Tone(cycles, 4_000));
        halved.Length.ShouldBe(2_000);
        for (var m = 200; m < 1_800; m++)
        {
            ((double)halved[m]).ShouldBe(Math.Sin(2 * Math.PI * cycles * 2 * m), 2e-6);
        }
    }

    [Theory]
    [InlineData(0.251)]
    [InlineData(0.3)]
    [InlineData(0.49)]
    public void A_tone_beyond_the_new_band_vanishes(double cycles)
        => Halve(Tone(cycles, 4_000))[200..1_800].ShouldAllBe(sample => Math.Abs(sample) < 1e-6f);

    [Fact]
    public void Pieces_of_any_size_give_the_bits_of_the_whole()
    {
        var random = new Random(30);
        float[] signal = [.. Enumerable.Range(0, 5_001).Select(_ => random.NextSingle() - 0.5f)];
        var (whole, half) = (Halve(signal), new HalfRate());
        whole.Length.ShouldBe(2_501);
        foreach (var size in new[] { 1, 7, 512, 2_000 })
        {
            Halve(half, signal, size).ShouldBe(whole);
        }
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(511, 256)]
    [InlineData(513, 257)]
    public void The_last_sample_is_at_or_before_the_end(int samples, int expected) => Halve(new float[samples]).Length.ShouldBe(expected);

    private static float[] Tone(double cycles, int samples) => [.. Enumerable.Range(0, samples).Select(n => (float)Math.Sin(2 * Math.PI * cycles * n))];

    private static float[] Halve(float[] signal) => Halve(new HalfRate(), signal, signal.Length);

    private static float[] Halve(HalfRate half, float[] signal, int size)
    {
        var (halved, block) = (new List<float>(), new float[HalfRate.Block]);
        foreach (var piece in signal.Chunk(size))
        {
            ReadOnlySpan<float> rest = piece;
            while (half.Take(ref rest, block))
            {
                halved.AddRange(block);
            }
        }

        for (var count = half.TakeRest(block); count > 0; count = half.TakeRest(block))
        {
            halved.AddRange(block.AsSpan(0, count));
        }

        return [.. halved];
    }
}
