using System.Text.Json.Nodes;
using VoiceLake.DataFactory.Model;
using static VoiceLake.DataFactory.Tests.Serving.ServedFactory;

namespace VoiceLake.DataFactory.Tests.Serving.Runs;

public sealed class RunEndpointsTests : IAsyncLifetime
{
    private const string Always = """{"lastUpdatedAfter":"2000-01-01T00:00:00Z","lastUpdatedBefore":"2999-01-01T00:00:00Z"}""";
    private static readonly WaitActivity First = new("First", 0);
    private static readonly ExecutePipelineActivity Call = new("Call", "long") { WaitOnCompletion = false };
    private static readonly Pipeline Quick = new Pipeline("quick", First, new WaitActivity("Second", 0).After(First)).WithParameter("who", "string", "nobody");
    private static readonly Pipeline Long = new("long", new WaitActivity("Hour", 3600));
    private ServedFactory _served = null!;

    public async ValueTask InitializeAsync()
    {
        _served = await ServedFactory.StartAsync();
        await _served.PutAsync(Quick, Long, new Pipeline("calls", Call, new WaitActivity("Hour", 3600).After(Call)));
    }

    public ValueTask DisposeAsync() => _served.DisposeAsync();

    [Fact]
    public async Task A_run_is_started_polled_to_its_end_and_tells_of_its_activities()
    {
        var runId = await _served.StartRunAsync("quick", """{"who":"me"}""");

        var run = await _served.EndOfRunAsync(runId);

        ((string?)run["status"]).ShouldBe("Succeeded");
        ((string?)run["id"]).ShouldBe($"{Root}/pipelineruns/{runId}");
        ((string?)run["parameters"]!["who"]).ShouldBe("me");
        ((string?)run["invokedBy"]!["name"]).ShouldBe("Manual");
        var activities = await _served.SendAsync("POST", $"{Root}/pipelineruns/{runId}/queryActivityruns", Always);
        activities.Json!["value"]!.AsArray().Select(item => $"{item!["activityName"]} {item["activityType"]} {item["status"]}").ShouldBe(["First Wait Succeeded", "Second Wait Succeeded"]);
    }

    [Fact]
    public async Task A_run_is_cancelled_and_its_end_cannot_be_cancelled_again()
    {
        var runId = await _served.StartRunAsync("long");

        (await _served.SendAsync("POST", $"{Root}/pipelineruns/{runId}/cancel")).Status.ShouldBe(200);

        ((string?)(await _served.EndOfRunAsync(runId))["status"]).ShouldBe("Cancelled");
        var again = await _served.SendAsync("POST", $"{Root}/pipelineruns/{runId}/cancel");
        again.Status.ShouldBe(400);
        again.Message.ShouldContain("has ended");
    }

    [Fact]
    public async Task A_recursive_cancel_reaches_the_run_that_was_called_and_not_waited_for()
    {
        var runId = await _served.StartRunAsync("calls");
        var called = await _served.FirstRunOfAsync("long");

        (await _served.SendAsync("POST", $"{Root}/pipelineruns/{runId}/cancel?isRecursive=true")).Status.ShouldBe(200);

        ((string?)(await _served.EndOfRunAsync(runId))["status"]).ShouldBe("Cancelled");
        ((string?)(await _served.EndOfRunAsync(called))["status"]).ShouldBe("Cancelled");
    }

    [Fact]
    public async Task Runs_are_there_after_a_restart()
    {
        var runId = await _served.StartRunAsync("quick");
        var before = await _served.EndOfRunAsync(runId);

        await _served.RestartAsync();

        JsonNode.DeepEquals((await _served.SendAsync("GET", $"{Root}/pipelineruns/{runId}")).Json, before).ShouldBeTrue();
    }

    [Fact]
    public async Task A_run_is_run_again_in_its_group_and_a_reference_alone_takes_over_its_parameters()
    {
        var first = await _served.StartRunAsync("quick", """{"who":"me"}""");
        await _served.EndOfRunAsync(first);

        var recovery = await _served.EndOfRunAsync(await _served.StartRunAsync("quick", "{}", $"?referencePipelineRunId={first}&isRecovery=true"));
        var copy = await _served.EndOfRunAsync(await _served.StartRunAsync("quick", "{}", $"?referencePipelineRunId={first}"));

        ((string?)recovery["runGroupId"]).ShouldBe(first);
        ((string?)copy["runGroupId"]).ShouldBe((string?)copy["runId"]);
        ((string?)copy["parameters"]!["who"]).ShouldBe("me");
    }

    [Theory]
    [InlineData("quick", """{"unknown":1}""", "", 400, "there is no parameter 'unknown'")]
    [InlineData("quick", """{"who":1}""", "", 400, "'who' is of type string")]
    [InlineData("quick", "[1]", "", 400, "not an object")]
    [InlineData("quick", "{}", "?isRecovery=true", 400, "referencePipelineRunId")]
    [InlineData("quick", "{}", "?isRecovery=maybe", 400, "write true or false")]
    [InlineData("quick", "{}", "?referencePipelineRunId=00000000-0000-0000-0000-000000000000", 404, "There is no run")]
    [InlineData("missing", "{}", "", 404, "There is no Pipeline 'missing'")]
    public async Task A_run_that_cannot_start_is_refused_with_the_reason(string pipeline, string body, string query, int status, string part)
    {
        var refused = await _served.SendAsync("POST", $"{Root}/pipelines/{pipeline}/createRun{query}", body);

        refused.Status.ShouldBe(status);
        refused.Message.ShouldContain(part);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("..%2f..%2f")]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    public async Task A_run_that_was_never_is_not_found(string runId)
    {
        var answer = await _served.SendAsync("GET", $"{Root}/pipelineruns/{runId}");

        answer.Status.ShouldBe(404);
        answer.Code.ShouldBe("PipelineRunNotFound");
    }

    [Theory]
    [InlineData("PipelineName", "Equals", "quick", 2)]
    [InlineData("PipelineName", "Equals", "QUICK", 2)]
    [InlineData("PipelineName", "NotEquals", "quick", 1)]
    [InlineData("Status", "In", "Cancelled", 1)]
    [InlineData("Status", "NotIn", "Cancelled", 2)]
    [InlineData("LatestOnly", "Equals", "true", 3)]
    public async Task Runs_are_filtered(string operand, string by, string value, int count)
    {
        await _served.EndOfRunAsync(await _served.StartRunAsync("quick"));
        await _served.EndOfRunAsync(await _served.StartRunAsync("quick"));
        var cancelled = await _served.StartRunAsync("long");
        await _served.SendAsync("POST", $"{Root}/pipelineruns/{cancelled}/cancel");
        await _served.EndOfRunAsync(cancelled);
        var query = JsonNode.Parse(Always)!;
        query["filters"] = new JsonArray(new JsonObject { ["operand"] = operand, ["operator"] = by, ["values"] = new JsonArray(value) });

        var answer = await _served.SendAsync("POST", $"{Root}/queryPipelineRuns", query.ToJsonString());

        answer.Json!["value"]!.AsArray().Count.ShouldBe(count);
        answer.Json["continuationToken"].ShouldBeNull();
    }

    [Theory]
    [InlineData("{}", "$.lastUpdatedAfter")]
    [InlineData("""{"lastUpdatedAfter":"2026-01-02T00:00:00Z","lastUpdatedBefore":"2026-01-01T00:00:00Z"}""", "later than")]
    [InlineData("""{"lastUpdatedAfter":"2026-01-01","lastUpdatedBefore":"2026-01-02","filters":[{"operand":"Size","operator":"Equals","values":["1"]}]}""", "$.filters[0].operand 'Size'")]
    [InlineData("""{"lastUpdatedAfter":"2026-01-01","lastUpdatedBefore":"2026-01-02","filters":[{"operand":"Status","operator":"Like","values":["1"]}]}""", "$.filters[0].operator 'Like'")]
    [InlineData("""{"lastUpdatedAfter":"2026-01-01","lastUpdatedBefore":"2026-01-02","filters":[{"operand":"Status","operator":"Equals","values":[]}]}""", "$.filters[0].values")]
    [InlineData("""{"lastUpdatedAfter":"2026-01-01","lastUpdatedBefore":"2026-01-02","orderBy":[{"orderBy":"RunStart","order":"UP"}]}""", "$.orderBy[0].order 'UP'")]
    [InlineData("""{"lastUpdatedAfter":"2026-01-01","lastUpdatedBefore":"2026-01-02","continuationToken":"?"}""", "continuationToken")]
    public async Task A_query_that_cannot_be_understood_is_refused_with_the_place(string body, string part)
    {
        var refused = await _served.SendAsync("POST", $"{Root}/queryPipelineRuns", body);

        refused.Status.ShouldBe(400);
        refused.Message.ShouldContain(part);
    }
}
