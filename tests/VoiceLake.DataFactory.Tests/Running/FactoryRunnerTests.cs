using System.Text.Json.Nodes;
using VoiceLake.DataFactory.Model;
using VoiceLake.DataFactory.Running;

namespace VoiceLake.DataFactory.Tests.Running;

public class FactoryRunnerTests
{
    private static readonly Activity A = new WaitActivity("A", 0);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_run_and_its_activities_are_on_record()
    {
        await using var bench = await Bench.RunAsync(A, new WaitActivity("B", 0).After(A));

        bench.Last.Status.ShouldBe(RunStatus.Succeeded);
        bench.Last.PipelineName.ShouldBe("p");
        bench.Last.RunEnd.ShouldNotBeNull().ShouldBeGreaterThanOrEqualTo(bench.Last.RunStart);
        var runs = await bench.ActivitiesAsync();
        runs.Select(run => run.ActivityName).ShouldBe(["A", "B"]);
        runs.ShouldAllBe(run => run.Status == RunStatus.Succeeded && run.ActivityType == "Wait" && run.PipelineRunId == bench.Last.RunId);
        runs[1].Input.ShouldNotBeNull().GetRawText().ShouldBe("""{"waitTimeInSeconds":0}""");
    }

    [Fact]
    public async Task Runs_are_there_after_a_restart_the_newest_first()
    {
        await using var bench = await Bench.RunAsync(A);
        var first = bench.Last.RunId;
        await bench.RunAsync("p");

        var history = RunHistory.Open(bench.Lake);
        (await history.ListAsync(Token).Select(run => run.RunId).ToListAsync(Token)).ShouldBe([bench.Last.RunId, first]);
        (await history.FindAsync(first, Token)).ShouldNotBeNull().Status.ShouldBe(RunStatus.Succeeded);
        (await history.ActivitiesAsync(first, Token).CountAsync(Token)).ShouldBe(1);
        (await history.FindAsync("no-such-run", Token)).ShouldBeNull();
    }

    [Fact]
    public async Task A_failed_run_says_which_activity_failed_and_why()
    {
        await using var bench = await Bench.RunAsync(A, new FailActivity("Stop", "@concat('because of ', pipeline().Pipeline)", "E17").After(A));

        bench.Last.Status.ShouldBe(RunStatus.Failed);
        bench.Last.Message.ShouldBe("Operation on target Stop failed: because of p");
        (await bench.ActivitiesAsync())[1].Error.ShouldBe(new ActivityError("E17", "because of p", "UserError", "Stop"));
    }

    [Fact]
    public async Task An_expression_that_cannot_be_evaluated_fails_its_activity_with_the_place()
    {
        await using var bench = await Bench.RunAsync(new WaitActivity("A", "@int('x')"));

        var error = (await bench.ActivitiesAsync()).Single().Error;
        error.ErrorCode.ShouldBe("InvalidTemplate");
        error.Message.ShouldContain("@int('x')");
    }

    [Fact]
    public async Task An_activity_of_another_type_fails_by_its_name()
    {
        var pipeline = (Pipeline)FactoryResource.Read(FactoryResourceKind.Pipeline, """
            { "name": "p", "properties": { "activities": [ { "name": "Spark", "type": "HDInsightSpark", "typeProperties": {} } ] } }
            """, "pipeline/p.json");
        await using var bench = new Bench(null, pipeline);

        (await bench.RunAsync("p")).Message.ShouldStartWith("Operation on target Spark failed: Activities of type 'HDInsightSpark' are not run here");
    }

    [Fact]
    public async Task Every_mistake_in_the_parameters_is_named_and_nothing_runs()
    {
        var pipeline = new Pipeline("p", A).WithParameter("text", ParameterType.Text).WithParameter("count", ParameterType.Int).WithParameter("rest", ParameterType.Bool, true);
        await using var bench = new Bench(null, pipeline);

        var refusal = await Should.ThrowAsync<RunRequestException>(() => bench.RunAsync("p", new JsonObject { ["count"] = "3", ["other"] = 1 }));

        refusal.Message.ShouldContain("there is no parameter 'other'");
        refusal.Message.ShouldContain("'text' (string) has no value");
        refusal.Message.ShouldContain("'count' is of type int, and \"3\" is not");
        (await bench.Runner.History.ListAsync(Token).CountAsync(Token)).ShouldBe(0);
    }

    [Theory]
    [InlineData("A waits for B", "'A' waits for 'B', which does not stand beside it")]
    [InlineData("A waits for A", "the activities 'A' wait for each other")]
    public async Task What_cannot_be_ordered_is_refused(string mistake, string message)
    {
        Activity other = mistake.EndsWith('B') ? new WaitActivity("B", 0) : A;
        await using var bench = new Bench(null, new Pipeline("p", new WaitActivity("A", 0).After(other)));

        (await Should.ThrowAsync<RunRequestException>(() => bench.RunAsync("p"))).Message.ShouldContain(message);
    }
}
