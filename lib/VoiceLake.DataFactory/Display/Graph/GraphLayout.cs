namespace VoiceLake.DataFactory.Display.Graph;

/// <summary>Gives every activity a place: in layers from left to right, each to the right of all that it waits for; blocks lie inside their activity.</summary>
internal static class GraphLayout
{
    public const double NodeWidth = 212;
    public const double Padding = 14;
    public const double LabelHeight = 20;

    private const double Gap = 46;
    private const double LetterWidth = 5.5;
    private const double RowGap = 18;
    private const double PassHeight = 14;
    private const int Sweeps = 4;

    /// <summary>The height of an activity's own lines: name and type, and a line for its state.</summary>
    public static double HeaderHeight(bool withStates) => withStates ? 68 : 52;

    public static void Place(GraphBlock block, double headerHeight)
    {
        foreach (var node in block.Nodes)
        {
            foreach (var inner in node.Blocks)
            {
                Place(inner, headerHeight);
            }

            node.Width = node.Blocks.Select(inner => inner.Width + (2 * Padding)).Prepend(NodeWidth).Max();
            node.Height = headerHeight + node.Blocks.Sum(inner => LabelHeight + inner.Height + Padding);
        }

        var layers = Layers(block);
        var gap = block.Edges.Select(edge => edge.Label.Length).DefaultIfEmpty(0).Max() is > 0 and var letters ? Gap + (letters * LetterWidth) : Gap;
        var x = 0.0;
        foreach (var layer in layers)
        {
            var (width, y) = (layer.Select(slot => slot.Node?.Width ?? 0).DefaultIfEmpty(0).Max(), 0.0);
            foreach (var slot in layer)
            {
                if (slot.Node is { } node)
                {
                    (node.X, node.Y) = (x, y);
                }
                else
                {
                    slot.Edge!.Passes.Add((x, x + width, y + (PassHeight / 2)));
                }

                y += (slot.Node?.Height ?? PassHeight) + RowGap;
            }

            block.Height = Math.Max(block.Height, y - RowGap);
            x += width + gap;
        }

        block.Width = Math.Max(0, x - gap);
    }

    // An arrow over several layers gets a slot in each, so that it runs past activities and not through them.
    private static List<List<Slot>> Layers(GraphBlock block)
    {
        var depth = new Dictionary<GraphNode, int>();
        foreach (var node in block.Nodes)
        {
            Depth(node, block, depth, []);
        }

        var layers = Enumerable.Range(0, depth.Values.DefaultIfEmpty(-1).Max() + 1).Select(_ => new List<Slot>()).ToList();
        var slots = block.Nodes.ToDictionary(node => node, node => new Slot(node, null));

        // What follows success stands above what handles failures.
        foreach (var node in block.Nodes.OrderBy(node => node.Activity.DependsOn.Any(dependency => dependency.Conditions is not ["Succeeded"])))
        {
            layers[depth[node]].Add(slots[node]);
        }

        foreach (var edge in block.Edges)
        {
            var before = slots[edge.From];
            for (var layer = depth[edge.From] + 1; layer < depth[edge.To]; layer++)
            {
                var pass = new Slot(null, edge);
                layers[layer].Add(pass);
                Join(before, pass);
                before = pass;
            }

            Join(before, slots[edge.To]);
        }

        Untangle(layers);
        return layers;
    }

    private static int Depth(GraphNode node, GraphBlock block, Dictionary<GraphNode, int> depth, HashSet<GraphNode> open)
    {
        if (depth.TryGetValue(node, out var known))
        {
            return known;
        }

        // What waits for itself cannot run, and is drawn nevertheless: the linter tells of it.
        if (!open.Add(node))
        {
            return 0;
        }

        return depth[node] = block.Edges.Where(edge => edge.To == node).Select(edge => Depth(edge.From, block, depth, open) + 1).DefaultIfEmpty(0).Max();
    }

    private static void Join(Slot left, Slot right)
    {
        left.Right.Add(right);
        right.Left.Add(left);
    }

    // Each slot moves to the middle of those it is joined to, forth and back: few arrows cross after that.
    private static void Untangle(List<List<Slot>> layers)
    {
        foreach (var layer in layers)
        {
            Number(layer);
        }

        for (var sweep = 0; sweep < Sweeps; sweep++)
        {
            var isForth = sweep % 2 == 0;
            foreach (var layer in isForth ? layers : Enumerable.Reverse(layers))
            {
                var sorted = layer.OrderBy(slot => (isForth ? slot.Left : slot.Right).Select(other => (double)other.Index).DefaultIfEmpty(slot.Index).Average()).ToList();
                layer.Clear();
                layer.AddRange(sorted);
                Number(layer);
            }
        }
    }

    private static void Number(List<Slot> layer)
    {
        for (var i = 0; i < layer.Count; i++)
        {
            layer[i].Index = i;
        }
    }

    private sealed class Slot(GraphNode? node, GraphEdge? edge)
    {
        public GraphNode? Node { get; } = node;

        public GraphEdge? Edge { get; } = edge;

        public int Index { get; set; }

        public List<Slot> Left { get; } = [];

        public List<Slot> Right { get; } = [];
    }
}
