using System.Text.Json.Nodes;
using VoiceLake.DataFactory.Model;
using VoiceLake.DataFactory.Running;
using VoiceLake.DataFactory.Serving;
using static VoiceLake.DataFactory.Tests.Serving.ServedFactory;

namespace VoiceLake.DataFactory.Tests.Serving.Triggers;

public sealed class TriggerEndpointsTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly Pipeline Named = new Pipeline("named", new SetVariableActivity("Set", "v", "@pipeline().parameters.at")).WithParameter("at", "string").WithVariable("v", "String");
    private static readonly ScheduleTrigger Hourly = new("hourly", "Hour", 1, "2026-01-01T00:30:00Z") { Pipelines = [new TriggeredPipeline("named").With("at", "@formatDateTime(trigger().scheduledTime, 'HH:mm')")] };
    private readonly ManualTime _time = new(Start);
    private ServedFactory _served = null!;

    public async ValueTask InitializeAsync()
    {
        _served = await ServedFactory.StartAsync(new FactoryServerOptions { Runner = new FactoryRunnerOptions { Time = _time } });
        await _served.PutAsync(Named, Hourly);
    }

    public ValueTask DisposeAsync() => _served.DisposeAsync();

    [Fact]
    public async Task A_started_trigger_starts_its_pipelines_at_each_occurrence_with_the_scheduled_time()
    {
        await PostAsync("start", 200);

        await FireAtAsync(Start.AddMinutes(30), 1);
        await FireAtAsync(Start.AddMinutes(90), 2);

        var runs = await RunsAsync();
        runs.Select(run => (string?)run!["status"]).ShouldBe(["Succeeded", "Succeeded"]);
        var pipeline = await _served.EndOfRunAsync((string)runs[0]!["triggeredPipelines"]!["named"]!);
        ((string?)pipeline["parameters"]!["at"]).ShouldBe("01:30");
        ((string?)pipeline["invokedBy"]!["name"]).ShouldBe("hourly");
        ((string?)pipeline["invokedBy"]!["invokedByType"]).ShouldBe("ScheduleTrigger");
    }

    [Fact]
    public async Task A_stopped_trigger_starts_nothing()
    {
        await PostAsync("start", 200);
        await _time.WaitedForAsync(Start.AddMinutes(30));

        await PostAsync("stop", 200);
        _time.Set(Start.AddHours(5));

        (await RunsAsync()).ShouldBeEmpty();
        ((string?)(await _served.SendAsync("GET", PathOf(Hourly))).Json!["properties"]!["runtimeState"]).ShouldBe("Stopped");
    }

    [Fact]
    public async Task A_started_trigger_is_at_work_again_after_a_restart_and_what_fell_due_meanwhile_is_passed_over()
    {
        await PostAsync("start", 200);
        _time.Set(Start.AddMinutes(10));
        await _served.RestartAsync();

        await FireAtAsync(Start.AddMinutes(30), 1);

        ((string?)(await RunsAsync())[0]!["properties"]!["ScheduleTime"]).ShouldStartWith("2026-01-01T00:30:00");
    }

    [Fact]
    public async Task A_trigger_that_went_with_its_factory_starts_nothing_and_one_of_its_name_keeps_its_own_time()
    {
        await PostAsync("start", 200);
        (await _served.SendAsync("DELETE", Root)).Status.ShouldBe(200);
        var later = new ScheduleTrigger("hourly", "Hour", 1, "2026-01-01T00:45:00Z") { Pipelines = Hourly.Pipelines };
        await _served.PutAsync(Named, later);
        await PostAsync("start", 200);

        await _time.WaitedForAsync(Start.AddMinutes(45));
        _time.Set(Start.AddMinutes(30));
        await FireAtAsync(Start.AddMinutes(45), 1);

        (await RunsAsync()).Select(run => (string?)run!["properties"]!["ScheduleTime"]).ShouldBe(["2026-01-01T00:45:00.0000000Z"]);
    }

    [Fact]
    public async Task A_started_trigger_can_neither_be_changed_nor_deleted()
    {
        await PostAsync("start", 200);

        (await _served.SendAsync("PUT", PathOf(Hourly), Hourly.ToString())).Code.ShouldBe("TriggerEnabledCannotUpdate");
        (await _served.SendAsync("DELETE", PathOf(Hourly))).Code.ShouldBe("TriggerEnabledCannotUpdate");
        await PostAsync("stop", 200);
        (await _served.SendAsync("PUT", PathOf(Hourly), Hourly.ToString())).Status.ShouldBe(200);
    }

    [Fact]
    public async Task What_a_client_writes_does_not_start_a_trigger()
    {
        var written = await _served.SendAsync("PUT", PathOf(Hourly), Hourly.ToString().Replace("Stopped", "Started", StringComparison.Ordinal));

        ((string?)written.Json!["properties"]!["runtimeState"]).ShouldBe("Stopped");
    }

    [Fact]
    public async Task A_run_of_a_trigger_that_could_not_start_its_pipeline_says_why_and_is_run_again()
    {
        await _served.SendAsync("PUT", PathOf(Named), Named.WithParameter("other", "int").ToString());
        await PostAsync("start", 200);
        await FireAtAsync(Start.AddMinutes(30), 1);
        var failed = (await RunsAsync())[0]!;
        ((string?)failed["status"]).ShouldBe("Failed");
        ((string?)failed["message"])!.ShouldContain("'other' (int) has no value");

        await _served.SendAsync("PUT", PathOf(Named), Named.ToString());
        await PostAsync($"triggerRuns/{failed["triggerRunId"]}/rerun", 200);

        var again = (await RunsAsync()).Single(run => (string?)run!["status"] == "Succeeded")!;
        ((string?)again["properties"]!["ScheduleTime"]).ShouldBe((string?)failed["properties"]!["ScheduleTime"]);
    }

    [Theory]
    [InlineData("""{"type":"TumblingWindowTrigger","typeProperties":{}}""", "'TumblingWindowTrigger' are not supported here")]
    [InlineData("""{"type":"ScheduleTrigger","typeProperties":{"recurrence":{"frequency":"Day","interval":1,"startTime":"2026-01-01T00:00:00Z"}}}""", "names no pipeline")]
    [InlineData("""{"type":"ScheduleTrigger","pipelines":[{"pipelineReference":{"referenceName":"named","type":"PipelineReference"}}],"typeProperties":{"recurrence":{"frequency":"Day","interval":1}}}""", "startTime")]
    public async Task A_trigger_that_cannot_work_here_is_not_started(string properties, string part)
    {
        (await _served.SendAsync("PUT", $"{Root}/triggers/other", $$"""{"properties":{{properties}} }""")).Status.ShouldBe(200);

        var refused = await _served.SendAsync("POST", $"{Root}/triggers/other/start");

        refused.Status.ShouldBe(400);
        refused.Message.ShouldContain(part);
    }

    private async Task PostAsync(string action, int status) => (await _served.SendAsync("POST", $"{PathOf(Hourly)}/{action}")).Status.ShouldBe(status);

    /// <summary>Sets the clock once the trigger waits, and asks until as many runs are there.</summary>
    private async Task FireAtAsync(DateTimeOffset due, int count)
    {
        await _time.WaitedForAsync(due);
        _time.Set(due);
        while ((await RunsAsync()).Count < count)
        {
        }
    }

    private async Task<JsonArray> RunsAsync()
    {
        var answer = await _served.SendAsync("POST", $"{Root}/queryTriggerRuns", """{"lastUpdatedAfter":"2000-01-01","lastUpdatedBefore":"2999-01-01","filters":[{"operand":"TriggerName","operator":"Equals","values":["hourly"]}]}""");
        answer.Status.ShouldBe(200, answer.Message);
        return answer.Json!["value"]!.AsArray();
    }
}
