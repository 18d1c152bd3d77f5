namespace VoiceLake.Display;

/// <summary>The script that draws interactive plots, carried inside the library, so that pages work offline.</summary>
/// <remarks>Notebook: 00-setup</remarks>
public static class PlotlyScript
{
    /// <summary>The version of Plotly.js.</summary>
    public const string Version = "2.28.0";

    /// <summary>Opens the minified script, UTF-8, about 3.6 MB.</summary>
    /// <exception cref="InvalidOperationException">Plotly.NET does not carry this version.</exception>
    public static Stream Open()
    {
        var name = $"Plotly.NET.plotly-{Version}.min.js";
        return typeof(Plotly.NET.GenericChart).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"Plotly.NET carries no '{name}': set PlotlyScript.Version to the version it has.");
    }
}
