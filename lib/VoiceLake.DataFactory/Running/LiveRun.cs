namespace VoiceLake.DataFactory.Running;

/// <summary>A run in progress in this program.</summary>
/// <remarks>Notebook: 04-adf-orchestration</remarks>
public sealed class LiveRun
{
    private readonly CancellationTokenSource _cancel;
    private volatile PipelineRun _current;

    internal LiveRun(PipelineRun run, CancellationTokenSource cancel) => (_current, _cancel) = (run, cancel);

    /// <summary>The run.</summary>
    public string RunId => _current.RunId;

    /// <summary>Where it stands now.</summary>
    public PipelineRun Current
    {
        get => _current;
        internal set => _current = value;
    }

    /// <summary>Ends when the run has: with its last record, also when the run failed or was cancelled; faulted where the lake did not take its record.</summary>
    public Task<PipelineRun> Completion { get; internal set; } = null!;

    /// <summary>Is cancelled when somebody asks the run to stop.</summary>
    internal CancellationToken Cancelled => _cancel.Token;

    /// <summary>What the pipeline returned, secrets included: for the activity that called it, and no record.</summary>
    internal System.Text.Json.JsonElement? ReturnValue { get; set; }

    /// <summary>Asks the run to stop, and the runs of other pipelines that it waits for; what is at work is stopped, what has not begun never begins.</summary>
    public void Cancel() => _cancel.Cancel();
}
