using System.Collections.Concurrent;
using VoiceLake.DataFactory.Model;
using VoiceLake.DataFactory.Running.Activities;
using VoiceLake.DataFactory.Running.Execution;
using VoiceLake.DataFactory.Running.History;

namespace VoiceLake.DataFactory.Running;

/// <summary>Runs pipelines on this machine, for real: what their activities copy is copied, and every run is kept.</summary>
/// <remarks>Notebook: 04-adf-orchestration</remarks>
public sealed class FactoryRunner : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, LiveRun> _live = new(StringComparer.OrdinalIgnoreCase);
    private readonly RunSlots _slots = new();
    private readonly FactoryRunnerOptions _options;
    private readonly RunServices _services;
    private volatile bool _disposed;

    /// <summary>A runner that keeps its runs in a history.</summary>
    public FactoryRunner(RunHistory history, FactoryRunnerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(history);
        History = history;
        _options = options ?? new FactoryRunnerOptions();
        _services = new RunServices(_options);
    }

    /// <summary>The runs, this runner's and earlier ones.</summary>
    public RunHistory History { get; }

    /// <summary>A run that is in progress here; null for one that has ended or was never here.</summary>
    public LiveRun? Find(string runId)
    {
        ArgumentNullException.ThrowIfNull(runId);
        return _live.GetValueOrDefault(runId);
    }

    /// <summary>Runs a pipeline to its end, whatever that is.</summary>
    /// <param name="request">What is to be run.</param>
    /// <param name="cancellationToken">Cancels the run.</param>
    /// <returns>The run's last record: succeeded, failed or cancelled.</returns>
    /// <exception cref="RunRequestException">It cannot be started; every mistake is named.</exception>
    public async Task<PipelineRun> RunAsync(RunRequest request, CancellationToken cancellationToken = default)
    {
        var run = await StartAsync(request, cancellationToken);
        await using (cancellationToken.Register(run.Cancel))
        {
            return await run.Completion;
        }
    }

    /// <summary>Starts a run and returns as soon as it is on record.</summary>
    /// <exception cref="RunRequestException">There is no such pipeline, its activities cannot be ordered, or parameters are missing, unknown or of another type; every mistake is named.</exception>
    public async Task<LiveRun> StartAsync(RunRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ObjectDisposedException.ThrowIf(_disposed, this);
        var pipeline = request.Factory.Pipelines.FirstOrDefault(found => found.Name.Equals(request.Pipeline, StringComparison.OrdinalIgnoreCase))
            ?? throw new RunRequestException($"There is no pipeline '{request.Pipeline}': run one of {string.Join(", ", request.Factory.Pipelines.Select(found => found.Name))}.");
        if (pipeline.Concurrency is < 1)
        {
            throw new RunRequestException($"The pipeline '{pipeline.Name}' has the concurrency {pipeline.Concurrency}, so that no run of it would ever begin: write a number from 1, or leave it out.");
        }

        var recovery = request.RerunOf is { } earlier ? await Recovery.ReadAsync(History, earlier, request, pipeline, cancellationToken) : null;
        var plan = new PlannedBlock(pipeline.Activities);
        PlanCheck.Check(pipeline.Name, plan);
        var parameters = RunParameters.Bind(pipeline, request.Parameters, recovery?.Run.Parameters);

        var runId = Guid.NewGuid().ToString();
        var now = _options.Time.GetUtcNow();
        var run = new PipelineRun
        {
            RunId = runId,
            RunGroupId = recovery?.Run.Run.RunGroupId ?? runId,
            PipelineName = pipeline.Name,
            Parameters = parameters.Shown,
            InvokedBy = request.InvokedBy,
            RunStart = now,
            LastUpdated = now,
            Status = RunStatus.Queued,
        };
        var slot = _slots.Enter(pipeline);
        try
        {
            var journal = await History.BeginAsync(new StoredRun(run, RunHost.Here, parameters.Kept), cancellationToken);
            var live = new LiveRun(run, new CancellationTokenSource());
            var ended = new TaskCompletionSource<PipelineRun>(TaskCreationOptions.RunContinuationsAsynchronously);
            live.Completion = ended.Task;
            _live[runId] = live;
            var execution = new PipelineExecution(this, request, pipeline, parameters, recovery, _services, live, journal);
            _ = Task.Run(() => ExecuteAsync(execution, plan, slot, journal, ended), CancellationToken.None);
            return live;
        }
        catch
        {
            slot.Dispose();
            throw;
        }
    }

    private async Task ExecuteAsync(PipelineExecution execution, PlannedBlock plan, RunSlot slot, RunJournal journal, TaskCompletionSource<PipelineRun> ended)
    {
        var live = execution.Live;
        try
        {
            await using (journal)
            {
                await execution.RunAsync(plan, slot, live.Cancelled);
            }

            _live.TryRemove(live.RunId, out _);
            ended.SetResult(live.Current);
        }
#pragma warning disable CA1031 // Whoever waits for the run is told what became of it: here, that its record could not be kept.
        catch (Exception e)
#pragma warning restore CA1031
        {
            _live.TryRemove(live.RunId, out _);
            ended.SetException(e);
        }
    }

    /// <summary>Stops what is in progress and waits for it; how each run ended is its own <see cref="LiveRun.Completion"/>'s to tell.</summary>
    public async ValueTask DisposeAsync()
    {
        _disposed = true;
        while (!_live.IsEmpty)
        {
            foreach (var run in _live.Values)
            {
                run.Cancel();
                await Task.WhenAny(run.Completion);
            }
        }

        _services.Dispose();
    }
}
