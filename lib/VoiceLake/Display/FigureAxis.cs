namespace VoiceLake.Display;

/// <summary>One axis of a figure.</summary>
/// <remarks>Notebook: 03-gold-features</remarks>
/// <param name="Label">What is measured, with its unit in brackets: <c>time (s)</c>.</param>
public sealed record FigureAxis(string Label)
{
    /// <summary>Where the axis carries text and which; null: round numbers, chosen by the renderer.</summary>
    public IReadOnlyList<AxisTick>? Ticks { get; init; }

    /// <summary>The lower end; null: the least value shown.</summary>
    public double? Minimum { get; init; }

    /// <summary>The upper end; null: the greatest value shown.</summary>
    public double? Maximum { get; init; }
}

/// <summary>A mark on an axis.</summary>
/// <param name="Position">Where, in the axis's own values.</param>
/// <param name="Label">The text there.</param>
public sealed record AxisTick(double Position, string Label);
