using VoiceLake.DataFactory.Tests.Running;
using VoiceLake.Lake;
using VoiceLake.Tests.Support;

namespace VoiceLake.Tests.Faults;

/// <summary>Runs of one stage at work on one lake at once: all end well, and the tables equal those of one run.</summary>
[Collection(SharedStageLakes.Name)]
public sealed class TwoRunsTests(StageLakes lakes)
{
    private const int Rounds = 1;

    [Theory]
    [InlineData("bronze")]
    [InlineData("silver")]
    [InlineData("gold")]
    public async Task Two_processes_that_begin_at_once_both_end_with_the_tables_of_one(string stage)
    {
        for (var round = 0; round < Rounds; round++)
        {
            var lake = lakes.NewLakeBefore(stage);
            var processes = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => StageProcess.StartAsync(new StageJob(stage, lakes.Source, lake))));
            Array.ForEach(processes, StageProcess.Begin);

            var ends = await Task.WhenAll(processes.Select(StageProcess.EndAsync));

            ends.ShouldAllBe(end => end.Error == null);
            processes.ShouldAllBe(process => process.ExitCode == 0);
            Array.ForEach(processes, process => process.Dispose());
            await CheckAsync(stage, lake);
        }

        AttackLedger.Withstood("machine", $"two runs of {stage} on one lake at once", Rounds, "both end, tables equal to one run");
    }

    [Theory]
    [InlineData("silver")]
    [InlineData("gold")]
    public async Task Three_runs_of_one_process_end_with_the_tables_of_one(string stage)
    {
        var lake = lakes.NewLakeBefore(stage);

        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => StageRun.RunAsync(stage, DataLake.Open(lake), lakes.Source))));

        await CheckAsync(stage, lake);
    }

    private async Task CheckAsync(string stage, string lake)
    {
        await EqualTables.CheckAsync(DataLake.Open(lakes.LakeAfter(stage)), DataLake.Open(lake));
        // What the two did to one archive may lie among each other; a run after them sorts that out, and then nothing is left to do.
        await StageRun.RunAsync(stage, DataLake.Open(lake), lakes.Source);
        (await StageRun.RunAsync(stage, DataLake.Open(lake), lakes.Source)).ShouldBe(0);
        await EqualTables.CheckAsync(DataLake.Open(lakes.LakeAfter(stage)), DataLake.Open(lake));
        StageLakes.Unfinished(lake).ShouldBeEmpty();
    }
}
