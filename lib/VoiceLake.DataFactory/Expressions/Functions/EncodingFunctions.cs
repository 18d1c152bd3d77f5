using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using VoiceLake.DataFactory.Expressions.Evaluation;

namespace VoiceLake.DataFactory.Expressions.Functions;

/// <summary>Functions between text, base64, data URIs, URI components and binary.</summary>
/// <remarks>
/// Text is UTF-8. Binary is the object of <c>$content-type</c> and <c>$content</c> that the documentation names; the rows of bits in its examples
/// only picture the argument. The older names (<c>decodeBase64</c>, <c>decodeDataUri</c>, <c>decodeUriComponent</c>, <c>encodeUriComponent</c>)
/// do what the newer ones do (documented). Encoding a URI component leaves letters, digits and <c>-._~</c>; decoding takes <c>+</c> for a blank.
/// </remarks>
internal static class EncodingFunctions
{
    public static IEnumerable<ExpressionFunction> All { get; } =
    [
        new("base64", 1, 1, call => call.Result(Convert.ToBase64String(BytesOf(call)))),
        new("base64ToBinary", 1, 1, call => new BinaryContent(BinaryContent.AnyType, FromBase64(call, call.Text(0))).ToNode()),
        new("base64ToString", 1, 1, Base64ToString),
        new("binary", 1, 1, call => new BinaryContent(BinaryContent.AnyType, BytesOf(call)).ToNode()),
        new("dataUri", 1, 1, ToDataUri),
        new("dataUriToBinary", 1, 1, call => FromDataUri(call).ToNode()),
        new("dataUriToString", 1, 1, call => call.Result(FromDataUri(call).ToText())),
        new("decodeBase64", 1, 1, Base64ToString),
        new("decodeDataUri", 1, 1, call => FromDataUri(call).ToNode()),
        new("decodeUriComponent", 1, 1, DecodeUri),
        new("encodeUriComponent", 1, 1, EncodeUri),
        new("uriComponent", 1, 1, EncodeUri),
        new("uriComponentToBinary", 1, 1, call => new BinaryContent(BinaryContent.AnyType, Encoding.UTF8.GetBytes(WebUtility.UrlDecode(call.Text(0)))).ToNode()),
        new("uriComponentToString", 1, 1, DecodeUri),
    ];

    private static byte[] BytesOf(FunctionCall call) =>
        BinaryContent.Read(call[0])?.Bytes ?? Encoding.UTF8.GetBytes(call.Text(0));

    private static JsonValue Base64ToString(FunctionCall call) => call.Result(Encoding.UTF8.GetString(FromBase64(call, call.Text(0))));

    private static JsonValue EncodeUri(FunctionCall call) => call.Result(Uri.EscapeDataString(call.Text(0)));

    private static JsonValue DecodeUri(FunctionCall call) => call.Result(WebUtility.UrlDecode(call.Text(0)));

    private static JsonValue ToDataUri(FunctionCall call)
    {
        var type = BinaryContent.Read(call[0])?.ContentType ?? "text/plain;charset=utf-8";
        return call.Result($"data:{type};base64,{Convert.ToBase64String(BytesOf(call))}");
    }

    private static BinaryContent FromDataUri(FunctionCall call)
    {
        const string scheme = "data:";
        const string base64 = ";base64";
        var text = call.Text(0);
        var comma = text.IndexOf(',', StringComparison.Ordinal);
        if (comma < 0 || !text.StartsWith(scheme, StringComparison.OrdinalIgnoreCase))
        {
            throw call.ErrorAt(0, $"'{call.Name}' expects a data URI, such as data:text/plain;charset=utf-8;base64,aGVsbG8=; make one with dataUri(…).");
        }

        var type = text[scheme.Length..comma];
        var isBase64 = type.EndsWith(base64, StringComparison.OrdinalIgnoreCase);
        type = isBase64 ? type[..^base64.Length] : type;
        var content = text[(comma + 1)..];
        return new BinaryContent(
            type.Length == 0 ? "text/plain;charset=us-ascii" : type,
            isBase64 ? FromBase64(call, content) : Encoding.UTF8.GetBytes(Uri.UnescapeDataString(content)));
    }

    private static byte[] FromBase64(FunctionCall call, string text)
    {
        try
        {
            return Convert.FromBase64String(text);
        }
        catch (FormatException)
        {
            throw call.ErrorAt(0, $"'{call.Name}' cannot read its argument as base64: letters, digits, '+' and '/' in groups of four, filled up with '='.");
        }
    }
}
