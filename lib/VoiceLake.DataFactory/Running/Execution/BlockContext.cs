using System.Text.Json.Nodes;
using VoiceLake.DataFactory.Expressions;

namespace VoiceLake.DataFactory.Running.Execution;

/// <summary>Where a block of activities stands: in which run, inside what, in which round.</summary>
/// <param name="Run">The run.</param>
/// <param name="Scope">What expressions can ask for here.</param>
/// <param name="Results">What activities gave that are in sight here; the scope's own.</param>
/// <param name="Parent">The activity whose block this is; null for the pipeline's own.</param>
/// <param name="IterationHash">The round of the loops around it; empty outside loops.</param>
/// <param name="Loop">The ForEach or Until around it; null outside loops.</param>
internal sealed record BlockContext(PipelineExecution Run, ExpressionScope Scope, ActivityResults Results, string? Parent = null, string IterationHash = "", string? Loop = null)
{
    /// <summary>The same place, inside a block of an activity.</summary>
    public BlockContext Inside(string activity)
    {
        var results = new ActivityResults(Results);
        return this with { Results = results, Scope = Scope with { Activities = results }, Parent = activity };
    }

    /// <summary>The same place, inside a round of a loop.</summary>
    public BlockContext Round(string loop, int number) => Inside(loop) with
    {
        IterationHash = IterationHash.Length == 0 ? $"{loop}:{number}" : $"{IterationHash}/{loop}:{number}",
        Loop = loop,
    };

    public BlockContext WithItem(JsonNode? item) => this with { Scope = Scope.WithItem(item) };
}
