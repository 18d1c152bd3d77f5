using System.Globalization;
using System.Text.Json;
using VoiceLake.Lake.Files;

namespace VoiceLake.Lake.Delta;

/// <summary>What a file's partition values and statistics exclude; where they say nothing, nothing is excluded.</summary>
internal static class FileBounds
{
    /// <summary>Whether the column of a file can hold any of some values; null stands for a missing one.</summary>
    public static bool MayHold(TableFile file, TableColumn column, IEnumerable<object?> values)
    {
        if (file.PartitionValues.TryGetValue(column.Name, out var text))
        {
            return values.Contains(PartitionText.Parse(column, text, file.Path));
        }

        if (file.Stats is null)
        {
            return true;
        }

        var nulls = Number(FileStatistics.Find(file.Stats, ["nullCount", column.Name]));
        var allNull = nulls is not null && nulls == file.RowCount;
        var minimum = Bound(column.Type, FileStatistics.Find(file.Stats, ["minValues", column.Name]));
        var maximum = Bound(column.Type, FileStatistics.Find(file.Stats, ["maxValues", column.Name]));
        if (maximum is DateTimeOffset time)
        {
            // Other writers cut times to the millisecond below.
            maximum = time.AddMilliseconds(1);
        }

        return values.Any(value => value is null
            ? nulls is not 0
            : !allNull && (minimum is null || Compare(minimum, value) <= 0) && (maximum is null || Compare(value, maximum) <= 0));
    }

    private static int Compare(object left, object right) => left is string text ? CodePoints.Compare(text, (string)right) : ((IComparable)left).CompareTo(right);

    private static long? Number(JsonElement? element) => element is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var value) ? value : null;

    private static object? Bound(ColumnType type, JsonElement? element) => (type.Name, element?.ValueKind) switch
    {
        ("string", JsonValueKind.String) => element!.Value.GetString(),
        ("integer", JsonValueKind.Number) => element!.Value.TryGetInt32(out var value) ? value : null,
        ("long", JsonValueKind.Number) => element!.Value.TryGetInt64(out var value) ? value : null,
        ("float", JsonValueKind.Number) => element!.Value.TryGetSingle(out var value) ? value : null,
        ("double", JsonValueKind.Number) => element!.Value.TryGetDouble(out var value) ? value : null,
        ("date", JsonValueKind.String) => DateOnly.TryParse(element!.Value.GetString(), CultureInfo.InvariantCulture, out var value) ? value : null,
        ("timestamp", JsonValueKind.String) => DateTimeOffset.TryParse(element!.Value.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var value) ? value : null,
        _ => null,
    };
}
