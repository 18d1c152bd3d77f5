using System.Text;
using System.Text.Json.Nodes;

namespace VoiceLake.DataFactory.Expressions.Evaluation;

/// <summary>Bytes as the expression language holds them: an object of <c>$content-type</c> and <c>$content</c> in base64.</summary>
internal sealed record BinaryContent(string ContentType, byte[] Bytes)
{
    public const string AnyType = "application/octet-stream";
    public const string XmlType = "application/xml;charset=utf-8";

    private const string TypeName = "$content-type";
    private const string ContentName = "$content";

    /// <summary>Binary of a value; null where it is none.</summary>
    public static BinaryContent? Read(JsonNode? node)
    {
        if (node is not JsonObject { Count: 2 } found || Values.TextOrNull(found[TypeName]) is not { } type || Values.TextOrNull(found[ContentName]) is not { } content)
        {
            return null;
        }

        var bytes = new byte[(content.Length / 4 * 3) + 3];
        return Convert.TryFromBase64String(content, bytes, out var length) ? new BinaryContent(type, bytes[..length]) : null;
    }

    public JsonObject ToNode() => new() { [TypeName] = ContentType, [ContentName] = Convert.ToBase64String(Bytes) };

    public string ToText() => Encoding.UTF8.GetString(Bytes);
}
