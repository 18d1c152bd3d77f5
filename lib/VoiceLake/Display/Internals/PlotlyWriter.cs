using DynamicObj;
using Plotly.NET;

namespace VoiceLake.Display.Internals;

/// <summary>Draws a figure as Plotly's JSON, with numbers as short as the eye can tell apart and without the default template.</summary>
internal static class PlotlyWriter
{
    private const int MostMapRows = 65;
    private const int MostMapColumns = 125;

    private static readonly string[] Dashes = ["solid", "dash", "dot", "dashdot"];

    public static string Write(Figure figure)
    {
        var traces = figure.Series.Select((series, index) => Trace(series, index));
        var chart = GenericChart.ofTraceObjects(false, Microsoft.FSharp.Collections.ListModule.OfSeq(traces));
        var config = new Config();
        config.SetProperty("responsive", true);
        config.SetProperty("displaylogo", false);
        return GenericChart.toJson(GenericChart.setConfig(config, GenericChart.setLayout(Layout(figure), chart)));
    }

    /// <summary>Text that Plotly shows as it is: it takes tags for markup.</summary>
    public static string Text(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);

    private static Trace Trace(FigureSeries series, int index)
    {
        var color = series.Color ?? Palette.Of(series.Name ?? "", index);
        var trace = series switch
        {
            LineSeries line => Set(Line(color, line.Filled, index), ("x", Short(line.X)), ("y", Short(line.Y))),
            EvenLineSeries line => Set(Line(color, filled: false, index), ("x0", line.Start), ("dx", line.Step), ("y", Short(line.Y))),
            HeatmapSeries map => Heatmap(map),
            BarSeries bars => Bars(bars, color),
            BoxSeries box => Box(box, color),
            _ => throw new NotSupportedException($"A series of type {series.GetType().Name} has no Plotly form."),
        };
        Set(trace, ("showlegend", series.Name is not null));
        return series.Name is null ? trace : Set(trace, ("name", Text(series.Name)));
    }

    private static Trace Bars(BarSeries bars, string color)
    {
        var (along, across) = bars.Horizontal ? ("y", "x") : ("x", "y");
        var trace = Set(new Trace("bar"), (along, Short(bars.Positions)), (across, Short(bars.Values)), ("marker", Object(("color", color))));
        return bars.Horizontal ? Set(trace, ("orientation", "h")) : trace;
    }

    private static Trace Line(string color, bool filled, int index)
    {
        var trace = Set(
            new Trace("scatter"),
            ("mode", "lines"),
            ("line", Object(("color", color), ("width", filled ? 2 : 1), ("dash", Dashes[index % Dashes.Length]))));
        return filled ? Set(trace, ("fill", "tozeroy"), ("fillcolor", color + "26")) : trace;
    }

    /// <summary>Cells of two to a side are one where there are many: in a notebook's file each number stands on a line of its own, some 16 bytes long.</summary>
    private static Trace Heatmap(HeatmapSeries map)
    {
        var (rows, columns) = (map.Z.GetLength(0), map.Z.GetLength(1));
        var (perRow, perColumn) = (((rows - 1) / MostMapRows) + 1, ((columns - 1) / MostMapColumns) + 1);
        var (dx, dy) = (Step(map.X, columns), Step(map.Y, rows));
        var z = Enumerable.Range(0, ((rows - 1) / perRow) + 1).Select(row => Enumerable.Range(0, ((columns - 1) / perColumn) + 1)
            .Select(column => Short(Greatest(map.Z, row * perRow, column * perColumn, perRow, perColumn), 3)).ToArray()).ToArray();
        return Set(
            new Trace("heatmap"),
            ("z", z),
            ("x0", map.X.First + (dx * (perColumn - 1) / 2)),
            ("dx", dx * perColumn),
            ("y0", map.Y.First + (dy * (perRow - 1) / 2)),
            ("dy", dy * perRow),
            ("colorscale", "Viridis"),
            ("colorbar", Object(("title", Object(("text", Text(map.Label)), ("side", "right"))), ("outlinewidth", 0))));
    }

    private static double Greatest(double[,] z, int firstRow, int firstColumn, int rows, int columns)
    {
        var greatest = double.NaN;
        for (var row = firstRow; row < Math.Min(firstRow + rows, z.GetLength(0)); row++)
        {
            for (var column = firstColumn; column < Math.Min(firstColumn + columns, z.GetLength(1)); column++)
            {
                greatest = z[row, column] > greatest || double.IsNaN(greatest) ? z[row, column] : greatest;
            }
        }

        return greatest;
    }

    private static Trace Box(BoxSeries box, string color) => Set(
        new Trace("box"),
        ("x", new[] { box.Position }),
        ("lowerfence", new[] { Short(box.LowerWhisker) }),
        ("q1", new[] { Short(box.FirstQuartile) }),
        ("median", new[] { Short(box.Median) }),
        ("q3", new[] { Short(box.ThirdQuartile) }),
        ("upperfence", new[] { Short(box.UpperWhisker) }),
        ("line", Object(("color", color))),
        ("fillcolor", color + "40"));

    private static Layout Layout(Figure figure)
    {
        var layout = new Layout();
        (string, object)[] members =
        [
            ("title", Object(("text", Text(figure.Title)), ("font", Object(("size", 15))), ("x", 0.02))),
            ("height", figure.Height),
            ("autosize", true),
            ("paper_bgcolor", Palette.Background),
            ("plot_bgcolor", Palette.Background),
            ("font", Object(("family", "system-ui, sans-serif"), ("size", 12), ("color", Palette.Text))),
            ("margin", Object(("l", 64), ("r", 24), ("t", 48), ("b", 52))),
            ("barmode", "stack"),
            ("legend", Object(("orientation", "h"), ("traceorder", "normal"), ("x", 1), ("xanchor", "right"), ("y", 1.02), ("yanchor", "bottom"))),
            ("xaxis", Axis(figure.X)),
            ("yaxis", Axis(figure.Y)),
        ];
        foreach (var (name, value) in members)
        {
            layout.SetProperty(name, value);
        }

        return layout;
    }

    private static DynamicObj.DynamicObj Axis(FigureAxis axis)
    {
        var result = Object(("title", Object(("text", Text(axis.Label)))), ("gridcolor", Palette.Grid), ("zeroline", false), ("automargin", true));
        if (axis.Ticks is { } ticks)
        {
            result.SetProperty("tickmode", "array");
            result.SetProperty("tickvals", ticks.Select(tick => tick.Position).ToArray());
            result.SetProperty("ticktext", ticks.Select(tick => Text(tick.Label)).ToArray());
        }

        if (axis is { Minimum: { } minimum, Maximum: { } maximum })
        {
            result.SetProperty("range", new[] { minimum, maximum });
        }
        else if (axis.Minimum is not null || axis.Maximum is not null)
        {
            result.SetProperty("range", new[] { axis.Minimum, axis.Maximum });
        }

        return result;
    }

    private static T Set<T>(T target, params ReadOnlySpan<(string Name, object? Value)> members)
        where T : DynamicObj.DynamicObj
    {
        foreach (var (name, value) in members)
        {
            target.SetProperty(name, value);
        }

        return target;
    }

    private static DynamicObj.DynamicObj Object(params ReadOnlySpan<(string Name, object? Value)> members) => Set(new DynamicObj.DynamicObj(), members);

    private static double Step((double First, double Last) axis, int count) => count < 2 ? 1 : (axis.Last - axis.First) / (count - 1);

    private static object?[] Short(IReadOnlyList<double> values) => [.. values.Select(value => Short(value))];

    /// <summary>The value rounded to so many significant digits; whole numbers without a point; null where it is not finite.</summary>
    private static object? Short(double value, int digits = 5)
    {
        if (!double.IsFinite(value))
        {
            return null;
        }

        if (value == 0)
        {
            return 0;
        }

        var decimals = digits - 1 - (int)Math.Floor(Math.Log10(Math.Abs(value)));
        var rounded = decimals is >= 0 and <= 15 ? Math.Round(value, decimals) : value;
        return rounded == Math.Truncate(rounded) && Math.Abs(rounded) < 1e15 ? (object)(long)rounded : rounded;
    }
}
