using System.Text.Json;

namespace VoiceLake.DataFactory.Model;

/// <summary>How another activity has to end.</summary>
/// <remarks>Notebook: 04-adf-orchestration</remarks>
public enum DependencyCondition
{
    /// <summary>It succeeded.</summary>
    Succeeded,

    /// <summary>It failed.</summary>
    Failed,

    /// <summary>It never ran.</summary>
    Skipped,

    /// <summary>It succeeded or failed.</summary>
    Completed,
}

/// <summary>Waits for one activity to end in one of some ways.</summary>
/// <remarks>Notebook: 04-adf-orchestration</remarks>
public sealed record ActivityDependency : ModelPart
{
    internal ActivityDependency(JsonElement json, JsonPlace place)
        : base(json, place)
    {
    }

    /// <summary>Waits for an activity; without conditions for its success.</summary>
    public ActivityDependency(string activity, params DependencyCondition[] conditions)
        : base(activity)
    {
        ArgumentNullException.ThrowIfNull(conditions);
        Set(activity, "activity");
        Set(conditions.DefaultIfEmpty(DependencyCondition.Succeeded).Select(condition => condition.ToString()), "dependencyConditions");
    }

    /// <summary>The activity's name.</summary>
    public string Activity => Text("activity");

    /// <summary>The conditions as they are written, one of which is enough; the linter finds those that are none of <see cref="DependencyCondition"/>.</summary>
    public IReadOnlyList<string> Conditions => List(TextOf, "dependencyConditions");
}

/// <summary>Puts activities in order and sets what most of them have in common.</summary>
/// <remarks>Notebook: 04-adf-orchestration</remarks>
public static class ActivityExtensions
{
    /// <summary>The same activity, waiting for one more; without conditions for its success.</summary>
    public static T After<T>(this T activity, Activity other, params DependencyCondition[] conditions)
        where T : Activity
    {
        ArgumentNullException.ThrowIfNull(activity);
        ArgumentNullException.ThrowIfNull(other);
        return (T)((Activity)activity with { DependsOn = [.. activity.DependsOn, new ActivityDependency(other.Name, conditions)] });
    }

    /// <summary>The same activity, waiting for the failure of another.</summary>
    public static T AfterFailureOf<T>(this T activity, Activity other)
        where T : Activity => activity.After(other, DependencyCondition.Failed);

    /// <summary>The same activity, tried again after a failure.</summary>
    /// <param name="activity">The activity.</param>
    /// <param name="retry">Further tries.</param>
    /// <param name="intervalInSeconds">Seconds between them, 30 to 86,400.</param>
    /// <param name="timeout">How long one try may take, such as <c>0.00:10:00</c>; null: Data Factory's 12 hours.</param>
    public static T WithRetry<T>(this T activity, int retry, int intervalInSeconds = 30, string? timeout = null)
        where T : ExecutionActivity
    {
        ArgumentNullException.ThrowIfNull(activity);
        var policy = new ActivityPolicy { Timeout = timeout is null ? null : (Dynamic)timeout, Retry = retry, RetryIntervalInSeconds = intervalInSeconds };
        return (T)((ExecutionActivity)activity with { Policy = policy });
    }
}
