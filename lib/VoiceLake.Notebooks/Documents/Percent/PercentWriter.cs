using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace VoiceLake.Notebooks.Documents.Percent;

/// <summary>Writes a notebook as a C# script in the percent format of Jupytext and many editors: cells start at <c>// %%</c>.</summary>
internal static partial class PercentWriter
{
    public static string Write(NotebookDocument document)
    {
        var lines = new List<string>(Front(document));
        foreach (var cell in document.Cells)
        {
            var isCSharp = cell.Kind == CellKind.Code && cell.Language == Languages.CSharp;
            lines.Add(new PercentHeader(cell.Kind, Fields(cell)).ToString());
            lines.AddRange(TextLines.OfSource(cell.Source).Select<string, string>(isCSharp ? PercentText.Escape : PercentText.Comment));
            lines.Add("");
        }

        return string.Join('\n', lines);
    }

    /// <summary>The magics that stand as comments in the script, such as <c>#!time</c>, with their number.</summary>
    public static IReadOnlyList<(string Name, int Count)> Commented(NotebookDocument document) =>
    [
        .. document.Cells.Where(cell => cell.Kind == CellKind.Code && cell.Language == Languages.CSharp)
            .SelectMany(cell => TextLines.OfSource(cell.Source)).Select(line => Magic().Match(line)).Where(match => match.Success)
            .GroupBy(match => match.Groups["name"].Value, StringComparer.Ordinal).Select(group => (group.Key, group.Count())),
    ];

    private static IEnumerable<string> Front(NotebookDocument document)
    {
        var spec = document.Json["metadata"]?["kernelspec"] as JsonObject ?? JupyterCells.Kernelspec(document.Language);
        var fields = spec.Where(field => field.Value is JsonValue value && MultilineText.TryGetString(value, out _) && PercentHeader.Holds(field.Key));
        return
        [
            "// ---", "// jupyter:", "//   kernelspec:",
            .. fields.Select(field => $"//     {field.Key}: {Scalar((string)field.Value!)}"), "// ---", "",
        ];
    }

    private static JsonObject Fields(NotebookCell cell)
    {
        var fields = new JsonObject();
        if (cell.Kind == CellKind.Code && cell.Language != Languages.CSharp)
        {
            fields[PercentHeader.Language] = cell.Language;
        }

        foreach (var (name, value) in cell.Json["metadata"] as JsonObject ?? [])
        {
            if (PercentHeader.Holds(name) && name is not (PercentHeader.Language or "polyglot_notebook" or "dotnet_interactive"))
            {
                fields[name] = value?.DeepClone();
            }
        }

        return fields;
    }

    // A plain word stays plain; every other text is quoted as JSON, which YAML reads.
    private static string Scalar(string text) => PlainScalar().IsMatch(text) ? text : JsonSerializer.Serialize(text);

    [GeneratedRegex(@"^[.\w][.\w ()#+\-]*(?<=[\w)#+])$")]
    private static partial Regex PlainScalar();

    [GeneratedRegex(@"^\s*(?<name>#!\S+)")]
    private static partial Regex Magic();
}
