using System.Text.Json.Nodes;
using VoiceLake.DataFactory.Running.History;

namespace VoiceLake.DataFactory.Running.Execution;

/// <summary>The record of one try of an activity, from its begin to its end.</summary>
internal sealed class ActivityRecord(PlannedActivity activity, BlockContext context, int? retry)
{
    private readonly DateTimeOffset _start = context.Run.Now;
    private readonly Dictionary<string, JsonNode?>? _before = context.Parent is null ? context.Run.Variables.Values.ToDictionary() : null;

    public string Id { get; } = Guid.NewGuid().ToString();

    public JsonObject? Input { get; init; }

    public void Begin(EvaluatedPolicy policy)
    {
        var run = Record(policy) with { Status = RunStatus.InProgress };
        context.Run.Journal.Begin(run);
        context.Run.Services.Options.Progress?.Report(run);
    }

    /// <summary>The end with nothing secret in its error, which travels far: into other activities' expressions, and the run's message.</summary>
    public ActivityEnd Hide(ActivityEnd end, EvaluatedPolicy policy)
    {
        var message = context.Run.Mask.Apply(end.Error.Message);
        return end with { Error = end.Error with { Message = policy.SecureInput ? new SecretMask([.. SecretMask.TextsOf(Input)]).Apply(message) : message } };
    }

    public async Task EndAsync(ActivityEnd end, EvaluatedPolicy policy)
    {
        var now = context.Run.Now;
        var mask = context.Run.Mask;
        var run = Record(policy) with
        {
            Status = end.Status,
            ActivityRunEnd = now,
            DurationInMs = (long)(now - _start).TotalMilliseconds,
            Output = end.Output is null ? null : policy.SecureOutput ? SecretMask.Hidden : mask.Apply(end.Output),
            Error = end.Error,
        };
        var changes = Changes();
        var hidden = policy.SecureOutput || mask.Finds(end.Output) || mask.Finds(changes);
        await context.Run.Journal.EndAsync(new StoredActivity(run, hidden ? null : changes, hidden ? true : null));
        context.Run.Services.Options.Progress?.Report(run);
    }

    private ActivityRun Record(EvaluatedPolicy policy) => new()
    {
        PipelineName = context.Run.Run.PipelineName,
        PipelineRunId = context.Run.Run.RunId,
        ActivityName = activity.Name,
        ActivityType = activity.Type,
        ActivityRunId = Id,
        LinkedServiceName = activity.LinkedService,
        ActivityRunStart = _start,
        Input = Input is null ? null : policy.SecureInput ? SecretMask.Hidden : context.Run.Mask.Apply(Input),
        RetryAttempt = retry,
        IterationHash = context.IterationHash,
        ParentActivity = context.Parent,
    };

    /// <summary>The variables that have another value than when it began; values are replaced, never changed, so that the same object is the same value.</summary>
    private JsonObject? Changes()
    {
        var changed = _before is null ? [] : context.Run.Variables.Values.Where(pair => !ReferenceEquals(pair.Value, _before[pair.Key])).ToList();
        return changed.Count == 0 ? null : new JsonObject(changed.Select(pair => KeyValuePair.Create(pair.Key, pair.Value?.DeepClone())));
    }
}
