using System.Collections;
using System.Text.Json;
using Microsoft.DotNet.Interactive.Formatting;

namespace VoiceLake.Notebooks.Formatting;

/// <summary>Reads sequences, data frames and JSON as rows with named columns.</summary>
internal static class TabularRows
{
    public static TabularDataResource Of(object source)
    {
        ArgumentNullException.ThrowIfNull(source);
        var rows = source switch
        {
            JsonDocument document => OfJson(document.RootElement),
            JsonElement element => OfJson(element),
            _ when DataFrameShape.Find(source, int.MaxValue) is { } frame => OfFrame(frame),
            string => null,
            IEnumerable sequence => [.. sequence.Cast<object?>().Select(Row)],
            _ => null,
        } ?? throw new ArgumentException($"A value of type {TypeNames.Of(source.GetType())} has no rows: give a sequence of objects, a data frame or a JSON array of objects.");
        var names = rows.SelectMany(row => row.Keys).Distinct().ToList();
        return new TabularDataResource(
            new TableSchema([.. names.Select(name => new TableSchemaField(name, TypeOf(rows.Select(row => row.GetValueOrDefault(name)))))]), rows);
    }

    private static List<Dictionary<string, object?>>? OfJson(JsonElement json) =>
        json.ValueKind == JsonValueKind.Array && json.EnumerateArray().All(row => row.ValueKind == JsonValueKind.Object)
            ? [.. json.EnumerateArray().Select(row => Row(row.EnumerateObject().Select(cell => (cell.Name, OfJsonCell(cell.Value)))))]
            : null;

    private static object? OfJsonCell(JsonElement cell) => cell.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.String => cell.GetString(),
        JsonValueKind.Number => cell.TryGetInt64(out var whole) ? (object)whole : cell.GetDouble(),
        _ => cell,
    };

    // The first column of the shape is the row's number.
    private static List<Dictionary<string, object?>> OfFrame(TableShape frame) =>
        [.. frame.Rows.Select(row => Row(frame.Columns.Skip(1).Select((name, i) => (name.Split('\n')[0], row[i + 1] is Missing ? null : row[i + 1]))))];

    private static Dictionary<string, object?> Row(object? item) => item switch
    {
        null => [],
        IDictionary entries => Row(entries.Cast<DictionaryEntry>().Select(entry => (entry.Key.ToString() ?? "", entry.Value))),
        IEnumerable<KeyValuePair<string, object?>> pairs => Row(pairs.Select(pair => (pair.Key, pair.Value))),
        IEnumerable<(string Name, object? Value)> cells => Row(cells),
        _ when Scalars.Find(item) is not null => new Dictionary<string, object?> { ["value"] = item },
        _ => Row(Members.Of(item.GetType()).Select(member => (member.Name, Members.Read(item, member.Name)))),
    };

    private static Dictionary<string, object?> Row(IEnumerable<(string Name, object? Value)> cells)
    {
        var row = new Dictionary<string, object?>();
        foreach (var (name, value) in cells)
        {
            row[name] = value;
        }

        return row;
    }

    private static string TypeOf(IEnumerable<object?> column)
    {
        var types = column.OfType<object>().Select(TypeOf).Distinct().ToList();
        return types.Count == 1 ? types[0] : types.Count > 1 && types.All(type => type is "integer" or "number") ? "number" : types.Count == 0 ? "string" : "object";
    }

    private static string TypeOf(object value) => value switch
    {
        bool => "boolean",
        sbyte or byte or short or ushort or int or uint or long or ulong => "integer",
        float or double or decimal => "number",
        DateTime or DateTimeOffset or DateOnly => "datetime",
        IEnumerable and not string => "array",
        _ when Scalars.Find(value) is not null => "string",
        _ => "object",
    };
}
