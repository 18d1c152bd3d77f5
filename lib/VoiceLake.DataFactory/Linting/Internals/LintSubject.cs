using System.Text.Json;
using VoiceLake.DataFactory.Linting.Types;
using VoiceLake.DataFactory.Model;

namespace VoiceLake.DataFactory.Linting;

/// <summary>A factory, laid out so that rules need not search.</summary>
internal sealed class LintSubject
{
    private readonly Dictionary<Pipeline, IReadOnlyList<Activity>> _activities;

    public LintSubject(FactoryFolder factory, IReadOnlyList<UnreadableFile> unreadable)
    {
        (Factory, Unreadable) = (factory, unreadable);
        Blocks = [.. factory.Pipelines.SelectMany(pipeline => BlocksOf(new LintBlock(pipeline, pipeline.Activities, null, null)))];
        _activities = new Dictionary<Pipeline, IReadOnlyList<Activity>>(ReferenceEqualityComparer.Instance);
        foreach (var pipeline in factory.Pipelines)
        {
            _activities[pipeline] = [.. Activities.Where(found => ReferenceEquals(found.Block.Pipeline, pipeline)).Select(found => found.Activity)];
        }

        Nodes = [.. factory.Resources.SelectMany(resource => LintNode.Of(resource.Json, new JsonPlace(resource.File)))];
        Expressions = [.. factory.Resources.SelectMany(OutsideActivities), .. Activities.SelectMany(found => InsideActivity(found.Activity, found.Block))];
    }

    public FactoryFolder Factory { get; }

    /// <summary>Files that could not be read: what they name and declare is not known.</summary>
    public IReadOnlyList<UnreadableFile> Unreadable { get; }

    /// <summary>Every list of activities, with what it stands in.</summary>
    public IReadOnlyList<LintBlock> Blocks { get; }

    /// <summary>Every JSON value of every file.</summary>
    public IReadOnlyList<LintNode> Nodes { get; }

    /// <summary>Every text that Data Factory evaluates.</summary>
    public IReadOnlyList<LintExpression> Expressions { get; }

    public IEnumerable<(Activity Activity, LintBlock Block)> Activities => Blocks.SelectMany(block => block.Activities.Select(activity => (activity, block)));

    /// <summary>All activities of a pipeline, those inside loops and branches too.</summary>
    public IReadOnlyList<Activity> ActivitiesOf(Pipeline pipeline) => _activities[pipeline];

    /// <summary>Objects that name a resource, wherever they stand.</summary>
    public IEnumerable<(LintNode Node, string Name, string Type)> References =>
        from node in Nodes
        let name = ModelJson.Find(node.Json, "referenceName")
        where name is { ValueKind: JsonValueKind.String }
        let type = ModelJson.Find(node.Json, "type")
        select (node, name.Value.GetString()!, type is { ValueKind: JsonValueKind.String } text ? text.GetString()! : "");

    /// <summary>What does not go with Bicep's types.</summary>
    public IReadOnlyList<TypeMistake> TypeMistakes => field ??= [.. Factory.Resources.SelectMany(TypeWalker.Check)];

    private static IEnumerable<LintBlock> BlocksOf(LintBlock block) =>
        block.Activities
            .SelectMany(activity => activity.Inner.SelectMany(inner => BlocksOf(new LintBlock(block.Pipeline, inner.Activities, block, activity))))
            .Prepend(block);

    private static IEnumerable<LintExpression> OutsideActivities(FactoryResource resource)
    {
        string[] evaluated = resource.Kind switch
        {
            FactoryResourceKind.Dataset => ["linkedServiceName", "typeProperties", "schema", "structure"],
            FactoryResourceKind.LinkedService => ["typeProperties", "connectVia"],
            FactoryResourceKind.Trigger => ["pipelines"],
            _ => [],
        };
        return from name in evaluated
               let json = ModelJson.Find(resource.Json, "properties", name)
               where json is not null
               from node in LintNode.Of(json.Value, resource.Place.Child("properties").Child(name))
               where node.IsEvaluated
               select new LintExpression(resource, node);
    }

    private static IEnumerable<LintExpression> InsideActivity(Activity activity, LintBlock block)
    {
        var inner = activity.Inner.SelectMany(held => held.Activities).Select(held => held.Place.Path).ToHashSet();
        return from member in activity.Json.EnumerateObject()
               where member.Name is not ("name" or "description" or "type" or "dependsOn")
               from node in LintNode.Of(member.Value, activity.Place.Child(member.Name), place => !inner.Contains(place.Path))
               where node.IsEvaluated
               select new LintExpression(block.Pipeline, node, activity, block);
    }
}

/// <summary>Activities that stand side by side; around them the block that their holder stands in, and the holder.</summary>
internal sealed record LintBlock(Pipeline Pipeline, IReadOnlyList<Activity> Activities, LintBlock? Outer, Activity? Holder)
{
    /// <summary>The activities around these, from inside out.</summary>
    public IEnumerable<Activity> Holders => Holder is null ? [] : Outer!.Holders.Prepend(Holder);

    /// <summary>An activity of this block and those around it, from inside out, each with its block.</summary>
    public IEnumerable<(LintBlock Block, Activity Activity)> Around(Activity activity) =>
        Outer is null ? [(this, activity)] : Outer.Around(Holder!).Prepend((this, activity));

    public Activity? Find(string name) => Activities.FirstOrDefault(activity => activity.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}

/// <summary>A JSON value and its place.</summary>
internal sealed record LintNode(JsonElement Json, JsonPlace Place)
{
    /// <summary>Whether the text has an expression in it.</summary>
    public bool IsEvaluated => Json.ValueKind == JsonValueKind.String && ExpressionText.IsExpression(Json.GetString()!);

    /// <summary>A value and all that it holds, without what stands at places that are not wanted.</summary>
    public static IEnumerable<LintNode> Of(JsonElement json, JsonPlace place, Func<JsonPlace, bool>? isWanted = null)
    {
        if (isWanted?.Invoke(place) == false)
        {
            return [];
        }

        var below = json.ValueKind switch
        {
            JsonValueKind.Object => json.EnumerateObject().SelectMany(member => Of(member.Value, place.Child(member.Name), isWanted)),
            JsonValueKind.Array => json.EnumerateArray().SelectMany((item, index) => Of(item, place.Item(index), isWanted)),
            _ => [],
        };
        return below.Prepend(new LintNode(json, place));
    }
}
