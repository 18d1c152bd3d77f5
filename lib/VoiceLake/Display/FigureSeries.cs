namespace VoiceLake.Display;

/// <summary>One set of values in a figure.</summary>
/// <remarks>Notebook: 03-gold-features</remarks>
public abstract record FigureSeries
{
    /// <summary>The name in the legend; null: not in the legend.</summary>
    public string? Name { get; init; }

    /// <summary>The colour, as <c>#rrggbb</c>; null: by turn from a colour-blind-safe palette.</summary>
    public string? Color { get; init; }
}

/// <summary>A line through points.</summary>
/// <param name="X">Values along the X axis.</param>
/// <param name="Y">As many values along the Y axis.</param>
public sealed record LineSeries(IReadOnlyList<double> X, IReadOnlyList<double> Y) : FigureSeries
{
    /// <summary>Whether the area down to zero is tinted.</summary>
    public bool Filled { get; init; }
}

/// <summary>A line through points that lie at equal steps along the X axis.</summary>
/// <param name="Start">X of the first point.</param>
/// <param name="Step">From one point to the next.</param>
/// <param name="Y">Values along the Y axis.</param>
public sealed record EvenLineSeries(double Start, double Step, IReadOnlyList<double> Y) : FigureSeries;

/// <summary>Coloured cells on a regular grid.</summary>
/// <param name="X">Centres of the first column and of the last.</param>
/// <param name="Y">Centres of the first row and of the last.</param>
/// <param name="Z">Values by row (from the lowest) and column.</param>
/// <param name="Label">What the colours mean, with its unit.</param>
public sealed record HeatmapSeries((double First, double Last) X, (double First, double Last) Y, double[,] Z, string Label) : FigureSeries;

/// <summary>Bars, upright unless told otherwise; bars at one position stand on each other.</summary>
/// <param name="Positions">Middle of each bar along the X axis, or along the Y axis where bars lie.</param>
/// <param name="Values">Length of each bar.</param>
public sealed record BarSeries(IReadOnlyList<double> Positions, IReadOnlyList<double> Values) : FigureSeries
{
    /// <summary>Whether the bars lie, growing to the right; false by default.</summary>
    public bool Horizontal { get; init; }
}

/// <summary>A box from the first quartile to the third with a line at the median and whiskers.</summary>
/// <param name="Position">Middle of the box along the X axis.</param>
/// <param name="LowerWhisker">The least value within 1.5 times the box's height below it.</param>
/// <param name="FirstQuartile">A quarter of the values is less.</param>
/// <param name="Median">Half of the values is less.</param>
/// <param name="ThirdQuartile">Three quarters of the values is less.</param>
/// <param name="UpperWhisker">The greatest value within 1.5 times the box's height above it.</param>
public sealed record BoxSeries(double Position, double LowerWhisker, double FirstQuartile, double Median, double ThirdQuartile, double UpperWhisker) : FigureSeries;
