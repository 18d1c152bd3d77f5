namespace VoiceLake.Notebooks.Html;

/// <summary>How a site of executed notebooks is written.</summary>
public sealed record SiteOptions
{
    /// <summary>The name over the list of notebooks. Default: Notebooks.</summary>
    public string Title { get; init; } = "Notebooks";

    /// <summary>Opens the minified Plotly.js script that draws plots. Default: none, plots show their static picture.</summary>
    public Func<Stream>? PlotlyScript { get; init; }
}
