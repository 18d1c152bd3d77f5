using System.Text.Json.Nodes;
using VoiceLake.DataFactory.Model;
using VoiceLake.DataFactory.Running;
using VoiceLake.Lake;
using VoiceLake.Tests.Support;

namespace VoiceLake.DataFactory.Tests.Running;

/// <summary>A runner over a lake of its own, and pipelines to run on it.</summary>
internal sealed class Bench : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();

    public Bench(FactoryRunnerOptions? options = null, params IEnumerable<FactoryResource> resources)
    {
        Lake = DataLake.Open(_folder.Path);
        Runner = new FactoryRunner(RunHistory.Open(Lake), options);
        Factory = new FactoryFolder([.. resources]);
    }

    public DataLake Lake { get; }

    public FactoryRunner Runner { get; }

    public FactoryFolder Factory { get; set; }

    public static async Task<Bench> RunAsync(params IEnumerable<Activity> activities)
    {
        var bench = new Bench(null, new Pipeline("p", activities));
        await bench.RunAsync("p");
        return bench;
    }

    public PipelineRun Last { get; private set; } = null!;

    public async Task<PipelineRun> RunAsync(string pipeline, JsonObject? parameters = null) =>
        await EndAsync(await Runner.StartAsync(new RunRequest(Factory, pipeline) { Parameters = parameters ?? [] }, TestContext.Current.CancellationToken));

    public async Task<PipelineRun> EndAsync(LiveRun run) => Last = await run.Completion;

    public async Task<IReadOnlyList<ActivityRun>> ActivitiesAsync(string? runId = null) =>
        await Runner.History.ActivitiesAsync(runId ?? Last.RunId, TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);

    /// <summary>How each activity of the last run ended, by name: <c>A=Succeeded B=Skipped</c>.</summary>
    public async Task<string> EndsAsync() => string.Join(' ', (await ActivitiesAsync()).Select(run => $"{run.ActivityName}={run.Status}").Order(StringComparer.Ordinal));

    public async ValueTask DisposeAsync()
    {
        await Runner.DisposeAsync();
        _folder.Dispose();
    }
}
