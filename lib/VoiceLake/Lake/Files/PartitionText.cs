using System.Globalization;

namespace VoiceLake.Lake.Files;

/// <summary>The text form of partition values, as Delta's protocol gives it.</summary>
internal static class PartitionText
{
    /// <summary>The value of a column; an empty text is a missing value.</summary>
    public static object? Parse(TableColumn column, string? text, LakePath path)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        var culture = CultureInfo.InvariantCulture;
        try
        {
            return column.Type.Name switch
            {
                "string" => text,
                "integer" => int.Parse(text, culture),
                "long" => long.Parse(text, culture),
                "float" => float.Parse(text, culture),
                "double" => double.Parse(text, culture),
                "boolean" => bool.Parse(text),
                "date" => DateOnly.Parse(text, culture),
                "timestamp" => DateTimeOffset.Parse(text, culture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal),
                _ => throw new FormatException("no partition can hold it"),
            };
        }
        catch (FormatException error)
        {
            throw new LakeException($"'{path}' has the partition value '{text}' for '{column.Name}', which is no {column.Type}.", error);
        }
    }
}
