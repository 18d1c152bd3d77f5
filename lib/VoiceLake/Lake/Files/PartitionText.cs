using System.Globalization;

namespace VoiceLake.Lake.Files;

/// <summary>The text form of partition values, as Delta's protocol gives it.</summary>
internal static class PartitionText
{
    /// <summary>The text of a value; null for a missing one, and for an empty text, which the protocol cannot tell from it.</summary>
    public static string? Write(object? value) => value switch
    {
        null or "" => null,
        string text => text,
        bool flag => flag ? "true" : "false",
        float number => number.ToString("R", CultureInfo.InvariantCulture),
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTimeOffset time => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture),
        int or long => ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture),
        _ => throw new LakeException($"A table cannot be partitioned by values of {value.GetType().Name}: choose a column of text, numbers or dates."),
    };

    /// <summary>The value of a column; an empty text is a missing value.</summary>
    public static object? Parse(TableColumn column, string? text, object path)
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
