using CsCheck;
using VoiceLake.Signal.Internals;

namespace VoiceLake.Tests.Signal;

public class SelectionTests
{
    [Fact]
    public void Both_ends_hold_what_a_sort_would_put_there()
        => Gen.Select(Gen.Int[1, 400], Gen.Int[1, 60], Gen.Int[1, 1_000]).Sample((length, levels, seed) =>
        {
            var random = new Random(seed);
            var values = Enumerable.Range(0, length).Select(_ => levels == 60 ? random.NextDouble() : random.Next(levels)).ToArray();
            var count = 1 + random.Next(Math.Max(1, length / 2));
            var sorted = values.Order().ToArray();
            count = Math.Min(count, (length + 1) / 2);
            if (2 * count > length)
            {
                return;
            }

            Selection.PartSort(values, count);
            values[..count].Order().ShouldBe(sorted[..count]);
            values[^count..].Order().ShouldBe(sorted[^count..]);
        });

    [Fact]
    public void Ramps_and_organ_pipes_are_no_worse_than_a_sort()
    {
        var ramp = Enumerable.Range(0, 9_601).Select(n => (double)n).ToArray();
        var pipes = ramp.Select(n => Math.Min(n, 9_600 - n)).ToArray();
        Selection.PartSort(ramp, 192);
        Selection.PartSort(pipes, 192);
        ramp[..192].Max().ShouldBe(191);
        pipes[..192].Max().ShouldBe(95);
    }

    [Fact]
    public void The_sums_of_both_ends_are_those_of_a_sort()
        => Gen.Select(Gen.Int[2, 6_000], Gen.Int[1, 40], Gen.Int[1, 1_000]).Sample(
            (length, levels, seed) =>
            {
                var random = new Random(seed);

                // Noise, few levels, a ramp, and a peak wherever a sample of the values could look.
                double Value(int n) => (levels % 4) switch { 0 => random.NextDouble(), 1 => random.Next(levels), 2 => n, _ => n % (length / 128 + 1) == 0 ? 1 : -random.NextDouble() };
                var values = Enumerable.Range(0, length).Select(Value).ToArray();
                var (count, sorted) = (1 + random.Next(length / 2), values.Order().ToArray());
                var (smallest, largest) = Selection.SumEnds(values, count, new double[length]);
                smallest.ShouldBe(sorted[..count].Sum(), 1e-9 * length * length);
                largest.ShouldBe(sorted[^count..].Sum(), 1e-9 * length * length);
            },
            iter: 300);
}
