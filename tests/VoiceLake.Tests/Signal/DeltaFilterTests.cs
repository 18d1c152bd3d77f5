using VoiceLake.Signal;

namespace VoiceLake.Tests.Signal;

public class DeltaFilterTests
{
    [Fact]
    public void The_slope_of_a_line_and_the_curvature_of_a_parabola_are_found_in_every_frame()
    {
        float[] frames = [.. Enumerable.Range(0, 12).SelectMany(t => new[] { 3f * t, (0.5f * t * t) - t, 7 })];
        var (slope, curvature) = (Deltas(DeltaFilter.SavitzkyGolay(), frames, 3), Deltas(DeltaFilter.SavitzkyGolay(order: 2), frames, 3));
        for (var frame = 0; frame < 12; frame++)
        {
            slope[3 * frame].ShouldBe(3, 1e-5f);
            slope[(3 * frame) + 2].ShouldBe(0, 1e-5f);
            curvature[3 * frame].ShouldBe(0, 1e-5f);
            curvature[(3 * frame) + 1].ShouldBe(1, 1e-5f);
        }
    }

    [Fact]
    public void Ends_share_the_fit_of_the_first_and_last_whole_neighbourhood()
    {
        float[] frames = [.. Enumerable.Range(0, 20).Select(t => (float)Math.Sin(t * t))];
        var deltas = Deltas(DeltaFilter.SavitzkyGolay(), frames, 1);
        deltas[4].ShouldBe((float)(Enumerable.Range(-4, 9).Sum(j => j * Math.Sin((4 + j) * (4 + j))) / 60), 1e-6f);
        deltas[..4].ShouldAllBe(value => value == deltas[4]);
        deltas[16..].ShouldAllBe(value => value == deltas[15]);
    }

    [Fact]
    public void Fewer_frames_than_a_fit_needs_have_no_value()
    {
        Deltas(DeltaFilter.SavitzkyGolay(), new float[16], 2).ShouldAllBe(value => float.IsNaN(value));
        Deltas(DeltaFilter.SavitzkyGolay(), new float[18], 2).ShouldAllBe(value => value == 0);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(30)]
    public void A_regression_repeats_the_first_and_last_frame_beyond_the_ends(int count)
    {
        float[] frames = [.. Enumerable.Range(0, count).Select(t => (float)Math.Sin(t * t))];
        var deltas = Deltas(DeltaFilter.Regression(), frames, 1);
        for (var frame = 0; frame < count; frame++)
        {
            float At(int t) => frames[Math.Clamp(t, 0, count - 1)];
            deltas[frame].ShouldBe((At(frame + 1) - At(frame - 1) + (2 * (At(frame + 2) - At(frame - 2)))) / 10, 1e-6f);
        }
    }

    [Fact]
    public void A_value_does_not_depend_on_the_columns_beside_it()
    {
        var random = new Random(1);
        float[] one = [.. Enumerable.Range(0, 40).Select(_ => random.NextSingle())];
        float[] three = [.. one.SelectMany(value => new[] { random.NextSingle(), value, random.NextSingle() })];
        var alone = Deltas(DeltaFilter.SavitzkyGolay(), one, 1);
        Deltas(DeltaFilter.SavitzkyGolay(), three, 3).Where((_, at) => at % 3 == 1).ShouldBe(alone);
    }

    [Fact]
    public void An_even_width_is_refused()
        => Should.Throw<ArgumentOutOfRangeException>(() => DeltaFilter.Regression(4)).Message.ShouldContain("odd");

    private static float[] Deltas(DeltaFilter filter, float[] frames, int columns)
    {
        var deltas = new float[frames.Length];
        filter.Apply(frames, columns, deltas);
        return deltas;
    }
}
