using System.Text.Json.Nodes;

namespace VoiceLake.Notebooks.Documents;

/// <summary>How a notebook's file is laid out, so that writing it changes no more than was changed.</summary>
internal sealed record NotebookLayout(string Indentation, string NewLine, bool EndsWithNewLine)
{
    /// <summary>What Jupyter writes.</summary>
    public static readonly NotebookLayout Jupyter = new(" ", "\n", true);

    /// <summary>The layout of a file, seen at its first indented line and its end.</summary>
    public static NotebookLayout Of(string text)
    {
        var feed = text.IndexOf('\n', StringComparison.Ordinal);
        if (feed < 0)
        {
            return Jupyter with { EndsWithNewLine = false };
        }

        var indented = text.AsSpan(feed + 1);
        var width = indented.IndexOfAnyExcept(' ', '\t');
        return new(
            width > 0 ? indented[..width].ToString() : Jupyter.Indentation,
            feed > 0 && text[feed - 1] == '\r' ? "\r\n" : "\n",
            text[^1] == '\n');
    }

    public string Write(JsonObject json) => NotebookJson.Write(json, Indentation, NewLine) + (EndsWithNewLine ? NewLine : "");
}
