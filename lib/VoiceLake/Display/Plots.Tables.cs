using Microsoft.Data.Analysis;
using VoiceLake.Display.Internals;

namespace VoiceLake.Display;

public static partial class Plots
{
    // Pixels: title and axis, and a bar with its name.
    private const int RoomAround = 110;
    private const int RoomOfBar = 20;

    /// <summary>How a feature is distributed in each group: histograms over the same bins, as shares of the group, so that small groups compare with large ones.</summary>
    /// <param name="frame">A table such as <c>gold.windows</c>.</param>
    /// <param name="column">The feature; rows without a finite value are left out and counted in the description.</param>
    /// <param name="by">The column that names the group: <c>gender</c>.</param>
    /// <param name="unit">The feature's unit, for the axis; null: none.</param>
    /// <exception cref="ArgumentException">The table has no such column, or the feature is no number.</exception>
    public static Figure Distribution(DataFrame frame, string column, string by, string? unit = null)
    {
        ArgumentNullException.ThrowIfNull(frame);
        var (groups, left) = GroupedValues.Of(frame, column, by);
        var edges = Histogram.Edges([.. groups.SelectMany(group => group.Values)]);
        return new Figure
        {
            Title = $"{column} by {by}",
            Description = Text($"Histograms in {Math.Max(0, edges.Length - 1)} bins. {string.Join("; ", groups.Select(Summary))}.{LeftOut(left)}"),
            X = new FigureAxis(WithUnit(column, unit)),
            Y = new FigureAxis("share of rows (%)") { Minimum = 0 },
            Series = [.. groups.Select((group, index) => Outline(group, edges, index))],
        };
    }

    /// <summary>A feature's median, quartiles and whiskers in each group.</summary>
    /// <param name="frame">A table such as <c>gold.windows</c>.</param>
    /// <param name="column">The feature; rows without a finite value are left out and counted in the description.</param>
    /// <param name="by">The column that names the group: <c>gender</c>.</param>
    /// <param name="unit">The feature's unit, for the axis; null: none.</param>
    /// <exception cref="ArgumentException">The table has no such column, or the feature is no number.</exception>
    public static Figure Boxes(DataFrame frame, string column, string by, string? unit = null)
    {
        ArgumentNullException.ThrowIfNull(frame);
        var (groups, left) = GroupedValues.Of(frame, column, by);
        return new Figure
        {
            Title = $"{column} by {by}",
            Description = Text($"Box plots. {string.Join("; ", groups.Select(Summary))}.{LeftOut(left)}"),
            X = new FigureAxis(by) { Ticks = [.. groups.Select((group, i) => new AxisTick(i, $"{group.Name} (n = {group.Values.Length})"))], Minimum = -0.5, Maximum = groups.Count - 0.5 },
            Y = new FigureAxis(WithUnit(column, unit)),
            Series = [.. groups.Select((group, i) => group.ToBox(i))],
        };
    }

    /// <summary>How many rows there are of each value of a column, split by another.</summary>
    /// <param name="frame">A table such as <c>silver.clips</c>.</param>
    /// <param name="column">One bar for each of its values.</param>
    /// <param name="by">The column that splits the bars; null: none.</param>
    /// <exception cref="ArgumentException">The table has no such column.</exception>
    public static Figure Counts(DataFrame frame, string column, string? by = null)
    {
        ArgumentNullException.ThrowIfNull(frame);
        var keys = frame.Groups(column);
        var parts = by is null ? [.. keys.Select(_ => "")] : frame.Groups(by);
        var counts = keys.Zip(parts).CountBy(pair => pair).ToDictionary();
        string[] names = [.. keys.Distinct().Order(Palette.Order)];
        string[] splits = [.. parts.Distinct().Order(Palette.Order)];
        return new Figure
        {
            Title = by is null ? $"Rows by {column}" : $"Rows by {column} and {by}",
            Description = Text($"{keys.Length} rows. {string.Join("; ", names.Select(name => $"{name}: {keys.Count(key => key == name)}"))}."),
            X = new FigureAxis(column) { Ticks = [.. names.Select((name, i) => new AxisTick(i, name))], Minimum = -0.5, Maximum = names.Length - 0.5 },
            Y = new FigureAxis("rows") { Minimum = 0 },
            Series = [.. splits.Select((split, index) => new BarSeries(
                [.. Enumerable.Range(0, names.Length)],
                [.. names.Select(name => (double)counts.GetValueOrDefault((name, split)))])
            {
                Name = by is null ? null : split,
                Color = Palette.Of(split, index),
            })],
        };
    }

    /// <summary>One bar for each pair of a name and a value.</summary>
    /// <param name="title">The line above.</param>
    /// <param name="values">In the order to be shown.</param>
    /// <param name="label">What the lengths mean, with its unit in brackets.</param>
    /// <param name="horizontal">Whether the bars lie under each other, the first on top: the form for long names. False by default.</param>
    public static Figure Bars(string title, IEnumerable<(string Name, double Value)> values, string label, bool horizontal = false)
    {
        ArgumentNullException.ThrowIfNull(values);
        var bars = values.ToArray();
        double[] positions = [.. Enumerable.Range(0, bars.Length).Select(i => horizontal ? bars.Length - 1.0 - i : i)];
        var names = new FigureAxis("") { Ticks = [.. bars.Zip(positions, (bar, at) => new AxisTick(at, bar.Name))], Minimum = -0.5, Maximum = bars.Length - 0.5 };
        var lengths = new FigureAxis(label) { Minimum = bars.All(bar => bar.Value >= 0) ? 0 : null };
        var figure = new Figure
        {
            Title = title,
            Description = Text($"{label}: {string.Join("; ", bars.Select(bar => Text($"{bar.Name}: {bar.Value:G5}")))}."),
            X = horizontal ? lengths : names,
            Y = horizontal ? names : lengths,
            Series = [new BarSeries(positions, [.. bars.Select(bar => bar.Value)]) { Color = Palette.Blue, Horizontal = horizontal }],
        };
        return horizontal ? figure with { Height = RoomAround + (RoomOfBar * bars.Length) } : figure;
    }

    private static LineSeries Outline(GroupedValues group, double[] edges, int index)
    {
        var shares = Histogram.Shares(group.Values, edges);
        var (x, y) = (new List<double> { edges[0] }, new List<double> { 0 });
        for (var bin = 0; bin < shares.Length; bin++)
        {
            x.AddRange([edges[bin], edges[bin + 1]]);
            y.AddRange([100 * shares[bin], 100 * shares[bin]]);
        }

        return new LineSeries([.. x, edges[^1]], [.. y, 0]) { Name = $"{group.Name} (n = {group.Values.Length})", Color = Palette.Of(group.Name, index), Filled = true };
    }

    private static string Summary(GroupedValues group) => Text($"{group.Name}: {group.Values.Length} rows, median {group.Quantile(0.5):G4}");

    private static string LeftOut(int rows) => rows == 0 ? "" : Text($" {rows} rows without a finite value are left out.");

    private static string WithUnit(string column, string? unit) => string.IsNullOrEmpty(unit) ? column : $"{column} ({unit})";
}
