using System.Collections;
using System.Globalization;
using Microsoft.ML.Data;

namespace VoiceLake.Display.Internals;

/// <summary>Values as a table shows them: invariant, short, on one line.</summary>
internal static class CellText
{
    /// <summary>Long enough for a sentence and its remedy; a page wraps it.</summary>
    private const int LongestText = 400;

    public static string? Of(object? value) => value switch
    {
        null => null,
        string text => OneLine(text),
        bool truth => truth ? "true" : "false",
        float single => single.ToString("G6", CultureInfo.InvariantCulture),
        double number => number.ToString("G6", CultureInfo.InvariantCulture),
        DateTime moment => moment.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        DateTimeOffset moment => moment.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        byte[] bytes => Bytes(bytes.Length),
        // A data frame keeps binary cells as vectors; it has no null among them, but an empty one.
        VBuffer<byte> bytes => bytes.Length == 0 ? null : Bytes(bytes.Length),
        IFormattable formattable => OneLine(formattable.ToString(null, CultureInfo.InvariantCulture)),
        IEnumerable items => OneLine("[" + string.Join(", ", items.Cast<object?>().Select(item => Of(item) ?? HtmlTable.NoValue).Take(LongestText)) + "]"),
        _ => OneLine(value.ToString() ?? ""),
    };

    /// <summary>Whether values of the type are numbers, to stand at the right.</summary>
    public static bool IsNumeric(Type type) => (Nullable.GetUnderlyingType(type) ?? type) is { IsEnum: false } plain
        && (Type.GetTypeCode(plain) is >= TypeCode.SByte and <= TypeCode.Decimal || plain == typeof(byte[]) || plain == typeof(VBuffer<byte>));

    private static string Bytes(int length) => string.Create(CultureInfo.InvariantCulture, $"{length} bytes");

    /// <summary>A text of at most so many characters, the last an ellipsis where it was longer; no letter is cut in half.</summary>
    public static string Cut(string text, int longest) => text.Length <= longest
        ? text
        : string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[longest - 2]) ? longest - 2 : longest - 1), "…");

    private static string OneLine(string text) => Cut(string.Concat(text.Select(letter => char.IsControl(letter) ? ' ' : letter)), LongestText);
}
