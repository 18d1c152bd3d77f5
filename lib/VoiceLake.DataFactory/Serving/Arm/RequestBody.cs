using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using VoiceLake.DataFactory.Model;

namespace VoiceLake.DataFactory.Serving.Arm;

/// <summary>The JSON object that a request carries.</summary>
internal static class RequestBody
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The object; an empty one where there is no body.</summary>
    /// <exception cref="FactoryModelException">It is not a JSON object; the message names line and byte.</exception>
    public static async Task<JsonObject> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var place = new JsonPlace("request body");
        using var buffer = new MemoryStream();
        await request.Body.CopyToAsync(buffer, cancellationToken);
        string text;
        try
        {
            text = Utf8.GetString(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
        }
        catch (DecoderFallbackException e)
        {
            throw place.Error("The body is not in UTF-8: send it as UTF-8.", e);
        }

        if (string.IsNullOrWhiteSpace(text))
        {
            return [];
        }

        var json = ModelReader.Parse(text, place);
        return json.ValueKind == JsonValueKind.Object ? JsonObject.Create(json)! : throw place.Error($"The body is a JSON {json.ValueKind.ToString().ToLowerInvariant()}, not an object: send {{ … }}.");
    }
}
