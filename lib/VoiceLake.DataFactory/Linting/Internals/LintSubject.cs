using System.Text.Json;
using VoiceLake.DataFactory.Model;

namespace VoiceLake.DataFactory.Linting;

/// <summary>A factory, laid out so that rules need not search.</summary>
internal sealed class LintSubject
{
    public LintSubject(FactoryFolder factory)
    {
        Factory = factory;
        Blocks = [.. factory.Pipelines.SelectMany(pipeline => BlocksOf(pipeline, pipeline.Activities, []))];
        Nodes = [.. factory.Resources.SelectMany(resource => NodesOf(resource.Json, new JsonPlace(resource.File)))];
    }

    public FactoryFolder Factory { get; }

    /// <summary>Every list of activities, with what it stands in.</summary>
    public IReadOnlyList<LintBlock> Blocks { get; }

    /// <summary>Every JSON value of every file.</summary>
    public IReadOnlyList<LintNode> Nodes { get; }

    public IEnumerable<(Activity Activity, LintBlock Block)> Activities => Blocks.SelectMany(block => block.Activities.Select(activity => (activity, block)));

    /// <summary>Objects that name a resource, wherever they stand.</summary>
    public IEnumerable<(LintNode Node, string Name, string Type)> References =>
        from node in Nodes
        let name = ModelJson.Find(node.Json, "referenceName")
        where name is { ValueKind: JsonValueKind.String }
        let type = ModelJson.Find(node.Json, "type")
        select (node, name.Value.GetString()!, type is { ValueKind: JsonValueKind.String } text ? text.GetString()! : "");

    private static IEnumerable<LintBlock> BlocksOf(Pipeline pipeline, IReadOnlyList<Activity> activities, IReadOnlyList<Activity> holders)
    {
        var own = new LintBlock(pipeline, activities, holders);
        return activities
            .SelectMany(activity => activity.Inner.SelectMany(inner => BlocksOf(pipeline, inner.Activities, [.. holders, activity])))
            .Prepend(own);
    }

    private static IEnumerable<LintNode> NodesOf(JsonElement json, JsonPlace place)
    {
        var below = json.ValueKind switch
        {
            JsonValueKind.Object => json.EnumerateObject().SelectMany(member => NodesOf(member.Value, place.Child(member.Name))),
            JsonValueKind.Array => json.EnumerateArray().SelectMany((item, index) => NodesOf(item, place.Item(index))),
            _ => [],
        };
        return below.Prepend(new LintNode(json, place));
    }
}

/// <summary>Activities that stand side by side, and the activities around them from outside in.</summary>
internal sealed record LintBlock(Pipeline Pipeline, IReadOnlyList<Activity> Activities, IReadOnlyList<Activity> Holders);

/// <summary>A JSON value and its place.</summary>
internal sealed record LintNode(JsonElement Json, JsonPlace Place);
