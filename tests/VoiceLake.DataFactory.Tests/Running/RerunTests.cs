using System.Text.Json.Nodes;
using VoiceLake.DataFactory.Model;
using VoiceLake.DataFactory.Running;

namespace VoiceLake.DataFactory.Tests.Running;

public class RerunTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>First sets a variable; Second fails unless the parameter says otherwise and shows what First gave; Third waits for both.</summary>
    private static Pipeline Chain(bool mended)
    {
        var first = new SetVariableActivity("First", "v", "@concat('of ', pipeline().RunId)");
        var second = new IfConditionActivity("Second", mended ? "@equals(1, 1)" : "@equals(1, 2)")
        {
            IfTrueActivities = [new SetVariableActivity("Show", "w", "@concat(activity('First').output.value, '; ', variables('v'))")],
            IfFalseActivities = [new FailActivity("No", "not yet", "E")],
        };
        return new Pipeline("p", first, second.After(first), new WaitActivity("Third", 0).After(second), new WaitActivity("Caught", 0).AfterFailureOf(second))
            .WithVariable("v", VariableType.Text).WithVariable("w", VariableType.Text).WithParameter("x", ParameterType.Int);
    }

    [Fact]
    public async Task From_a_failure_what_succeeded_is_taken_over_with_its_output_and_variables()
    {
        await using var bench = new Bench(null, Chain(mended: false));
        var failed = await bench.RunAsync("p", new JsonObject { ["x"] = 7 });
        bench.Factory = new FactoryFolder([Chain(mended: true)]);

        var run = await bench.EndAsync(await bench.Runner.StartAsync(new RunRequest(bench.Factory, "p") { RerunOf = failed.RunId, FromFailure = true }, Token));

        run.Status.ShouldBe(RunStatus.Succeeded);
        run.RunGroupId.ShouldBe(failed.RunId);
        run.Parameters["x"].ShouldBe("7");
        (await bench.EndsAsync()).ShouldBe("Caught=Skipped First=Succeeded Second=Succeeded Show=Succeeded Third=Succeeded");
        (await bench.ActivitiesAsync()).Single(activity => activity.ActivityName == "Show").Output.ShouldNotBeNull().GetProperty("value").GetString()
            .ShouldBe($"of {failed.RunId}; of {failed.RunId}");
        (await bench.Runner.History.FindAsync(failed.RunId, Token)).ShouldNotBeNull().IsLatest.ShouldBeFalse();
        (await bench.Runner.History.FindAsync(run.RunId, Token)).ShouldNotBeNull().IsLatest.ShouldBeTrue();
    }

    [Fact]
    public async Task A_rerun_of_a_rerun_still_knows_what_the_first_run_did()
    {
        await using var bench = new Bench(null, Chain(mended: false));
        var first = await bench.RunAsync("p", new JsonObject { ["x"] = 7 });
        var second = await bench.EndAsync(await bench.Runner.StartAsync(new RunRequest(bench.Factory, "p") { RerunOf = first.RunId, FromFailure = true }, Token));
        second.Status.ShouldBe(RunStatus.Failed);
        bench.Factory = new FactoryFolder([Chain(mended: true)]);

        await bench.EndAsync(await bench.Runner.StartAsync(new RunRequest(bench.Factory, "p") { RerunOf = second.RunId, FromFailure = true }, Token));

        bench.Last.RunGroupId.ShouldBe(first.RunId);
        (await bench.ActivitiesAsync()).Single(activity => activity.ActivityName == "Show").Output.ShouldNotBeNull().GetProperty("value").GetString()
            .ShouldBe($"of {first.RunId}; of {first.RunId}");
    }

    [Fact]
    public async Task From_an_activity_it_and_what_waits_for_it_run_again()
    {
        await using var bench = new Bench(null, Chain(mended: true));
        var first = await bench.RunAsync("p", new JsonObject { ["x"] = 7 });

        await bench.EndAsync(await bench.Runner.StartAsync(new RunRequest(bench.Factory, "p") { RerunOf = first.RunId, StartActivity = "First" }, Token));

        (await bench.ActivitiesAsync()).Single(activity => activity.ActivityName == "Show").Output.ShouldNotBeNull().GetProperty("value").GetString()
            .ShouldBe($"of {bench.Last.RunId}; of {bench.Last.RunId}");
    }

    [Fact]
    public async Task From_a_failure_what_waited_for_something_skipped_or_switched_off_is_taken_over_too()
    {
        var first = new WaitActivity("First", 0);
        var caught = new WaitActivity("Caught", 0).AfterFailureOf(first);
        var off = (WaitActivity)new WaitActivity("Off", 0).WithMember(System.Text.Json.JsonSerializer.SerializeToElement("Inactive"), "state");
        var last = new SetVariableActivity("Last", "v", "@pipeline().RunId").After(first).After(off).After(caught, DependencyCondition.Skipped);
        await using var bench = new Bench(null, new Pipeline("p", first, caught, off, last, new FailActivity("No", "not yet", "E").After(last)).WithVariable("v", VariableType.Text));
        var failed = await bench.RunAsync("p");

        await bench.EndAsync(await bench.Runner.StartAsync(new RunRequest(bench.Factory, "p") { RerunOf = failed.RunId, FromFailure = true }, Token));

        (await bench.ActivitiesAsync()).Single(activity => activity.ActivityName == "Last").Output.ShouldNotBeNull().GetProperty("value").GetString().ShouldBe(failed.RunId);
    }

    [Fact]
    public async Task A_rerun_without_more_runs_everything_again()
    {
        await using var bench = new Bench(null, Chain(mended: true));
        var first = await bench.RunAsync("p", new JsonObject { ["x"] = 7 });

        await bench.EndAsync(await bench.Runner.StartAsync(new RunRequest(bench.Factory, "p") { RerunOf = first.RunId, Parameters = new JsonObject { ["x"] = 8 } }, Token));

        bench.Last.Parameters["x"].ShouldBe("8");
        (await bench.ActivitiesAsync()).ShouldAllBe(activity => activity.PipelineRunId == bench.Last.RunId && activity.ActivityRunStart >= bench.Last.RunStart);
    }

    [Fact]
    public async Task What_held_a_secret_is_done_again_since_no_record_has_it()
    {
        var copy = new SetVariableActivity("Copy", "v", "@concat('key=', pipeline().parameters.key)");
        var fail = new FailActivity("Fail", "@variables('v')", "E").After(copy);
        await using var bench = new Bench(null, new Pipeline("p", copy, fail).WithParameter("key", ParameterType.SecureString).WithVariable("v", VariableType.Text));
        var first = await bench.RunAsync("p", new JsonObject { ["key"] = "first secret" });

        (await Should.ThrowAsync<RunRequestException>(() => bench.Runner.StartAsync(new RunRequest(bench.Factory, "p") { RerunOf = first.RunId, FromFailure = true }, Token)))
            .Message.ShouldContain("'key' (secureString) has no value");
        var run = await bench.Runner.StartAsync(new RunRequest(bench.Factory, "p") { RerunOf = first.RunId, FromFailure = true, Parameters = new JsonObject { ["key"] = "second" } }, Token);
        await bench.EndAsync(run);

        (await bench.ActivitiesAsync())[0].ActivityRunStart.ShouldBeGreaterThanOrEqualTo(bench.Last.RunStart);
        bench.Last.Message.ShouldBe("Operation on target Fail failed: key=***");
    }

    [Fact]
    public async Task What_the_pipeline_returned_is_taken_over_too()
    {
        var back = SetVariableActivity.Return("Back", ("by", "@pipeline().RunId"));
        await using var bench = new Bench(null, new Pipeline("p", back, new FailActivity("No", "not yet", "E").After(back)));
        var first = await bench.RunAsync("p");

        await bench.EndAsync(await bench.Runner.StartAsync(new RunRequest(bench.Factory, "p") { RerunOf = first.RunId, FromFailure = true }, Token));

        bench.Last.PipelineReturnValue.ShouldNotBeNull().GetProperty("by").GetString().ShouldBe(first.RunId);
    }

    [Fact]
    public async Task Of_a_group_only_the_last_rerun_is_the_latest()
    {
        await using var bench = new Bench(null, Chain(mended: true));
        var first = await bench.RunAsync("p", new JsonObject { ["x"] = 7 });
        for (var rerun = 0; rerun < 2; rerun++)
        {
            await bench.EndAsync(await bench.Runner.StartAsync(new RunRequest(bench.Factory, "p") { RerunOf = first.RunId }, Token));
        }

        (await bench.Runner.History.ListAsync(Token).Select(run => run.IsLatest).ToListAsync(Token)).ShouldBe([true, false, false]);
    }

    [Theory]
    [InlineData("no-such-run", null, "There is no run 'no-such-run' to run again")]
    [InlineData(null, "Fourth", "'p' has no activity 'Fourth' to start from: name one of 'First', 'Second', 'Third', 'Caught'.")]
    public async Task What_cannot_be_run_again_is_refused(string? run, string? activity, string reason)
    {
        await using var bench = new Bench(null, Chain(mended: true));
        var first = await bench.RunAsync("p", new JsonObject { ["x"] = 7 });

        var request = new RunRequest(bench.Factory, "p") { RerunOf = run ?? first.RunId, StartActivity = activity };

        (await Should.ThrowAsync<RunRequestException>(() => bench.Runner.StartAsync(request, Token))).Message.ShouldContain(reason);
    }
}
