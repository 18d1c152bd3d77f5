using ScottPlot;
using ScottPlot.TickGenerators;

namespace VoiceLake.Display.Internals;

/// <summary>Draws a figure as a PNG picture on white, so that it reads in light pages and dark ones.</summary>
internal static class PngWriter
{
    private const float LabelSize = 13;

    private static readonly LinePattern[] Patterns = [LinePattern.Solid, LinePattern.Dashed, LinePattern.Dotted, LinePattern.DenselyDashed];

    public static byte[] Write(Figure figure)
    {
        var font = FigureFont.Use();
        using var plot = new Plot();
        for (var index = 0; index < figure.Series.Count; index++)
        {
            Add(plot, figure.Series[index], index, Below(figure, index));
        }

        Style(plot, figure);
        plot.Font.Set(font);
        return plot.GetImageBytes(figure.Width, figure.Height, ImageFormat.Png);
    }

    private static void Add(Plot plot, FigureSeries series, int index, double[] below)
    {
        var color = Color.FromHex(series.Color ?? Palette.Of(series.Name ?? "", index));
        switch (series)
        {
            case LineSeries line:
                Line(plot, line.X, line.Y, line, color, index, line.Filled);
                break;
            case EvenLineSeries line:
                Line(plot, [.. Enumerable.Range(0, line.Y.Count).Select(i => line.Start + (i * line.Step))], line.Y, line, color, index, filled: false);
                break;
            case HeatmapSeries map:
                Heatmap(plot, map);
                break;
            case BarSeries bars:
                var parts = bars.Positions.Select((position, i) =>
                    new Bar { Position = position, ValueBase = below[i], Value = below[i] + bars.Values[i], FillColor = color, LineWidth = 0, Size = 0.7 });
                var drawn = plot.Add.Bars(parts.ToArray());
                drawn.Horizontal = bars.Horizontal;
                drawn.LegendText = series.Name ?? "";
                break;
            case BoxSeries box:
                // The plot gives a box it takes a colour by turn; ours comes after.
                plot.Add.Box(new Box
                {
                    Position = box.Position,
                    BoxMin = box.FirstQuartile,
                    BoxMax = box.ThirdQuartile,
                    BoxMiddle = box.Median,
                    WhiskerMin = box.LowerWhisker,
                    WhiskerMax = box.UpperWhisker,
                    LineColor = color,
                    LineWidth = 1.5f,
                    Width = 0.5,
                }).Boxes[0].FillColor = color.WithAlpha(0.25);
                break;
            default:
                throw new NotSupportedException($"A series of type {series.GetType().Name} has no picture.");
        }
    }

    private static void Line(Plot plot, IReadOnlyList<double> x, IReadOnlyList<double> y, FigureSeries series, Color color, int index, bool filled)
    {
        var line = plot.Add.ScatterLine(x.ToArray(), y.ToArray(), color);
        line.LineWidth = filled ? 2 : 1;
        line.LinePattern = Patterns[index % Patterns.Length];
        line.LegendText = series.Name ?? "";
        line.FillY = filled;
        line.FillYColor = color.WithAlpha(0.15);
    }

    private static void Heatmap(Plot plot, HeatmapSeries map)
    {
        var (rows, columns) = (map.Z.GetLength(0), map.Z.GetLength(1));
        var fromTop = new double[rows, columns];
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                fromTop[rows - 1 - row, column] = map.Z[row, column];
            }
        }

        var (halfX, halfY) = (HalfStep(map.X, columns), HalfStep(map.Y, rows));
        var drawn = plot.Add.Heatmap(fromTop);
        drawn.Colormap = new ScottPlot.Colormaps.Viridis();
        drawn.Position = new CoordinateRect(map.X.First - halfX, map.X.Last + halfX, map.Y.First - halfY, map.Y.Last + halfY);
        var bar = plot.Add.ColorBar(drawn);
        bar.Label = map.Label;
        bar.LabelStyle.FontName = FigureFont.Name;
        bar.LabelStyle.ForeColor = Color.FromHex(Palette.Text);
        bar.LabelStyle.FontSize = LabelSize;
        bar.LabelStyle.Bold = false;
        bar.Axis.TickLabelStyle.FontName = FigureFont.Name;
    }

    private static void Style(Plot plot, Figure figure)
    {
        var text = Color.FromHex(Palette.Text);
        plot.FigureBackground.Color = Color.FromHex(Palette.Background);
        plot.DataBackground.Color = Color.FromHex(Palette.Background);
        plot.Axes.Color(text);
        plot.Grid.MajorLineColor = Color.FromHex(Palette.Grid);
        plot.Axes.Title.Label.Text = figure.Title;
        plot.Axes.Title.Label.FontSize = 15;
        plot.Axes.Title.Label.Bold = false;
        plot.Axes.Title.Label.ForeColor = text;
        plot.Axes.Right.FrameLineStyle.Width = 0;
        plot.Axes.Top.FrameLineStyle.Width = 0;
        Axis(plot.Axes.Bottom, figure.X);
        Axis(plot.Axes.Left, figure.Y);
        if (figure.Series.OfType<HeatmapSeries>().Any())
        {
            plot.Axes.Margins(0, 0);
            plot.Grid.IsVisible = false;
        }

        if ((figure.X.Minimum ?? figure.X.Maximum ?? figure.Y.Minimum ?? figure.Y.Maximum) is not null)
        {
            plot.Axes.AutoScale();
            var limits = plot.Axes.GetLimits();
            plot.Axes.SetLimits(
                figure.X.Minimum ?? limits.Left,
                figure.X.Maximum ?? limits.Right,
                figure.Y.Minimum ?? limits.Bottom,
                figure.Y.Maximum ?? limits.Top);
        }

        if (figure.Series.Any(series => series.Name is not null))
        {
            plot.ShowLegend(Alignment.UpperRight);
            plot.Legend.ShadowColor = Colors.Transparent;
            plot.Legend.OutlineColor = Color.FromHex(Palette.Grid);
            plot.Legend.FontColor = text;
        }
    }

    private static void Axis(IAxis axis, FigureAxis description)
    {
        axis.Label.Text = description.Label;
        axis.Label.Bold = false;
        axis.Label.FontSize = LabelSize;
        if (description.Ticks is { } ticks)
        {
            axis.TickGenerator = new NumericManual([.. ticks.Select(tick => tick.Position)], [.. ticks.Select(tick => tick.Label)]);
        }
    }

    /// <summary>Where each bar of a series begins: on top of the earlier ones at its position.</summary>
    private static double[] Below(Figure figure, int index) => figure.Series[index] is not BarSeries bars
        ? []
        : [.. bars.Positions.Select(position => figure.Series.Take(index).OfType<BarSeries>()
            .Sum(earlier => earlier.Positions.Zip(earlier.Values).Where(bar => bar.First == position).Sum(bar => bar.Second)))];

    private static double HalfStep((double First, double Last) axis, int count) => count < 2 ? 0.5 : (axis.Last - axis.First) / (count - 1) / 2;
}
