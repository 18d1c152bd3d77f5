using System.Globalization;
using System.Text;

namespace VoiceLake.Benchmarks.SideBySide;

/// <summary>CPU and wall seconds an hour of audio on one core, ours and a peer's, and what a second core brings.</summary>
internal static class SpeedTable
{
    private static readonly Goal TwoCoresGoal = Goal.Least(1.8);

    public static async Task<string> MakeAsync(Corpus corpus, int runs, CancellationToken ct)
    {
        var table = new StringBuilder("## Speed\n\nCPU and wall seconds an hour of audio on one core; two cores: wall time of one over that of two.\n\n");
        table.Append("| work | ours, CPU | wall | goal | two cores | peer | its CPU | wall | times faster | goal |\n|---|---:|---:|---|---|---|---:|---:|---:|---|\n");
        foreach (var contest in Contest.All(corpus))
        {
            await Console.Error.WriteLineAsync($"{contest.Title} {contest.Peer}");
            table.Append(await RowAsync(contest, corpus, runs, ct));
        }

        return table.ToString();
    }

    private static async Task<string> RowAsync(Contest contest, Corpus corpus, int runs, CancellationToken ct)
    {
        var rounds = new List<Round>();
        for (var run = 0; run < runs; run++)
        {
            rounds.Add(contest.PeerProgram is { } program ? await AgainstProgramAsync(contest, program, corpus, ct) : await InsideAsync(contest, corpus, ct));
        }

        var ours = CpuTime.Median(rounds.Select(round => round.Ours));
        var whole = contest.PeerProgram is null ? "" : ", whole process";
        var row = new StringBuilder().Append(CultureInfo.InvariantCulture, $"| {contest.Title}{whole} | {CpuTime.Show(ours.Cpu)} | {CpuTime.Show(ours.Wall)} | {contest.Goal?.Beside(ours.Cpu)} ");
        if (rounds[0].TwoCores is null)
        {
            row.Append("| ");
        }
        else
        {
            var speedUp = Median(rounds, round => round.Ours.Wall / round.TwoCores!.Value.Wall);
            row.Append(CultureInfo.InvariantCulture, $"| {CpuTime.Show(speedUp)}, {TwoCoresGoal.Beside(speedUp)} ");
        }

        if (rounds[0].Peer is null)
        {
            return row.Append("| | | | | |\n").ToString();
        }

        var peer = CpuTime.Median(rounds.Select(round => round.Peer!.Value));
        var ratio = Median(rounds, round => round.Peer!.Value.Cpu / round.Ours.Cpu);
        row.Append(CultureInfo.InvariantCulture, $"| {contest.Peer} | {CpuTime.Show(peer.Cpu)} | {CpuTime.Show(peer.Wall)} | {CpuTime.Show(ratio)} | {contest.RatioGoal?.Beside(ratio)} |\n");
        return row.ToString();
    }

    private static async Task<Round> InsideAsync(Contest contest, Corpus corpus, CancellationToken ct)
    {
        var list = contest.Flac ? corpus.FlacList : corpus.WavList;
        var ours = await Timing.OursAsync(contest.Ours, list, 1, ct);
        CpuTime? peer = contest.PeerWork is { } work ? await Timing.PeerAsync(work, list, 1, ct) : null;
        var twoCores = await Timing.OursAsync(contest.Ours, list, 2, ct);
        return new Round(ours.PerHour(Corpus.Seconds), peer?.PerHour(Corpus.Seconds), twoCores.PerHour(Corpus.Seconds));
    }

    private static async Task<Round> AgainstProgramAsync(Contest contest, IReadOnlyList<string> program, Corpus corpus, CancellationToken ct)
    {
        const double Seconds = Corpus.Seconds * Corpus.Repetitions;
        var ours = await Timing.OursWholeAsync(contest.Ours, contest.Flac ? corpus.FlacListRepeated : corpus.WavListRepeated, ct);
        return new Round(ours.PerHour(Seconds), (await Timing.WholeAsync(program, ct)).PerHour(Seconds), null);
    }

    private static double Median(List<Round> rounds, Func<Round, double> value) => rounds.Select(value).Order().ElementAt(rounds.Count / 2);

    private sealed record Round(CpuTime Ours, CpuTime? Peer, CpuTime? TwoCores);
}
