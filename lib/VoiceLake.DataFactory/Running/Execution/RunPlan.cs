using System.Text.Json;
using System.Text.Json.Nodes;
using VoiceLake.DataFactory.Model;

namespace VoiceLake.DataFactory.Running.Execution;

/// <summary>An activity read once, so that thousands of rounds of a loop need not read its JSON again.</summary>
internal sealed class PlannedActivity
{
    private readonly Dictionary<string, PlannedBlock> _blocks;

    public PlannedActivity(Activity activity)
    {
        Activity = activity;
        Name = activity.Name;
        Type = activity.Type;
        DependsOn = activity.DependsOn;
        TypeProperties = NodeOf(activity.TypeProperties);
        Policy = activity is ExecutionActivity { Policy: { } policy } ? NodeOf(policy.Json) : null;
        LinkedService = activity is ExecutionActivity { LinkedServiceName: { } service } ? service.ReferenceName : "";
        _blocks = activity.Inner.ToDictionary(block => block.Name, block => new PlannedBlock(block.Activities));
    }

    public Activity Activity { get; }

    public string Name { get; }

    public string Type { get; }

    public IReadOnlyList<ActivityDependency> DependsOn { get; }

    public JsonObject TypeProperties { get; }

    public JsonObject? Policy { get; }

    public string LinkedService { get; }

    public IEnumerable<PlannedBlock> Blocks => _blocks.Values;

    public PlannedBlock Block(string name) => _blocks[name];

    private static JsonObject NodeOf(JsonElement json) => JsonObject.Create(json)!;
}

/// <summary>Activities side by side: those of a pipeline, or of one block of a loop or branch.</summary>
internal sealed class PlannedBlock
{
    public PlannedBlock(IReadOnlyList<Activity> activities)
    {
        Source = activities;
        Activities = [.. activities.Select(activity => new PlannedActivity(activity))];
    }

    public IReadOnlyList<Activity> Source { get; }

    public IReadOnlyList<PlannedActivity> Activities { get; }
}
