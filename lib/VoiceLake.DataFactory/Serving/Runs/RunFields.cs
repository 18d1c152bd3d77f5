using System.Collections;
using VoiceLake.DataFactory.Running;

namespace VoiceLake.DataFactory.Serving.Runs;

/// <summary>What a query can ask of one kind of run.</summary>
internal sealed record RunFields<T>(Func<T, string> Id, Func<T, DateTimeOffset> Updated, IReadOnlyDictionary<string, Func<T, object?>> Fields)
{
    public IEnumerable<string> Operands => Fields.Keys;

    public object? Value(string operand, T run) => Fields[operand](run);
}

/// <summary>The fields that Data Factory documents for each kind.</summary>
internal static class RunFields
{
    public static RunFields<PipelineRun> Pipeline { get; } = new(run => run.RunId, run => run.LastUpdated, new Dictionary<string, Func<PipelineRun, object?>>
    {
        ["PipelineName"] = run => run.PipelineName,
        ["Status"] = run => run.Status,
        ["RunStart"] = run => run.RunStart,
        ["RunEnd"] = run => run.RunEnd,
        ["RunGroupId"] = run => run.RunGroupId,
        ["LatestOnly"] = run => run.IsLatest,
    });

    public static RunFields<ActivityRun> Activity { get; } = new(run => run.ActivityRunId, run => run.ActivityRunEnd ?? run.ActivityRunStart, new Dictionary<string, Func<ActivityRun, object?>>
    {
        ["ActivityName"] = run => run.ActivityName,
        ["ActivityType"] = run => run.ActivityType,
        ["ActivityRunStart"] = run => run.ActivityRunStart,
        ["ActivityRunEnd"] = run => run.ActivityRunEnd,
        ["Status"] = run => run.Status,
    });
}

/// <summary>Texts without regard to case, times by time, nothing first.</summary>
internal sealed class FieldOrder : IComparer<object?>
{
    public static FieldOrder Instance { get; } = new();

    public int Compare(object? x, object? y) => (x, y) switch
    {
        (string left, string right) => StringComparer.OrdinalIgnoreCase.Compare(left, right),
        (Enum left, Enum right) => StringComparer.Ordinal.Compare(left.ToString(), right.ToString()),
        _ => Comparer.DefaultInvariant.Compare(x, y),
    };
}
