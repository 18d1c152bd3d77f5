using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace VoiceLake.Lake;

/// <summary>Writes tables as CSV.</summary>
/// <remarks>
/// Notebook: 03-gold-features
/// <para>RFC 4180 with a header and CRLF; invariant; numbers in the shortest form that reads back to the same value; times in ISO 8601 UTC;
/// arrays as JSON; binary as base64. A missing value is an empty field, an empty text is <c>""</c>.</para>
/// </remarks>
public static class TableCsv
{
    private static readonly SearchValues<char> Special = SearchValues.Create(",\"\r\n");

    /// <summary>Writes a header and at most <paramref name="limit"/> rows; returns how many rows were written.</summary>
    public static async Task<long> WriteAsync(
        TextWriter target, TableSchema schema, IAsyncEnumerable<TableBatch> batches, long? limit = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(batches);
        await WriteHeaderAsync(target, schema);
        var written = 0L;
        if (limit is <= 0)
        {
            return written;
        }

        await foreach (var batch in batches.WithCancellation(cancellationToken))
        {
            var rows = (int)Math.Min(batch.RowCount, limit - written ?? batch.RowCount);
            await WriteRowsAsync(target, batch, rows, cancellationToken);
            written += rows;
            if (written == limit)
            {
                break;
            }
        }

        return written;
    }

    /// <summary>Writes the columns' names.</summary>
    internal static Task WriteHeaderAsync(TextWriter target, TableSchema schema)
        => target.WriteAsync(string.Join(',', schema.Columns.Select(column => Field(column.Name))) + "\r\n");

    /// <summary>Writes the first rows of a batch.</summary>
    internal static async Task WriteRowsAsync(TextWriter target, TableBatch batch, int rows, CancellationToken cancellationToken)
    {
        var line = new StringBuilder();
        for (var row = 0; row < rows; row++)
        {
            line.Clear();
            for (var i = 0; i < batch.Columns.Count; i++)
            {
                line.Append(i == 0 ? "" : ",").Append(Field(Text(batch.Columns[i].GetValue(row))));
            }

            // One column and no value would be an empty line, which readers skip.
            await target.WriteAsync(line.Append("\r\n"), cancellationToken);
        }
    }

    /// <summary>The text of one value, before quoting; null for a missing one.</summary>
    public static string? Text(object? value) => value switch
    {
        null => null,
        string text => text,
        bool flag => flag ? "true" : "false",
        float number => number.ToString("R", CultureInfo.InvariantCulture),
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        DateTimeOffset time => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        byte[] bytes => Convert.ToBase64String(bytes),
        Array array => Json(array),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new ArgumentException($"No column holds a {value.GetType().Name}.", nameof(value)),
    };

    private static string Field(string? text) => text switch
    {
        null => "",
        "" => "\"\"",
        _ when text.AsSpan().ContainsAny(Special) || text[0] == ' ' || text[^1] == ' ' => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"",
        _ => text,
    };

    // JSON knows neither NaN nor the infinities: they are written as texts, as everywhere in .NET.
    private static string Json(Array array)
    {
        var items = array.Cast<object?>().Select(item => item switch
        {
            null => "null",
            string text => JsonSerializer.Serialize(text, Readable),
            float or double when !double.IsFinite(Convert.ToDouble(item, CultureInfo.InvariantCulture)) => $"\"{Text(item)}\"",
            _ => Text(item)!,
        });
        return $"[{string.Join(',', items)}]";
    }

    private static readonly JsonSerializerOptions Readable = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
