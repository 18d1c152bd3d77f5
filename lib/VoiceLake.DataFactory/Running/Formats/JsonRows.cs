using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using VoiceLake.DataFactory.Running.Activities;

namespace VoiceLake.DataFactory.Running.Formats;

/// <summary>Rows in JSON: an array of objects, or objects one behind the other, such as JSON lines.</summary>
internal static class JsonRows
{
    public const string SetOfObjects = "setOfObjects";
    public const string ArrayOfObjects = "arrayOfObjects";

    private static readonly JsonSerializerOptions Strict = new() { AllowDuplicateProperties = false };
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Reads the rows; which of the two forms it is, the first character tells.</summary>
    public static async IAsyncEnumerable<JsonObject> ReadAsync(Stream content, Encoding encoding, string file, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var utf8 = encoding is UTF8Encoding ? content : Encoding.CreateTranscodingStream(content, encoding, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        var row = 0L;
        await using var values = ValuesAsync(PipeReader.Create(utf8), cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (true)
        {
            try
            {
                if (!await values.MoveNextAsync())
                {
                    yield break;
                }
            }
            catch (Exception e) when (e is JsonException or DecoderFallbackException or InvalidDataException)
            {
                throw new WorkException(WorkException.Format, $"'{file}' cannot be read as JSON after row {row}: {e.Message}", e);
            }

            row++;
            yield return values.Current.ValueKind == JsonValueKind.Object ? JsonObject.Create(values.Current)!
                : throw new WorkException(WorkException.Format, $"'{file}': row {row} is no object: rows are JSON objects, in one array or one behind the other.");
        }
    }

    // As elements, since duplicate names are refused there and found only later in nodes.
    private static async IAsyncEnumerable<JsonElement> ValuesAsync(PipeReader text, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (await JsonStart.PeekAsync(text, cancellationToken) is { } first)
        {
            await foreach (var value in JsonSerializer.DeserializeAsyncEnumerable<JsonElement>(text, topLevelValues: first != (byte)'[', Strict, cancellationToken))
            {
                yield return value;
            }
        }
    }

    /// <summary>Writes rows in one of the two forms; lines end with a line feed.</summary>
    public static async Task WriteAsync(IAsyncEnumerable<JsonObject> rows, Stream target, Encoding encoding, string pattern, CancellationToken cancellationToken)
    {
        var writer = new StreamWriter(target, encoding, leaveOpen: true);
        await using (writer)
        {
            var isArray = pattern == ArrayOfObjects;
            var isFirst = true;
            await writer.WriteAsync(isArray ? "[" : "");
            await foreach (var row in rows.WithCancellation(cancellationToken))
            {
                await writer.WriteAsync(isArray && !isFirst ? ",\n" : "");
                await writer.WriteAsync(Text(row));
                await writer.WriteAsync(isArray ? "" : "\n");
                isFirst = false;
            }

            await writer.WriteAsync(isArray ? "]\n" : "");
        }
    }

    private static string Text(JsonObject row)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Compact))
        {
            row.WriteTo(writer);
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }
}
