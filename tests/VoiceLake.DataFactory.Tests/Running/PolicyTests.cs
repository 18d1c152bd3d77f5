using System.Net;
using System.Net.Sockets;
using VoiceLake.DataFactory.Model;
using VoiceLake.DataFactory.Running;
using VoiceLake.DataFactory.Running.Local;
using VoiceLake.Tests.Support;

namespace VoiceLake.DataFactory.Tests.Running;

public sealed class PolicyTests : IDisposable
{
    private const string Address = "https://lake.dfs.core.windows.net";

    private readonly TemporaryFolder _folder = new();
    private readonly QuickTime _time = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(0, "Failed")]
    [InlineData(2, "Failed Failed/1 Failed/2")]
    public async Task An_activity_is_tried_as_often_again_as_its_policy_says(int retry, string tries)
    {
        await using var bench = Bench(new ActivityPolicy { Retry = retry, RetryIntervalInSeconds = 45 });

        (await bench.RunAsync("p")).Status.ShouldBe(RunStatus.Failed);

        var runs = await bench.ActivitiesAsync();
        string.Join(' ', runs.Select(run => run.RetryAttempt is { } number ? $"{run.Status}/{number}" : run.Status.ToString())).ShouldBe(tries);
        runs.Select(run => run.ActivityRunId).Distinct().Count().ShouldBe(runs.Count);
        _time.Waits.ShouldBe(Enumerable.Repeat(TimeSpan.FromSeconds(45), retry));
    }

    [Fact]
    public async Task A_retry_that_succeeds_makes_the_run_succeed()
    {
        Directory.CreateDirectory(_folder.PathOf("lake", "miscellaneous"));
        var second = new Doing(run => run.RetryAttempt == 1, () => File.WriteAllText(_folder.PathOf("lake", "miscellaneous", "rows.json"), """[{ "a": 1 }]"""));
        await using var bench = Bench(new ActivityPolicy { Retry = 5 }, second);

        (await bench.RunAsync("p")).Status.ShouldBe(RunStatus.Succeeded);

        (await bench.ActivitiesAsync()).Select(run => run.Status).ShouldBe([RunStatus.Failed, RunStatus.Succeeded]);
        _time.Waits.ShouldBe([TimeSpan.FromSeconds(30)]);
    }

    [Fact]
    public async Task A_pause_before_a_retry_can_be_cut_short_on_this_machine()
    {
        await using var bench = Bench(new ActivityPolicy { Retry = 1, RetryIntervalInSeconds = 86_400 }, most: TimeSpan.FromSeconds(2));

        await bench.RunAsync("p");

        _time.Waits.ShouldBe([TimeSpan.FromSeconds(2)]);
    }

    [Fact]
    public async Task An_activity_that_does_not_end_is_stopped_by_its_time_out_and_tried_again()
    {
        // Takes connections and never answers.
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var web = new WebActivity("Ask", $"http://127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port}/", "GET") { Policy = new ActivityPolicy { Timeout = "0.00:01:00", Retry = 1 } };
        var patient = (WebActivity)web.WithMember(System.Text.Json.JsonSerializer.SerializeToElement("00:10:00"), "typeProperties", "httpRequestTimeout");
        await using var bench = new Bench(new FactoryRunnerOptions { Time = _time }, new Pipeline("p", patient));

        (await bench.RunAsync("p")).Message.ShouldBe("Operation on target Ask failed: It did not end within its time-out of 00:01:00: give it more, or look at what it waits for.");

        (await bench.ActivitiesAsync()).Select(run => (run.RetryAttempt, run.Error.ErrorCode)).ShouldBe([(null, "Timeout"), (1, "Timeout")]);
    }

    [Fact]
    public async Task Secure_inputs_and_outputs_are_hidden_in_records_and_not_from_other_activities()
    {
        Write("""[{ "key": "hush-hush" }]""");
        var look = Look(new ActivityPolicy { SecureInput = true, SecureOutput = true });
        var use = new SetVariableActivity("Use", "n", "@length(activity('Look').output.firstRow.key)").After(look);
        await using var bench = Bench([look, use]);

        (await bench.RunAsync("p")).Status.ShouldBe(RunStatus.Succeeded);

        var runs = await bench.ActivitiesAsync();
        (runs[0].Input?.GetString(), runs[0].Output?.GetString()).ShouldBe(("***", "***"));
        runs[1].Output.ShouldNotBeNull().GetProperty("value").GetInt32().ShouldBe(9);
    }

    [Fact]
    public async Task The_texts_of_a_secure_input_do_not_come_out_through_the_error()
    {
        await using var bench = Bench(new ActivityPolicy { SecureInput = true });

        (await bench.RunAsync("p")).Message.ShouldContain("'miscellaneous/***.json' is not in the lake");

        (await bench.ActivitiesAsync()).Single().Error.Message.ShouldContain("'miscellaneous/***.json' is not in the lake");
    }

    [Theory]
    [InlineData("\"soon\"", "'policy.timeout' is \"soon\": write d.hh:mm:ss")]
    [InlineData("\"00:00:00\"", "'policy.timeout' is \"00:00:00\": write d.hh:mm:ss")]
    [InlineData("\"60.00:00:00\"", "'policy.timeout' is 60.00:00:00: an activity takes 7 days at most")]
    public async Task A_policy_that_makes_no_sense_fails_the_activity(string timeout, string reason)
    {
        var policy = new ActivityPolicy { Timeout = Dynamic.Plain(timeout.Trim('"')) };
        await using var bench = Bench(policy);

        (await bench.RunAsync("p")).Message.ShouldContain(reason);
    }

    [Fact]
    public async Task A_pause_before_a_retry_is_a_day_at_most()
    {
        await using var bench = Bench(new ActivityPolicy { Retry = 1, RetryIntervalInSeconds = int.MaxValue });

        (await bench.RunAsync("p")).Message.ShouldContain("'policy.retryIntervalInSeconds' is 2147483647: write a whole number from 0 to 86400");

        (await bench.ActivitiesAsync()).Single().Status.ShouldBe(RunStatus.Failed);
    }

    private static LookupActivity Look(ActivityPolicy policy) => new("Look", new CopySource("JsonSource"), new DatasetReference("rows")) { Policy = policy };

    private void Write(string rows)
    {
        Directory.CreateDirectory(_folder.PathOf("lake", "miscellaneous"));
        File.WriteAllText(_folder.PathOf("lake", "miscellaneous", "rows.json"), rows);
    }

    private Bench Bench(ActivityPolicy policy, IProgress<ActivityRun>? progress = null, TimeSpan? most = null) => Bench([Look(policy)], progress, most);

    private Bench Bench(IEnumerable<Activity> activities, IProgress<ActivityRun>? progress = null, TimeSpan? most = null)
    {
        var options = new FactoryRunnerOptions
        {
            Time = _time,
            Local = LocalBindings.None.WithLake(Address, _folder.PathOf("lake")),
            Progress = progress,
            MaxRetryInterval = most,
        };
        return new Bench(
            options,
            LinkedService.DataLake("lake", Address),
            new Dataset("rows", "Json", new LinkedServiceReference("lake")) { Location = DatasetLocation.Lake("miscellaneous", null, "rows.json") },
            new Pipeline("p", activities).WithVariable("n", VariableType.Integer));
    }

    private sealed class Doing(Predicate<ActivityRun> when, Action action) : IProgress<ActivityRun>
    {
        public void Report(ActivityRun value)
        {
            if (when(value) && !value.HasEnded)
            {
                action();
            }
        }
    }
}
