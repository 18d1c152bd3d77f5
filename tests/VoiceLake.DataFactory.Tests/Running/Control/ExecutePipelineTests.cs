using System.Text.Json.Nodes;
using VoiceLake.DataFactory.Model;
using VoiceLake.DataFactory.Running;

namespace VoiceLake.DataFactory.Tests.Running.Control;

public class ExecutePipelineTests
{
    private static readonly Pipeline Child = new Pipeline("child", SetVariableActivity.Return("Back", ("twice", "@mul(pipeline().parameters.n, 2)"))).WithParameter("n", ParameterType.Int);
    private static readonly ExecutePipelineActivity Call = new ExecutePipelineActivity("Call", "child").With("n", "@int('21')");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_call_that_waits_gives_what_the_other_pipeline_returns()
    {
        var parent = new Pipeline("p", Call, new SetVariableActivity("Keep", "v", "@string(activity('Call').output.pipelineReturnValue.twice)").After(Call)).WithVariable("v", VariableType.Text);
        await using var bench = new Bench(null, parent, Child);

        (await bench.RunAsync("p")).Status.ShouldBe(RunStatus.Succeeded);

        (await bench.ActivitiesAsync())[1].Output.ShouldNotBeNull().GetProperty("value").GetString().ShouldBe("42");
        var childRun = (await bench.Runner.History.ListAsync(Token).ToListAsync(Token)).Single(run => run.PipelineName == "child");
        childRun.InvokedBy.InvokedByType.ShouldBe("PipelineActivity");
        childRun.InvokedBy.PipelineRunId.ShouldBe(bench.Last.RunId);
        childRun.Parameters["n"].ShouldBe("21");
    }

    [Fact]
    public async Task A_call_that_waits_fails_with_the_other_pipeline()
    {
        await using var bench = new Bench(null, new Pipeline("p", new ExecutePipelineActivity("Call", "child")), new Pipeline("child", new FailActivity("No", "not today", "E")));

        (await bench.RunAsync("p")).Message.ShouldBe("Operation on target Call failed: Operation on target No failed: not today");
    }

    [Theory]
    [InlineData(null)]
    [InlineData(false)]
    public async Task A_call_that_does_not_wait_succeeds_whatever_the_other_pipeline_does(bool? wait)
    {
        var call = (JsonObject)JsonNode.Parse(new ExecutePipelineActivity("Call", "child").Json.GetRawText())!;
        if (wait is null)
        {
            call["typeProperties"]!.AsObject().Remove("waitOnCompletion");
        }
        else
        {
            call["typeProperties"]!["waitOnCompletion"] = wait;
        }

        var parent = FactoryResource.Read(FactoryResourceKind.Pipeline, new JsonObject { ["name"] = "p", ["properties"] = new JsonObject { ["activities"] = new JsonArray(call) } }.ToJsonString(), "pipeline/p.json");
        await using var bench = new Bench(null, parent, new Pipeline("child", new FailActivity("No", "not today", "E")));

        (await bench.RunAsync("p")).Status.ShouldBe(RunStatus.Succeeded);

        var childId = (await bench.ActivitiesAsync())[0].Output.ShouldNotBeNull().GetProperty("pipelineRunId").GetString()!;
        var child = bench.Runner.Find(childId) is { } live ? await live.Completion : await bench.Runner.History.FindAsync(childId, Token);
        child.ShouldNotBeNull().Status.ShouldBe(RunStatus.Failed);
    }

    [Fact]
    public async Task A_pipeline_that_would_call_itself_is_stopped()
    {
        await using var bench = new Bench(null, new Pipeline("p", new ExecutePipelineActivity("Call", "q")), new Pipeline("q", new ExecutePipelineActivity("Back", "p")));

        (await bench.RunAsync("p")).Message.ShouldEndWith("'p' would call itself: p → q → p. Repeat with an Until instead.");
    }

    [Fact]
    public async Task A_call_with_parameters_that_do_not_fit_fails_and_names_them()
    {
        await using var bench = new Bench(null, new Pipeline("p", new ExecutePipelineActivity("Call", "child")), Child);

        (await bench.RunAsync("p")).Message.ShouldContain("The parameters of 'child' do not fit: 'n' (int) has no value.");
    }

    [Fact]
    public async Task Cancelling_a_run_cancels_those_it_waits_for()
    {
        await using var bench = new Bench(null, new Pipeline("p", new ExecutePipelineActivity("Call", "child")), new Pipeline("child", new WaitActivity("Long", 1000)));
        var begun = new TaskCompletionSource();
        await using var runner = new FactoryRunner(bench.Runner.History, new FactoryRunnerOptions { Progress = new Signal(run => run.ActivityName == "Long", begun) });

        var live = await runner.StartAsync(new RunRequest(bench.Factory, "p"), Token);
        await begun.Task.WaitAsync(Token);
        live.Cancel();

        (await live.Completion).Status.ShouldBe(RunStatus.Cancelled);
        var runs = await runner.History.ListAsync(Token).ToListAsync(Token);
        runs.Select(run => (run.PipelineName, run.Status)).ShouldBe([("child", RunStatus.Cancelled), ("p", RunStatus.Cancelled)]);
        (await bench.ActivitiesAsync(runs[0].RunId)).Single().Status.ShouldBe(RunStatus.Cancelled);
    }
}
