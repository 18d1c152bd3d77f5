using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace VoiceLake.Notebooks.Documents.Percent;

/// <summary>Reads a C# script in percent format; a script without <c>// %%</c> is one cell of code.</summary>
internal static class PercentReader
{
    private const string Fence = "// ---";

    /// <exception cref="NotebookFormatException">A header cannot be read; the message names its line.</exception>
    public static NotebookDocument Parse(string text, string path)
    {
        var lines = TextLines.Of(text);
        var spec = ReadFront(lines, path, out var first);
        var cells = new List<JsonObject>();
        PercentHeader? header = null;
        var start = first;
        for (var index = first; index <= lines.Length; index++)
        {
            if (index < lines.Length && !PercentHeader.IsHeader(lines[index]))
            {
                continue;
            }

            var body = lines[start..index];
            if (header is not null || body.Any(line => line.Trim().Length > 0))
            {
                cells.Add(ToCell(header ?? new(CellKind.Code, []), body));
            }

            header = index < lines.Length ? ParseHeader(lines[index], index + 1, path) : null;
            start = index + 1;
        }

        return JupyterCells.Document(cells, new() { ["kernelspec"] = spec }, path);
    }

    private static JsonObject ToCell(PercentHeader header, string[] body)
    {
        var language = header.Fields[PercentHeader.Language]?.ToString();
        var fields = header.Fields.Where(field => field.Key != PercentHeader.Language).Select(field => KeyValuePair.Create(field.Key, field.Value?.DeepClone()));
        var isCSharp = header.Kind == CellKind.Code && language is null or Languages.CSharp;
        var lines = Trim(body, isCSharp ? 1 : body.Length).Select<string, string>(isCSharp ? PercentText.Unescape : PercentText.Uncomment);
        var source = string.Join('\n', lines);
        var cell = header.Kind == CellKind.Code ? JupyterCells.Code(source, Languages.Canonical(language ?? Languages.CSharp)) : JupyterCells.Prose(source, header.Kind);
        foreach (var (name, value) in fields)
        {
            cell["metadata"]![name] = value;
        }

        return cell;
    }

    // One blank line before the next header belongs to the file; in prose, where the cell's own blank lines are comments, all do.
    private static string[] Trim(string[] body, int most)
    {
        var end = body.Length;
        while (end > 0 && body.Length - end < most && body[end - 1].Length == 0)
        {
            end--;
        }

        return body[..end];
    }

    private static PercentHeader ParseHeader(string line, int number, string path)
    {
        try
        {
            return PercentHeader.Parse(line);
        }
        catch (FormatException error)
        {
            throw new NotebookFormatException(path, FormattableString.Invariant($"line {number}: {error.Message}"), error);
        }
    }

    private static JsonObject ReadFront(string[] lines, string path, out int first)
    {
        first = 0;
        var end = lines is [Fence, ..] ? Array.IndexOf(lines, Fence, 1) : -1;
        if (end < 0)
        {
            return JupyterCells.Kernelspec(Languages.CSharp);
        }

        first = end + 1;
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(string.Join('\n', lines[1..end].Select(PercentText.Uncomment))));
            var root = stream.Documents.Count > 0 ? stream.Documents[0].RootNode as YamlMappingNode : null;
            return Child(Child(root, "jupyter"), "kernelspec") is { } spec
                ? new JsonObject(spec.Children.Select(field => KeyValuePair.Create(field.Key.ToString(), (JsonNode?)field.Value.ToString())))
                : JupyterCells.Kernelspec(Languages.CSharp);
        }
        catch (YamlException error)
        {
            throw new NotebookFormatException(path, FormattableString.Invariant($"line {error.Start.Line + 1}: the header is not YAML: {error.Message}"), error);
        }
    }

    private static YamlMappingNode? Child(YamlMappingNode? parent, string name) =>
        parent is not null && parent.Children.TryGetValue(new YamlScalarNode(name), out var child) ? child as YamlMappingNode : null;
}
