using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;

namespace VoiceLake.Notebooks.Jupyter.Wire;

/// <summary>Messages as frames on the wire: identities, a delimiter, the signature, four JSON parts, buffers.</summary>
/// <remarks>Source: Jupyter's documentation "Messaging in Jupyter", "The wire protocol".</remarks>
internal sealed class MessageCodec(MessageSigner signer)
{
    private const int JsonParts = 4;
    private static readonly byte[] Delimiter = "<IDS|MSG>"u8.ToArray();
    private static readonly JsonDocumentOptions OneOfEachName = new() { AllowDuplicateProperties = false };
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public List<byte[]> Encode(JupyterMessage message)
    {
        byte[] header = Bytes(message.Header), parent = Bytes(message.Parent), metadata = Bytes(message.Metadata), content = Bytes(message.Content);
        return [.. message.Identities, Delimiter, signer.Sign(header, parent, metadata, content), header, parent, metadata, content, .. message.Buffers];
    }

    /// <exception cref="FormatException">The frames are no message, or are not signed with the key; such a message is not answered.</exception>
    public JupyterMessage Decode(IReadOnlyList<byte[]> frames)
    {
        var at = 0;
        while (at < frames.Count && !frames[at].AsSpan().SequenceEqual(Delimiter))
        {
            at++;
        }

        if (frames.Count < at + 2 + JsonParts)
        {
            throw new FormatException($"a message of {frames.Count} frames without its delimiter or parts");
        }

        var parts = frames.Skip(at + 2).Take(JsonParts).ToArray();
        if (!signer.Verify(frames[at + 1], parts))
        {
            throw new FormatException("a message that is not signed with the key of the connection file");
        }

        var header = Parse(parts[0], "header");
        CheckText(header);
        return new JupyterMessage(Text(header, "msg_type"), header, Parse(parts[3], "content"))
        {
            Identities = [.. frames.Take(at)],
            Parent = Parse(parts[1], "parent header"),
            Metadata = Parse(parts[2], "metadata"),
            Buffers = [.. frames.Skip(at + 2 + JsonParts)],
        };
    }

    private static byte[] Bytes(JsonObject part) => JsonSerializer.SerializeToUtf8Bytes(part, Plain);

    // Every message about this one repeats its header, so that what cannot be written again must be found here.
    private static void CheckText(JsonObject header)
    {
        try
        {
            Bytes(header);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new FormatException($"a message whose header is no valid Unicode text: {(e.InnerException ?? e).Message}", e);
        }
    }

    private static JsonObject Parse(byte[] json, string name)
    {
        if (!Utf8.IsValid(json))
        {
            throw new FormatException($"a message whose {name} is no JSON: it is not UTF-8");
        }

        try
        {
            return JsonNode.Parse(json, documentOptions: OneOfEachName) as JsonObject ?? throw new FormatException($"a message whose {name} is no JSON object");
        }
        catch (JsonException e)
        {
            throw new FormatException($"a message whose {name} is no JSON: {e.Message}", e);
        }
        catch (InvalidOperationException e)
        {
            throw new FormatException($"a message whose {name} is no JSON of valid text: the name of a field holds half a character", e);
        }
    }

    private static string Text(JsonObject header, string name) =>
        header[name] is JsonValue value && value.TryGetValue(out string? text) ? text : throw new FormatException($"a message whose header has no {name}");
}
