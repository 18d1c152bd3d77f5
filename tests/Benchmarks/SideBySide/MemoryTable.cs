using System.Globalization;
using System.Text;

namespace VoiceLake.Benchmarks.SideBySide;

/// <summary>What a clip takes beside its result, and the peak of a process that works on a file of two hours.</summary>
internal static class MemoryTable
{
    private static readonly Goal AllocationGoal = Goal.Most(64);
    private static readonly Goal PeakGoal = Goal.Most(300);

    public static async Task<string> MakeAsync(Corpus corpus, CancellationToken ct)
    {
        var table = new StringBuilder("## Memory\n\nAllocated for each clip of 3 s beside its result, file and decoder included, after a first pass; the largest working set of a process that works on one WAV file of two hours.\n\n");
        table.Append("| work | KB a clip | goal | peak on 2 h, MB | goal |\n|---|---:|---|---:|---|\n");
        foreach (var contest in Contest.All(corpus).Where(contest => !contest.Flac).DistinctBy(contest => contest.Ours))
        {
            await Console.Error.WriteLineAsync($"memory of {contest.Title}");
            var allocation = await Timing.NumberAsync("allocation", [contest.Ours, corpus.WavList], ct) / 1e3;
            var peak = await Timing.NumberAsync("peak", [contest.Ours, corpus.TwoHours], ct) / 1e6;
            table.Append(CultureInfo.InvariantCulture, $"| {contest.Title} | {CpuTime.Show(allocation)} | {AllocationGoal.Beside(allocation)} | {peak:0} | {PeakGoal.Beside(peak)} |\n");
        }

        return table.ToString();
    }
}
