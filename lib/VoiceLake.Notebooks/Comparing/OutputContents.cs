using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using VoiceLake.Notebooks.Documents;
using VoiceLake.Notebooks.Running;

namespace VoiceLake.Notebooks.Comparing;

/// <summary>The outputs of a cell as texts that can be compared: by mime type, sanitised, however a program cut or sorted them.</summary>
internal static class OutputContents
{
    /// <summary>One map from mime type to text for each output.</summary>
    public static List<Dictionary<string, string>> Of(NotebookCell cell, ComparisonOptions options)
    {
        var contents = new List<Dictionary<string, string>>();
        var stream = (Name: "", Text: "");
        foreach (var output in cell.Outputs.OfType<JsonObject>())
        {
            var type = output["output_type"]?.ToString();
            var name = type == "stream" ? output["name"]?.ToString() ?? "stdout" : "";
            if (name.Length > 0 && name == stream.Name)
            {
                stream.Text += MultilineText.Join(output["text"]);
                contents[^1][name] = options.Sanitise(stream.Text);
                continue;
            }

            stream = name.Length > 0 ? (name, MultilineText.Join(output["text"])) : ("", "");
            contents.Add(type switch
            {
                "stream" => new(StringComparer.Ordinal) { [name] = options.Sanitise(stream.Text) },
                "error" => new(StringComparer.Ordinal) { ["error"] = options.Sanitise(Error(output)) },
                _ => Data(output, type, options),
            });
        }

        return contents;
    }

    /// <summary>The files attached to a cell, a line each; <c>null</c> where there are none.</summary>
    public static string? Attachments(NotebookCell cell) => cell.Json["attachments"] is not JsonObject { Count: > 0 } files ? null
        : string.Join('\n', files.OrderBy(file => file.Key, StringComparer.Ordinal).SelectMany(file => (file.Value as JsonObject ?? [])
            .OrderBy(form => form.Key, StringComparer.Ordinal).Select(form => $"{file.Key}, {form.Key}: {(MultilineText.IsText(form.Value) ? Digest(MultilineText.Join(form.Value)) : form.Value?.ToJsonString())}")));

    private static string Error(JsonObject output)
    {
        var traceback = output["traceback"] is JsonArray lines ? lines.Select(MultilineText.Join) : [];
        return AnsiText.Strip(string.Join('\n', traceback.Prepend($"{MultilineText.Join(output["ename"])}: {MultilineText.Join(output["evalue"])}")));
    }

    private static Dictionary<string, string> Data(JsonObject output, string? type, ComparisonOptions options)
    {
        var content = new Dictionary<string, string>(StringComparer.Ordinal) { ["output_type"] = type ?? "" };
        foreach (var (mime, value) in (output["data"] as JsonObject ?? []).OrderBy(field => field.Key, StringComparer.Ordinal))
        {
            content[mime] = IsJson(mime) || !MultilineText.IsText(value) ? options.Sanitise(NotebookJson.Write(Canonical(value), NotebookLayout.Jupyter))
                : IsBinary(mime) ? Digest(MultilineText.Join(value))
                : options.Sanitise(MultilineText.Join(value));
        }

        if (output["metadata"] is JsonObject { Count: > 0 } metadata)
        {
            content["metadata"] = options.Sanitise(NotebookJson.Write(Canonical(metadata), NotebookLayout.Jupyter));
        }

        if (options.ComparesExecutionCounts && output["execution_count"] is { } count)
        {
            content["execution count"] = count.ToJsonString();
        }

        return content;
    }

    private static bool IsJson(string mime) => mime == "application/json" || mime.EndsWith("+json", StringComparison.Ordinal);

    private static bool IsBinary(string mime) =>
        (mime.StartsWith("image/", StringComparison.Ordinal) && mime != "image/svg+xml")
        || mime.StartsWith("audio/", StringComparison.Ordinal) || mime.StartsWith("video/", StringComparison.Ordinal) || mime == "application/pdf";

    private static string Digest(string base64)
    {
        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out var length)
            ? string.Create(CultureInfo.InvariantCulture, $"{length} bytes, sha256 {Convert.ToHexStringLower(SHA256.HashData(bytes.AsSpan(0, length)))}")
            : base64;
    }

    // Python's nbformat sorts names and writes numbers in its own way.
    private static JsonNode? Canonical(JsonNode? node) => node switch
    {
        JsonObject fields => new JsonObject(fields.OrderBy(field => field.Key, StringComparer.Ordinal).Select(field => KeyValuePair.Create(field.Key, Canonical(field.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Canonical)]),
        JsonValue value when value.GetValueKind() == JsonValueKind.Number && double.TryParse(value.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && Math.Abs(number) < 1e15 => JsonValue.Create(number),
        _ => node?.DeepClone(),
    };
}
