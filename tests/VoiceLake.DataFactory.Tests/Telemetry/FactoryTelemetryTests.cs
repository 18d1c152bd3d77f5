using System.Diagnostics;
using VoiceLake.DataFactory.Model;
using VoiceLake.DataFactory.Running;
using VoiceLake.DataFactory.Tests.Running;
using VoiceLake.Tests.Support;

namespace VoiceLake.DataFactory.Tests.Telemetry;

public class FactoryTelemetryTests
{
    [Fact]
    public async Task A_run_and_each_try_of_its_activities_are_told_of_as_they_stand_on_record()
    {
        using var telemetry = new TelemetryRecorder();
        var look = new LookupActivity("Look", new CopySource("JsonSource"), new DatasetReference("none")) { Policy = new ActivityPolicy { Retry = 2 } };
        var wait = new WaitActivity("Rest", 0);

        await using var bench = new Bench(new FactoryRunnerOptions { Time = new QuickTime() }, new Pipeline("p", [wait, look.After(wait)]));
        await bench.RunAsync("p");

        var run = telemetry.Named("pipeline.run").ShouldHaveSingleItem();
        run.ParentSpanId.ShouldBe(telemetry.Root.SpanId);
        run.GetTagItem("voicelake.run.id").ShouldBe(bench.Last.RunId);
        run.GetTagItem("voicelake.pipeline.name").ShouldBe("p");
        run.GetTagItem("voicelake.outcome").ShouldBe("failed");
        run.Status.ShouldBe(ActivityStatusCode.Error);
        var tries = telemetry.Named("activity.run");
        tries.ShouldAllBe(span => span.ParentSpanId == run.SpanId && Equals(span.GetTagItem("voicelake.run.id"), bench.Last.RunId));
        var onRecord = await bench.ActivitiesAsync();
        tries.Select(span => $"{span.GetTagItem("voicelake.activity.name")} {span.GetTagItem("voicelake.activity.retry")} {span.GetTagItem("voicelake.outcome")}")
            .ShouldBe(onRecord.Select(one => $"{one.ActivityName} {one.RetryAttempt ?? 0} {one.Status.ToString().ToLowerInvariant()}"));
        telemetry.Sum("voicelake.activity.retries").ShouldBe(onRecord.Count(one => one.RetryAttempt is not null));
        telemetry.Of("voicelake.pipeline.duration").ShouldHaveSingleItem().Tags["voicelake.outcome"].ShouldBe("failed");
        telemetry.Of("voicelake.pipeline.active").Select(value => value.Value).ShouldBe([1, -1]);
        telemetry.Of("voicelake.activity.duration").Count.ShouldBe(onRecord.Count);
    }

    [Fact]
    public async Task A_pipeline_that_another_one_runs_hangs_below_the_activity_that_runs_it()
    {
        using var telemetry = new TelemetryRecorder();
        await using var bench = new Bench(null, new Pipeline("inner", [new WaitActivity("Rest", 0)]), new Pipeline("outer", [new ExecutePipelineActivity("Call", "inner") { WaitOnCompletion = true }]));

        (await bench.RunAsync("outer")).Status.ShouldBe(RunStatus.Succeeded);

        var runs = telemetry.Named("pipeline.run").ToDictionary(span => (string)span.GetTagItem("voicelake.pipeline.name")!);
        var call = telemetry.Named("activity.run").Single(span => Equals(span.GetTagItem("voicelake.activity.name"), "Call"));
        call.ParentSpanId.ShouldBe(runs["outer"].SpanId);
        runs["inner"].ParentSpanId.ShouldBe(call.SpanId);
    }
}
