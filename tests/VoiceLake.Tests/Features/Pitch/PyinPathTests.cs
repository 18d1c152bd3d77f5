using VoiceLake.Features.Pitch;

namespace VoiceLake.Tests.Features.Pitch;

public class PyinPathTests
{
    private const double Smallest = 2.2250738585072014e-308;

    [Theory]
    [InlineData(1, 5)]
    [InlineData(2, 127)]
    [InlineData(3, 128)]
    [InlineData(4, 129)]
    [InlineData(5, 700)]
    public void The_path_is_that_of_a_viterbi_over_all_states(int seed, int frames)
    {
        const int Bins = 37;
        const int Reach = 6;
        var (random, clip) = (new Random(seed), new List<(int[] Bins, double[] Probabilities)>());
        for (var frame = 0; frame < frames; frame++)
        {
            var bins = Enumerable.Range(0, Bins).Where(_ => random.Next(12) == 0).ToArray();
            var weights = bins.Select(_ => random.NextDouble()).ToArray();
            var voiced = random.Next(3) == 0 ? 0.05 : random.NextDouble();
            clip.Add((bins, [.. weights.Select(weight => voiced * weight / weights.Sum())]));
        }

        var (path, states) = (new PyinPath(new PyinTransitions(Bins, Reach)), new int[frames]);
        for (var again = 0; again < 2; again++)
        {
            foreach (var (bins, probabilities) in clip)
            {
                path.Add(bins, probabilities, probabilities.Sum());
            }

            path.Trace(states);
            path.Clear();
            states.Select(state => Math.Min(state, Bins)).ShouldBe(Reference(clip, Bins, Reach).Select(state => Math.Min(state, Bins)));
        }
    }

    [Fact]
    public void A_step_beyond_the_band_is_taken_where_there_is_no_other()
    {
        var (path, states) = (new PyinPath(new PyinTransitions(100, 5)), new int[4]);
        foreach (var bin in new[] { 10, 12, 90, 91 })
        {
            path.Add([bin], [1], 1);
        }

        path.Trace(states);
        states.ShouldBe([10, 12, 90, 91]);
    }

    private static int[] Reference(List<(int[] Bins, double[] Probabilities)> clip, int bins, int reach)
    {
        var step = new double[2 * bins, 2 * bins];
        for (var from = 0; from < 2 * bins; from++)
        {
            double Height(int to) => Math.Max(0, reach + 1 - Math.Abs((to % bins) - (from % bins)));
            var sum = Enumerable.Range(0, bins).Sum(Height);
            for (var to = 0; to < 2 * bins; to++)
            {
                step[from, to] = Math.Log((Height(to) / sum * (from < bins == to < bins ? 0.99 : 0.01)) + Smallest);
            }
        }

        double Likelihood(int frame, int state)
        {
            var (candidates, probabilities) = clip[frame];
            var place = Array.IndexOf(candidates, state);
            return Math.Log((state >= bins ? (1 - probabilities.Sum()) / bins : place < 0 ? 0 : probabilities[place]) + Smallest);
        }

        var scores = Enumerable.Range(0, 2 * bins).Select(state => Likelihood(0, state) - Math.Log(2 * bins)).ToArray();
        var from2 = new int[clip.Count, 2 * bins];
        for (var frame = 1; frame < clip.Count; frame++)
        {
            var next = new double[2 * bins];
            for (var to = 0; to < next.Length; to++)
            {
                var best = Enumerable.Range(0, 2 * bins).MaxBy(from => scores[from] + step[from, to]);
                (from2[frame, to], next[to]) = (best, scores[best] + step[best, to] + Likelihood(frame, to));
            }

            scores = next;
        }

        var path = new int[clip.Count];
        path[^1] = Array.IndexOf(scores, scores.Max());
        for (var frame = clip.Count - 1; frame > 0; frame--)
        {
            path[frame - 1] = from2[frame, path[frame]];
        }

        return path;
    }
}
