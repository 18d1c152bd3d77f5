using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Azure.Core;
using VoiceLake.Azure.DataFactory.Rest;

namespace VoiceLake.Azure.DataFactory.Runs;

/// <summary>Runs as the REST API tells of them.</summary>
internal static class RunReader
{
    public static async IAsyncEnumerable<T> QueryAsync<T>(FactoryRest rest, string path, JsonObject query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? token;
        do
        {
            var page = await rest.SendAsync(RequestMethod.Post, path, query, null, cancellationToken);
            foreach (var item in page["value"] as JsonArray ?? [])
            {
                yield return Read<T>(item!.AsObject(), path);
            }

            token = page["continuationToken"]?.GetValue<string>();
            query["continuationToken"] = token;
        }
        while (!string.IsNullOrEmpty(token));
    }

    public static T Read<T>(JsonObject json, string path)
    {
        // Azure tells details as a list at times, where a text is meant.
        if (json["error"] is JsonObject error && error["details"] is JsonArray or JsonObject)
        {
            error["details"] = error["details"]!.ToJsonString();
        }

        try
        {
            return json.Deserialize<T>(JsonSerializerOptions.Web) ?? throw new JsonException("It says null.");
        }
        catch (JsonException e)
        {
            throw new FactoryRequestException(200, "UnreadableAnswer", $"the answer is no run as Data Factory documents it: {e.Message}", path, "Is the address Resource Manager's, or a served factory's?", e);
        }
    }
}
