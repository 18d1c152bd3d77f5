using System.Text.Json.Nodes;
using VoiceLake.DataFactory.Running;
using VoiceLake.DataFactory.Serving.Runs;

namespace VoiceLake.DataFactory.Tests.Serving.Runs;

public sealed class RunQueryTests
{
    private static readonly DateTimeOffset Day = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("RunStart", "DESC", 249, 0)]
    [InlineData("RunStart", "ASC", 0, 249)]
    [InlineData("PipelineName", "ASC", 0, 249)]
    public void All_pages_together_hold_every_run_once_in_order_also_when_runs_are_added_meanwhile(string by, string order, int first, int last)
    {
        var runs = Enumerable.Range(0, 250).Select(Run).ToList();
        var body = new JsonObject
        {
            ["lastUpdatedAfter"] = "2026-01-01T00:00:00Z",
            ["lastUpdatedBefore"] = "2026-02-01T00:00:00Z",
            ["orderBy"] = new JsonArray(new JsonObject { ["orderBy"] = by, ["order"] = order }),
        };
        var found = new List<string>();
        var pages = 0;
        do
        {
            var page = RunQuery.Read(body, RunFields.Pipeline).Answer(runs, RunFields.Pipeline, run => run.RunId);
            found.AddRange(page["value"]!.AsArray().Select(item => (string)item!));
            body["continuationToken"] = page["continuationToken"]?.DeepClone();
            pages++;
            runs.Insert(0, Run(1_000 + pages) with { LastUpdated = Day.AddDays(60) });
        }
        while (body["continuationToken"] is not null);

        pages.ShouldBe(3);
        found.Distinct().Count().ShouldBe(250);
        found[0].ShouldBe(Run(first).RunId);
        found[^1].ShouldBe(Run(last).RunId);
    }

    [Theory]
    [InlineData("2026-01-01T00:00:00Z", "2026-01-01T00:09:00Z", 10)]
    [InlineData("2026-01-01T00:05:00Z", "2026-01-01T00:09:00Z", 5)]
    [InlineData("2026-01-01T01:05:00+01:00", "2026-01-01T01:09:00+01:00", 5)]
    public void The_window_holds_its_ends(string after, string before, int count)
    {
        var query = RunQuery.Read(new JsonObject { ["lastUpdatedAfter"] = after, ["lastUpdatedBefore"] = before }, RunFields.Pipeline);

        query.Answer(Enumerable.Range(0, 60).Select(Run), RunFields.Pipeline, run => run.RunId)["value"]!.AsArray().Count.ShouldBe(count);
    }

    private static PipelineRun Run(int number) => new()
    {
        RunId = $"run{number:0000}",
        RunGroupId = $"run{number:0000}",
        PipelineName = $"p{number:0000}",
        RunStart = Day.AddMinutes(number),
        LastUpdated = Day.AddMinutes(number),
    };
}
