using System.Diagnostics;
using System.Globalization;
using VoiceLake.DataFactory.Tests.Running;
using VoiceLake.Lake;
using VoiceLake.Tests.Support;

namespace VoiceLake.Tests.Faults;

/// <summary>
/// Stages whose process is killed at moments spread over its life: half of them at a change of the lake's files, half at a share of its time.
/// A few here; as many as VOICELAKE_KILLS says for each stage when it is set.
/// </summary>
[Collection(SharedStageLakes.Name)]
public sealed class KilledStageTests(StageLakes lakes, ITestOutputHelper output)
{
    private const int Seed = 20261130;

    private static int Kills => int.Parse(Environment.GetEnvironmentVariable("VOICELAKE_KILLS") ?? "2", CultureInfo.InvariantCulture);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("bronze")]
    [InlineData("silver")]
    [InlineData("gold")]
    public async Task After_a_kill_the_next_run_completes_to_equal_tables_and_two_leave_nothing_unfinished(string stage)
    {
        var random = new Random(Seed);
        var whole = await MeasureAsync(stage);
        output.WriteLine($"{stage}, undisturbed: {whole.Changes} changes in {whole.Time.TotalMilliseconds:0} ms");
        for (var kill = 0; kill < Kills; kill++)
        {
            var share = (kill + random.NextDouble()) / Kills;
            var lake = await KillAsync(stage, kill % 2 == 0, share, whole);
            var left = StageLakes.Unfinished(lake).Count;
            var commits = Commits(lake, stage);

            var done = await StageRun.RunAsync(stage, DataLake.Open(lake), lakes.Source);
            var again = await StageRun.RunAsync(stage, DataLake.Open(lake), lakes.Source);

            output.WriteLine($"{stage}, {(kill % 2 == 0 ? "change" : "time")} {share:P0}: {commits} commits and {left} unfinished files at the kill, {done} items for the next run");
            again.ShouldBe(0, "what is done is not done again");
            StageLakes.Unfinished(lake).ShouldBeEmpty();
            await EqualTables.CheckAsync(DataLake.Open(lakes.LakeAfter(stage)), DataLake.Open(lake));
            Objects(lake).ShouldBe(Objects(lakes.LakeAfter(stage)));
            Directory.Delete(lake, recursive: true);
        }

        AttackLedger.Withstood("machine", $"the process of {stage} is killed", Kills, "the next run completes to equal tables, and nothing unfinished is left after two");
    }

    /// <summary>Kills a run at a share of its changes or of its time; one that was too quick is tried again with a smaller share.</summary>
    private async Task<string> KillAsync(string stage, bool atChange, double share, (int Changes, TimeSpan Time) whole)
    {
        for (; ; share /= 2)
        {
            var lake = lakes.NewLakeBefore(stage);
            using var process = await StageProcess.StartAsync(new StageJob(stage, lakes.Source, lake));
            using (new LakeChanges(lake, atChange ? 1 + (int)(share * whole.Changes) : -1, process.Kill))
            {
                StageProcess.Begin(process);
                var moment = atChange ? Task.Delay(Timeout.Infinite, Token) : Task.Delay(share * whole.Time, Token);
                await Task.WhenAny(moment, process.WaitForExitAsync(Token));
                process.Kill();
                await process.WaitForExitAsync(Token);
            }

            if (process.ExitCode == 128 + 9)
            {
                return lake;
            }

            process.ExitCode.ShouldBe(0, await process.StandardOutput.ReadToEndAsync(Token));
            Directory.Delete(lake, recursive: true);
        }
    }

    private async Task<(int Changes, TimeSpan Time)> MeasureAsync(string stage)
    {
        var lake = lakes.NewLakeBefore(stage);
        using var process = await StageProcess.StartAsync(new StageJob(stage, lakes.Source, lake));
        using var changes = new LakeChanges(lake, -1, () => { });
        var clock = Stopwatch.StartNew();
        StageProcess.Begin(process);
        (await StageProcess.EndAsync(process)).Error.ShouldBeNull();
        var time = clock.Elapsed;
        Directory.Delete(lake, recursive: true);
        return (changes.Total, time);
    }

    private static int Commits(string lake, string stage) =>
        Directory.Exists(Path.Combine(lake, stage)) ? Directory.GetFiles(Path.Combine(lake, stage), "*.json", SearchOption.AllDirectories).Count(file => file.Contains("_delta_log", StringComparison.Ordinal)) : 0;

    /// <summary>The names of all objects that are no table's.</summary>
    private static IEnumerable<string> Objects(string lake) =>
        Directory.EnumerateFiles(lake, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(lake, file)).Where(file => !file.Contains("/tables/", StringComparison.Ordinal)).Order(StringComparer.Ordinal);
}
