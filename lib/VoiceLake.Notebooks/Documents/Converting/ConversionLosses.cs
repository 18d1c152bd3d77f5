using System.Text.Json.Nodes;

namespace VoiceLake.Notebooks.Documents.Converting;

/// <summary>Counts what a notebook had and what was read back has no more.</summary>
internal static class ConversionLosses
{
    private static readonly string[] Told = ["cell_type", "id", "source", "outputs", "execution_count", "attachments", "metadata"];

    public static IReadOnlyList<string> Between(NotebookDocument before, NotebookDocument after, NotebookFormat format)
    {
        var pairs = before.Cells.Zip(after.Cells).ToList();
        var metadata = pairs.Select(pair => Lost(pair.First.Json["metadata"], pair.Second.Json["metadata"], pair.Second.Language).ToList()).ToList();
        var others = metadata.Select(names => names.Where(name => name != "tags").ToList()).ToList();
        var document = Lost(before.Json["metadata"], after.Json["metadata"], after.Language).ToList();
        var fields = Missing(before.Json, after.Json, ["cells", "metadata", "nbformat", "nbformat_minor"]).ToList();
        return
        [
            .. Tell(pairs.Sum(pair => Math.Max(0, pair.First.Outputs.Count - pair.Second.Outputs.Count)), "output"),
            .. Tell(pairs.Count(pair => pair.First.Json["execution_count"] is not null && pair.Second.Json["execution_count"] is null), "execution count"),
            .. Tell(pairs.Sum(pair => Attachments(pair.First) - Attachments(pair.Second)), "attachment"),
            .. Tell(metadata.Count(names => names.Contains("tags")), "cell's tags", "cells' tags"),
            .. Tell(others.Count(names => names.Count > 0), "cell's metadata", "cells' metadata", others.SelectMany(names => names)),
            .. Tell(pairs.Count(pair => Missing(pair.First.Json, pair.Second.Json, Told).Any()), "cell's unknown fields", "cells' unknown fields", pairs.SelectMany(pair => Missing(pair.First.Json, pair.Second.Json, Told))),
            .. Tell(document.Count, "field of the notebook's metadata", "fields of the notebook's metadata", document),
            .. Tell(fields.Count, "unknown field of the notebook", "unknown fields of the notebook", fields),
            .. format == NotebookFormat.Dib
                ? Tell(before.Cells.Count(cell => cell.Kind == CellKind.Raw), "raw cell, which other programs read as code", "raw cells, which other programs read as code")
                : [],
        ];
    }

    /// <summary><c>1 output</c>, <c>2 outputs</c>.</summary>
    public static string Count(int number, string one, string? many = null) => FormattableString.Invariant($"{number} {(number == 1 ? one : many ?? one + "s")}");

    private static IEnumerable<string> Tell(int number, string one, string? many = null, IEnumerable<string>? names = null)
    {
        if (number > 0)
        {
            var which = names is null ? "" : $" ({string.Join(", ", names.Distinct(StringComparer.Ordinal))})";
            yield return Count(number, one, many) + which;
        }
    }

    /// <summary>The names in one metadata that are not in the other, or have another value; that of the language is told by the cell itself.</summary>
    private static IEnumerable<string> Lost(JsonNode? before, JsonNode? after, string language) =>
        before is not JsonObject fields ? [] : fields
            .Where(field => !IsEmpty(field.Value) && !IsLanguage(field.Key, field.Value, language) && !Holds(after?[field.Key], field.Value))
            .Select(field => field.Key);

    private static bool IsLanguage(string name, JsonNode? value, string language) =>
        (name is "polyglot_notebook" or "dotnet_interactive") && value is JsonObject { Count: 1 } fields
        && (fields["kernelName"] ?? fields["language"]) is JsonValue named && Languages.Canonical(named.ToString()) == language;

    // What was read back may have more: an object holds another whose fields it has, a list one whose items it begins with.
    private static bool Holds(JsonNode? after, JsonNode? before) => (before, after) switch
    {
        (JsonObject was, JsonObject now) => was.All(field => now.ContainsKey(field.Key) && Holds(now[field.Key], field.Value)),
        (JsonArray was, JsonArray now) => was.Count <= now.Count && was.Zip(now).All(pair => Holds(pair.Second, pair.First)),
        _ => NotebookJson.Write(before, NotebookLayout.Jupyter) == NotebookJson.Write(after, NotebookLayout.Jupyter),
    };

    private static IEnumerable<string> Missing(JsonObject before, JsonObject after, string[] known) =>
        before.Where(field => !known.Contains(field.Key) && !Holds(after[field.Key], field.Value)).Select(field => field.Key);

    private static bool IsEmpty(JsonNode? node) => node is JsonArray { Count: 0 } or JsonObject { Count: 0 };

    private static int Attachments(NotebookCell cell) => cell.Json["attachments"] is JsonObject files ? files.Count : 0;
}
