using System.Text.Json.Nodes;
using VoiceLake.Notebooks.Documents;

namespace VoiceLake.Notebooks.Running;

/// <summary>What a cell said last, in one line for the progress display.</summary>
internal static class CellSummary
{
    private const int Longest = 160;

    /// <summary>The single line of the last output that is one, <c>null</c> where the last text has several lines or there is none.</summary>
    public static string? Of(NotebookCell cell)
    {
        var text = cell.Outputs.OfType<JsonObject>().Select(TextOf).LastOrDefault(text => text.Length > 0);
        return text is null || text.Contains('\n', StringComparison.Ordinal) || text.Length > Longest ? null : text;
    }

    private static string TextOf(JsonObject output)
    {
        var node = (string?)output["output_type"] == "stream" ? output["text"] : output["data"]?["text/plain"];
        return AnsiText.Strip(MultilineText.Join(node)).Trim();
    }
}
