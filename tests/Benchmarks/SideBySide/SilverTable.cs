using System.Globalization;
using VoiceLake.Tests.Support;

namespace VoiceLake.Benchmarks.SideBySide;

/// <summary>The whole way from archives to the tables of silver, beside the least that it could cost: unpacking, and writing the table.</summary>
internal static class SilverTable
{
    private static readonly Goal RatioGoal = Goal.Most(1.5);

    public static async Task<string> MakeAsync(Corpus corpus, int runs, CancellationToken ct)
    {
        await Console.Error.WriteLineAsync("archives to silver");
        var rounds = new List<(CpuTime Ours, CpuTime Gzip, CpuTime DuckDb)>();
        for (var run = 0; run < runs; run++)
        {
            using var folder = new TemporaryFolder();
            var ours = await Timing.WorkAsync("silver", [corpus.Archives, folder.Path], 1, ct);
            var gzip = await Timing.WholeAsync(["gzip", "--decompress", "--stdout", .. Directory.GetFiles(corpus.Archives)], ct);
            rounds.Add((ours, gzip, await Timing.WorkAsync("duckdb", [folder.Path], 1, ct)));
        }

        var ratio = rounds.Select(round => round.Ours.Cpu / (round.Gzip + round.DuckDb).Cpu).Order().ElementAt(runs / 2);
        return string.Create(CultureInfo.InvariantCulture, $"""
            ## Archives to silver

            CPU and wall seconds an hour of audio on one core, ours and DuckDB's inside the process the second time.

            | work | CPU | wall |
            |---|---:|---:|
            | .tgz to the tables of silver: unpacked, checked, decoded, written | {Row(rounds.Select(round => round.Ours))} |
            | `gzip --decompress` of the same archives | {Row(rounds.Select(round => round.Gzip))} |
            | DuckDB writing silver.clips to Parquet from memory | {Row(rounds.Select(round => round.DuckDb))} |

            Ours over the sum of the two: {CpuTime.Show(ratio)}; goal {RatioGoal.Beside(ratio)}.

            """);
    }

    private static string Row(IEnumerable<CpuTime> runs)
    {
        var median = CpuTime.Median(runs).PerHour(Corpus.Seconds);
        return $"{CpuTime.Show(median.Cpu)} | {CpuTime.Show(median.Wall)}";
    }
}
