using System.Text.Json.Nodes;
using VoiceLake.Notebooks.Hosting;
using VoiceLake.Notebooks.Jupyter.Wire;
using VoiceLake.Notebooks.LanguageServices;

namespace VoiceLake.Notebooks.Jupyter;

/// <summary>What an editor asks about code while it is written.</summary>
internal sealed class LanguageRequests(KernelCells cells)
{
    /// <summary>The requests that are answered here; they change nothing.</summary>
    public static readonly IReadOnlySet<string> Types = new HashSet<string> { "complete_request", "inspect_request", "is_complete_request" };

    /// <summary>The content of the reply to one of these requests.</summary>
    public async Task<JsonObject> ReplyAsync(JupyterMessage request)
    {
        var process = await cells.Process;
        var code = request.Content.RequiredText("code");
        var position = CodePoints.ToUtf16(code, request.Content.Number("cursor_pos") ?? int.MaxValue);
        return request.Type switch
        {
            "complete_request" => await CompleteAsync(process, code, position),
            "inspect_request" => await InspectAsync(process, code, position, request.Content.Number("detail_level") == 1),
            _ => await IsCompleteAsync(process, code),
        };
    }

    // What the protocol has no field for stands under the names that JupyterLab and IPython agreed on.
    private static async Task<JsonObject> CompleteAsync(NotebookProcess process, string code, int position)
    {
        var list = await process.CompleteAsync(code, position);
        var items = Insertable(list, code);
        var (start, end) = (CodePoints.FromUtf16(code, list.Start), CodePoints.FromUtf16(code, list.End));
        return new JsonObject
        {
            ["status"] = "ok",
            ["matches"] = new JsonArray([.. items.Select(item => (JsonNode)item.Text)]),
            ["cursor_start"] = start,
            ["cursor_end"] = end,
            ["metadata"] = new JsonObject
            {
                ["_jupyter_types_experimental"] = new JsonArray([.. items.Select(item => new JsonObject
                {
                    ["start"] = start,
                    ["end"] = end,
                    ["text"] = item.Text,
                    ["type"] = item.Kind,
                    ["signature"] = item.Signature ?? "",
                })]),
            },
        };
    }

    // Clients insert what all matches begin with: one that only contains the typed letters would take that from them.
    private static IReadOnlyList<CompletionEntry> Insertable(CompletionList list, string code)
    {
        var typed = code[list.Start..list.End];
        var beginning = list.Items.Where(item => item.Text.StartsWith(typed, StringComparison.OrdinalIgnoreCase)).ToList();
        return beginning.Count > 0 ? beginning : list.Items;
    }

    private static async Task<JsonObject> InspectAsync(NotebookProcess process, string code, int position, bool detailed)
    {
        var found = await process.InspectAsync(code, position, detailed);
        return new JsonObject
        {
            ["status"] = "ok",
            ["found"] = found is not null,
            ["data"] = found is null ? new JsonObject() : new JsonObject { ["text/plain"] = found.Plain, ["text/markdown"] = found.Markdown },
            ["metadata"] = new JsonObject(),
        };
    }

    private static async Task<JsonObject> IsCompleteAsync(NotebookProcess process, string code)
    {
        var complete = await process.IsCompleteAsync(code);
        return complete.Status == "incomplete"
            ? new JsonObject { ["status"] = complete.Status, ["indent"] = complete.Indent }
            : new JsonObject { ["status"] = complete.Status };
    }
}
