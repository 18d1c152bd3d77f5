using VoiceLake.Display.Internals;

namespace VoiceLake.Display;

/// <summary>A plot, described once and drawn twice: interactive where scripts run, and as a picture everywhere else.</summary>
/// <remarks>Notebook: 03-gold-features</remarks>
[TypeFormatterSource(typeof(FigureFormatters), PreferredMimeTypes = [MimeTypes.Plotly, MimeTypes.Png, MimeTypes.Plain])]
public sealed record Figure : IRichOutput
{
    /// <summary>The line above the plot.</summary>
    public required string Title { get; init; }

    /// <summary>What the plot shows, in words, for those who cannot see it.</summary>
    public required string Description { get; init; }

    /// <summary>The horizontal axis.</summary>
    public required FigureAxis X { get; init; }

    /// <summary>The vertical axis.</summary>
    public required FigureAxis Y { get; init; }

    /// <summary>What is drawn, the first at the back.</summary>
    public required IReadOnlyList<FigureSeries> Series { get; init; }

    /// <summary>Width of the picture in pixels, 860 by default; the interactive plot takes the width it is given.</summary>
    public int Width { get; init; } = 860;

    /// <summary>Height in pixels, 360 by default.</summary>
    public int Height { get; init; } = 360;

    /// <summary>The interactive form: a JSON object with <c>data</c>, <c>layout</c> and <c>config</c>, as Plotly takes it.</summary>
    public string ToPlotlyJson() => PlotlyWriter.Write(this);

    /// <summary>The static form: the bytes of a PNG file.</summary>
    public byte[] ToPng() => PngWriter.Write(this);

    /// <summary>The title and the description.</summary>
    public override string ToString() => $"{Title}. {Description}";

    string? IRichOutput.Render(string mimeType) => mimeType switch
    {
        MimeTypes.Plotly => ToPlotlyJson(),
        MimeTypes.Png => Convert.ToBase64String(ToPng()),
        MimeTypes.Plain => ToString(),
        _ => null,
    };
}
