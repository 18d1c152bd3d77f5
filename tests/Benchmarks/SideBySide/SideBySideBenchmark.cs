using System.Globalization;
using System.Text;

namespace VoiceLake.Benchmarks.SideBySide;

/// <summary>Our work beside the field's libraries and programs, in turn, on one core and on two.</summary>
internal static class SideBySideBenchmark
{
    public static async Task<string> RunAsync(int runs, CancellationToken ct)
    {
        var corpus = await Corpus.MakeAsync(ct);
        var table = new StringBuilder();
        table.Append(CultureInfo.InvariantCulture, $"CPU and wall seconds an hour of audio, medians of {runs} runs in turn.\n\n");
        table.Append("| work | ours, CPU | wall | goal | peer | its CPU | wall | times faster | goal | two cores |\n|---|---:|---:|---:|---|---:|---:|---:|---:|---:|\n");
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
        var row = new StringBuilder().Append(CultureInfo.InvariantCulture, $"| {contest.Title} | {CpuTime.Show(ours.Cpu)} | {CpuTime.Show(ours.Wall)} | {Goal("≤", contest.Goal)} | {contest.Peer} ");
        if (rounds[0].Peer is null)
        {
            row.Append("| | | | ");
        }
        else
        {
            var peer = CpuTime.Median(rounds.Select(round => round.Peer!.Value));
            row.Append(CultureInfo.InvariantCulture, $"| {CpuTime.Show(peer.Cpu)} | {CpuTime.Show(peer.Wall)} | {CpuTime.Show(Median(rounds, round => round.Peer!.Value.Cpu / round.Ours.Cpu))} | {Goal("≥", contest.RatioGoal)} ");
        }

        row.Append(rounds[0].TwoCores is null ? "| |\n" : $"| × {CpuTime.Show(Median(rounds, round => round.Ours.Wall / round.TwoCores!.Value.Wall))} |\n");
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

    private static string Goal(string sign, double? goal) => goal is { } value ? $"{sign} {value.ToString(CultureInfo.InvariantCulture)}" : "";

    private sealed record Round(CpuTime Ours, CpuTime? Peer, CpuTime? TwoCores);
}
