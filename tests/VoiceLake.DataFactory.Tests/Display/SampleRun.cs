using System.Text.Json;
using VoiceLake.DataFactory.Display;
using VoiceLake.DataFactory.Model;
using VoiceLake.DataFactory.Running;

namespace VoiceLake.DataFactory.Tests.Display;

/// <summary>A run with one of everything that a page shows: a loop, branches, retries, failures, skips, a called pipeline, secrets, and texts that must stay text.</summary>
internal static class SampleRun
{
    public const string Hostile = "<script>document.title = 'taken over'</script><img src=\"https://example.org/x.png\">";

    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public static Pipeline Pipeline { get; } = MakePipeline();

    public static PipelineRun Run { get; } = new()
    {
        RunId = "11111111-1111-1111-1111-111111111111",
        RunGroupId = "00000000-0000-0000-0000-000000000000",
        PipelineName = "sample",
        Parameters = new Dictionary<string, string> { ["pageList"] = "manifests/pages.json", ["key"] = "***" },
        InvokedBy = new RunInvoker("a", "Call sample", "PipelineActivity") { PipelineRunId = "22222222-2222-2222-2222-222222222222", PipelineName = "caller" },
        RunStart = Start,
        RunEnd = Start.AddSeconds(65),
        LastUpdated = Start.AddSeconds(65),
        Status = RunStatus.Failed,
        Message = "'Copy item' failed for 2 of 40 items.",
    };

    /// <summary>The tries of a run over some items.</summary>
    public static IReadOnlyList<ActivityRun> Activities(int items)
    {
        var runs = new List<ActivityRun>
        {
            Try("List items", "Lookup", 0, 4) with { Status = RunStatus.Failed, Error = new ActivityError("2100", "The server gave 503.", "UserError", "List items") },
            Try("List items", "Lookup", 34, 36) with { RetryAttempt = 1, Output = Json(new { count = items, note = Hostile }) },
            Try("Each item", "ForEach", 36, 60) with { Status = RunStatus.Failed, Error = new ActivityError("ActionFailed", "Activity failed because an inner activity failed", "UserError", "Each item") },
        };
        for (var item = 0; item < items; item++)
        {
            var from = 36 + (20.0 * item / items);
            var isBad = item % 20 == 7;
            var round = $"Each item:{item}";
            runs.Add(Try("Copy item", "Copy", from, from + 1.5) with
            {
                IterationHash = round,
                ParentActivity = "Each item",
                Status = isBad ? RunStatus.Failed : RunStatus.Succeeded,
                Error = isBad ? new ActivityError("2200", $"item {item} is {Hostile}", "UserError", "Copy item") : ActivityError.None,
                Output = isBad ? null : Json(new { dataRead = 1024 * item }),
            });
            runs.Add(Try("Is whole", "IfCondition", from + 1.5, from + 1.6) with { IterationHash = round, ParentActivity = "Each item", Status = isBad ? RunStatus.Skipped : RunStatus.Succeeded });
        }

        return
        [
            .. runs,
            Try("Tell", "WebActivity", 60, 61) with { Input = Json(new { password = "secret" }), Output = Json(new { ok = true }) },
            Try("Call child", "ExecutePipeline", 61, 64) with { Output = Json(new { pipelineRunId = "33333333-3333-3333-3333-333333333333" }) },
            Try("Finish", "Wait", 60, 60) with { Status = RunStatus.Skipped },
        ];
    }

    public static RunPage Page(int items = 40) => RunPage.Of(Run, Activities(items), Pipeline);

    private static Pipeline MakePipeline()
    {
        var dataset = new DatasetReference("manifest");
        var list = new LookupActivity("List items", CopySource.JsonInLake(), dataset) { FirstRowOnly = false, Description = "Reads the list." }.WithRetry(2);
        var copy = new CopyActivity("Copy item", CopySource.BinaryOverHttp(), dataset, CopySink.BinaryInLake(), dataset);
        var whole = new IfConditionActivity("Is whole", "@equals(1, 1)")
        {
            IfFalseActivities = [new FailActivity("Not whole & <b>not</b> small, with a name that goes on", "It is not whole.", "NotWhole")],
        }.After(copy);
        var each = new ForEachActivity("Each item", "@activity('List items').output.value", copy, whole).After(list);
        var secret = new WebActivity("Tell", "https://example.org", "POST") { Policy = new ActivityPolicy { SecureInput = true } }.After(each, DependencyCondition.Failed);
        var child = new ExecutePipelineActivity("Call child", "child").After(secret, DependencyCondition.Completed);
        var finish = new WaitActivity("Finish", 1).After(each).After(list, DependencyCondition.Succeeded, DependencyCondition.Skipped);
        return new Pipeline("sample", list, each, secret, child, finish);
    }

    private static ActivityRun Try(string name, string type, double from, double to) => new()
    {
        PipelineName = "sample",
        PipelineRunId = Run.RunId,
        ActivityName = name,
        ActivityType = type,
        ActivityRunId = Guid.NewGuid().ToString(),
        Status = RunStatus.Succeeded,
        ActivityRunStart = Start.AddSeconds(from),
        ActivityRunEnd = Start.AddSeconds(to),
        DurationInMs = (long)((to - from) * 1000),
    };

    private static JsonElement Json<T>(T value) => JsonSerializer.SerializeToElement(value);
}
