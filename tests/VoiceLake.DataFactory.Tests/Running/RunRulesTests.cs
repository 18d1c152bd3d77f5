using System.Text.Json.Nodes;
using VoiceLake.DataFactory.Model;
using VoiceLake.DataFactory.Running;
using VoiceLake.DataFactory.Running.History;
using VoiceLake.Lake;

namespace VoiceLake.DataFactory.Tests.Running;

public class RunRulesTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_cancelled_run_stops_what_is_at_work_and_begins_nothing_more()
    {
        var begun = new TaskCompletionSource();
        var wait = new WaitActivity("Long", 1000);
        await using var bench = new Bench(
            new FactoryRunnerOptions { Progress = new Signal(run => run.ActivityName == "Long", begun) }, new Pipeline("p", wait, new WaitActivity("Never", 0).After(wait)));

        var live = await bench.Runner.StartAsync(new RunRequest(bench.Factory, "p"), Token);
        await begun.Task.WaitAsync(Token);
        live.Current.Status.ShouldBe(RunStatus.InProgress);
        live.Cancel();

        (await bench.EndAsync(live)).Status.ShouldBe(RunStatus.Cancelled);
        (await bench.EndsAsync()).ShouldBe("Long=Cancelled");
        bench.Runner.Find(live.RunId).ShouldBeNull();
        live.Cancel();
    }

    [Fact]
    public async Task A_run_that_waits_for_its_turn_can_be_cancelled_and_the_next_one_goes()
    {
        await using var bench = new Bench(null, new Pipeline("p", new WaitActivity("Long", "@pipeline().parameters.s")) { Concurrency = 1 }.WithParameter("s", ParameterType.Int));

        var first = await bench.Runner.StartAsync(new RunRequest(bench.Factory, "p") { Parameters = new JsonObject { ["s"] = 1000 } }, Token);
        var second = await bench.Runner.StartAsync(new RunRequest(bench.Factory, "p") { Parameters = new JsonObject { ["s"] = 0 } }, Token);
        var third = await bench.Runner.StartAsync(new RunRequest(bench.Factory, "p") { Parameters = new JsonObject { ["s"] = 0 } }, Token);
        second.Current.Status.ShouldBe(RunStatus.Queued);
        second.Cancel();
        (await second.Completion).Status.ShouldBe(RunStatus.Cancelled);
        third.Current.Status.ShouldBe(RunStatus.Queued);
        first.Cancel();

        (await third.Completion).Status.ShouldBe(RunStatus.Succeeded);
        (await first.Completion).Status.ShouldBe(RunStatus.Cancelled);
    }

    [Fact]
    public async Task A_concurrency_at_which_nothing_could_run_is_refused()
    {
        await using var bench = new Bench(null, new Pipeline("p", new WaitActivity("A", 0)) { Concurrency = 0 });

        (await Should.ThrowAsync<RunRequestException>(() => bench.RunAsync("p"))).Message.ShouldContain("the concurrency 0");
    }

    [Fact]
    public async Task More_than_a_hundred_runs_do_not_wait()
    {
        await using var bench = new Bench(null, new Pipeline("p", new WaitActivity("Long", 1000)) { Concurrency = 1 });
        for (var run = 0; run < 101; run++)
        {
            await bench.Runner.StartAsync(new RunRequest(bench.Factory, "p"), Token);
        }

        (await Should.ThrowAsync<RunRequestException>(() => bench.Runner.StartAsync(new RunRequest(bench.Factory, "p"), Token))).Message.ShouldContain("100 runs of 'p' wait already");
    }

    [Fact]
    public async Task A_secure_parameter_stands_in_no_record()
    {
        const string Secret = "correct horse battery staple";
        var copy = new SetVariableActivity("Copy", "v", "@concat('key=', pipeline().parameters.key)");
        var fail = new FailActivity("Fail", "@concat('refused: ', variables('v'))", "E").After(copy);
        await using var bench = new Bench(null, new Pipeline("p", copy, fail).WithParameter("key", ParameterType.SecureString).WithVariable("v", VariableType.Text));

        var run = await bench.RunAsync("p", new JsonObject { ["key"] = Secret });

        run.Parameters["key"].ShouldBe("***");
        (await bench.ActivitiesAsync())[0].Output.ShouldNotBeNull().GetProperty("value").GetString().ShouldBe("key=***");
        var kept = 0;
        await foreach (var found in bench.Lake.Store.ListAsync(new LakePath("miscellaneous", "factory/"), Token))
        {
            (await bench.Lake.HeadAsync(found.Path.ToString(), 1 << 20, Token)).ShouldNotContain(Secret);
            kept++;
        }

        kept.ShouldBe(2);
    }

    [Fact]
    public async Task A_run_whose_program_was_killed_is_told_as_failed()
    {
        await using var bench = await Bench.RunAsync(new WaitActivity("A", 0));
        var found = await bench.Lake.Store.ListAsync(RunFiles.Root, Token).FirstAsync(file => file.Path.Name.EndsWith("run.json", StringComparison.Ordinal), Token);
        var stored = JsonNode.Parse(await bench.Lake.HeadAsync(found.Path.ToString(), cancellationToken: Token))!;
        stored["run"]!["status"] = "InProgress";
        stored["run"]!.AsObject().Remove("runEnd");
        stored["host"]!["started"] = "2001-01-01T00:00:00Z";
        await bench.Lake.PutTextAsync(found.Path.ToString(), stored.ToJsonString(), overwrite: true, Token);

        var run = (await RunHistory.Open(bench.Lake).FindAsync(bench.Last.RunId, Token)).ShouldNotBeNull();

        run.Status.ShouldBe(RunStatus.Failed);
        run.Message.ShouldBe("The program that ran it ended before the run did: run it again from its failure.");
    }

    [Fact]
    public async Task A_lake_that_takes_nothing_more_fails_whoever_waits_for_the_run_and_not_before_its_activities_are_done()
    {
        var store = new FailingStore();
        await using var runner = new FactoryRunner(RunHistory.Open(new DataLake(store)));
        var loop = new ForEachActivity("Each", "@range(0, 5000)", new SetVariableActivity("Set", "v", "@string(item())"));

        var run = await runner.StartAsync(new RunRequest(new FactoryFolder([new Pipeline("p", loop).WithVariable("v", VariableType.Text)]), "p"), Token);
        (await Should.ThrowAsync<LakeException>(() => run.Completion)).Message.ShouldBe("The disk is full.");

        run.Current.Status.ShouldBe(RunStatus.Succeeded);
        runner.Find(run.RunId).ShouldBeNull();
    }

    [Fact]
    public async Task A_record_that_cannot_be_read_is_named()
    {
        await using var bench = await Bench.RunAsync(new WaitActivity("A", 0));
        var found = await bench.Lake.Store.ListAsync(RunFiles.Root, Token).FirstAsync(Token);
        await bench.Lake.PutTextAsync(found.Path.ToString(), "{ \"run\": ", overwrite: true, Token);

        (await Should.ThrowAsync<LakeException>(async () => await bench.ActivitiesAsync())).Message.ShouldStartWith($"{found.Path}, line 1, is no record of a run");
    }

    [Fact]
    public async Task Other_readers_see_what_a_run_in_progress_has_done()
    {
        var begun = new TaskCompletionSource();
        var quick = new WaitActivity("Quick", 0);
        await using var bench = new Bench(
            new FactoryRunnerOptions { Progress = new Signal(run => run.ActivityName == "Long", begun) }, new Pipeline("p", quick, new WaitActivity("Long", 1000).After(quick)));
        var live = await bench.Runner.StartAsync(new RunRequest(bench.Factory, "p"), Token);
        await begun.Task.WaitAsync(Token);

        (await bench.ActivitiesAsync(live.RunId)).Select(run => (run.ActivityName, run.Status)).ShouldBe([("Quick", RunStatus.Succeeded), ("Long", RunStatus.InProgress)]);
        (await RunHistory.Open(bench.Lake).ActivitiesAsync(live.RunId, Token).Select(run => run.ActivityName).ToListAsync(Token)).ShouldBe(["Quick"]);
        (await RunHistory.Open(bench.Lake).FindAsync(live.RunId, Token)).ShouldNotBeNull().HasEnded.ShouldBeFalse();
    }

    [Theory]
    [InlineData("A", "A=F H=S", RunStatus.Succeeded)]
    [InlineData("", "A=S H=-", RunStatus.Succeeded)]
    public async Task Try_catch_as_a_whole_run(string failing, string ends, RunStatus status) =>
        await CheckAsync(a => [new WaitActivity("H", 0).AfterFailureOf(a)], failing, ends, status);

    [Theory]
    [InlineData("A", "A=F B=- C=S", RunStatus.Failed)]
    [InlineData("", "A=S B=S C=-", RunStatus.Succeeded)]
    public async Task Do_if_else_as_a_whole_run(string failing, string ends, RunStatus status) =>
        await CheckAsync(a => [new WaitActivity("B", 0).After(a), new WaitActivity("C", 0).AfterFailureOf(a)], failing, ends, status);

    [Theory]
    [InlineData("A", "A=F B=- C=S D=S", RunStatus.Succeeded)]
    [InlineData("", "A=S B=S C=- D=-", RunStatus.Succeeded)]
    public async Task Do_if_skip_else_as_a_whole_run(string failing, string ends, RunStatus status) => await CheckAsync(
        a =>
        {
            var b = new WaitActivity("B", 0).After(a);
            var c = new WaitActivity("C", 0).AfterFailureOf(a);
            return [b, c, new WaitActivity("D", 0).After(b, DependencyCondition.Skipped).After(c)];
        },
        failing, ends, status);

    [Theory]
    [InlineData("A", "A=F B=- C=- H=S", RunStatus.Succeeded)]
    [InlineData("", "A=S B=S C=S H=-", RunStatus.Succeeded)]
    public async Task A_generic_handler_as_a_whole_run(string failing, string ends, RunStatus status) => await CheckAsync(
        a =>
        {
            var b = new WaitActivity("B", 0).After(a);
            var c = new WaitActivity("C", 0).After(b);
            return [b, c, new WaitActivity("H", 0).After(c, DependencyCondition.Failed, DependencyCondition.Skipped)];
        },
        failing, ends, status);

    private static async Task CheckAsync(Func<Activity, IEnumerable<Activity>> rest, string failing, string ends, RunStatus status)
    {
        Activity first = failing == "A" ? new FailActivity("A", "no", "E") : new WaitActivity("A", 0);
        await using var bench = await Bench.RunAsync([first, .. rest(first)]);

        bench.Last.Status.ShouldBe(status);
        (await bench.EndsAsync()).Replace("Succeeded", "S", StringComparison.Ordinal).Replace("Failed", "F", StringComparison.Ordinal).Replace("Skipped", "-", StringComparison.Ordinal).ShouldBe(ends);
    }

    /// <summary>A lake that takes the first object, the run's, and then no other.</summary>
    private sealed class FailingStore : ILakeStore
    {
        private int _puts;

        public Uri Address => new("file:///full");

        public LakeCapabilities Capabilities => LakeCapabilities.None;

        public Task<LakeObject> PutAsync(LakePath path, Stream content, PutCondition condition = PutCondition.Overwrite, CancellationToken cancellationToken = default) =>
            Interlocked.Increment(ref _puts) == 1
                ? Task.FromResult(new LakeObject(path, content.Length, "1", DateTimeOffset.UnixEpoch))
                : throw new LakeException("The disk is full.");

        public Task<LakeObject?> FindAsync(LakePath path, CancellationToken cancellationToken = default) => Task.FromResult<LakeObject?>(null);

        public Task<Stream> OpenReadAsync(LakePath path, long offset = 0, long? length = null, CancellationToken cancellationToken = default) => throw new LakeObjectNotFoundException(path);

        public Task<ILakeUpload> OpenUploadAsync(LakePath path, string tag, CancellationToken cancellationToken = default) => throw new LakeException("The disk is full.");

        public IAsyncEnumerable<LakeObject> ListAsync(LakePath prefix, CancellationToken cancellationToken = default) => AsyncEnumerable.Empty<LakeObject>();

        public Task<LakeListing> ListLevelAsync(LakePath prefix, CancellationToken cancellationToken = default) => Task.FromResult(new LakeListing([], []));

        public Task<bool> DeleteAsync(LakePath path, CancellationToken cancellationToken = default) => Task.FromResult(false);
    }
}
