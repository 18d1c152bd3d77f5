using VoiceLake.DataFactory.Model;

namespace VoiceLake.DataFactory.Display.Graph;

/// <summary>Activities that stand side by side, and the arrows between them.</summary>
internal sealed class GraphBlock
{
    public GraphBlock(string label, IReadOnlyList<Activity> activities)
    {
        Label = label;
        Nodes = [.. activities.Select(activity => new GraphNode(activity))];
        var byName = Nodes.GroupBy(node => node.Activity.Name, StringComparer.OrdinalIgnoreCase).ToDictionary(same => same.Key, same => same.First(), StringComparer.OrdinalIgnoreCase);
        Edges =
        [
            .. from node in Nodes
               from dependency in node.Activity.DependsOn
               where byName.ContainsKey(dependency.Activity)
               select new GraphEdge(byName[dependency.Activity], node, dependency.Conditions),
        ];
    }

    /// <summary>What the block is for, such as <c>if true</c>.</summary>
    public string Label { get; }

    public IReadOnlyList<GraphNode> Nodes { get; }

    public IReadOnlyList<GraphEdge> Edges { get; }

    public double Width { get; set; }

    public double Height { get; set; }
}

/// <summary>An activity with its place in its block, and the blocks inside it.</summary>
internal sealed class GraphNode(Activity activity)
{
    public Activity Activity { get; } = activity;

    public IReadOnlyList<GraphBlock> Blocks { get; } =
        [.. activity.Inner.Where(block => block.Activities.Count > 0).Select(block => new GraphBlock(LabelOf(activity, block), block.Activities))];

    public double X { get; set; }

    public double Y { get; set; }

    public double Width { get; set; }

    public double Height { get; set; }

    private static string LabelOf(Activity activity, ActivityBlock block) => block.Name switch
    {
        "ifTrueActivities" => "if true",
        "ifFalseActivities" => "if false",
        "defaultActivities" => "otherwise",
        "activities" => activity is UntilActivity ? "until it holds" : "for each item",
        var name => name.Replace("cases ", "in case of ", StringComparison.Ordinal),
    };
}

/// <summary>An arrow from what is waited for to who waits.</summary>
internal sealed record GraphEdge(GraphNode From, GraphNode To, IReadOnlyList<string> Conditions)
{
    /// <summary>The heights at which it passes the layers between the two: start and end of each, from left to right.</summary>
    public List<(double Left, double Right, double Y)> Passes { get; } = [];

    /// <summary>What is written beside the arrow; nothing for success, which is the usual case.</summary>
    public string Label => string.Join(" or ", Conditions.Select(condition => condition switch
    {
        "Succeeded" => Conditions.Count > 1 ? "success" : "",
        "Failed" => "failure",
        "Skipped" => "skip",
        "Completed" => "end",
        var other => other,
    }).Where(word => word.Length > 0));
}
