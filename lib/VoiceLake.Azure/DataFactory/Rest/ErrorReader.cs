using System.Text.Json;
using Azure;

namespace VoiceLake.Azure.DataFactory.Rest;

/// <summary>Resource Manager's errors, with what to do about each.</summary>
internal static class ErrorReader
{
    public static FactoryRequestException Read(Response response, string resource)
    {
        var (code, message) = Parse(response);
        return new FactoryRequestException(response.Status, code, message, resource, Remedy(response.Status));
    }

    private static (string Code, string Message) Parse(Response response)
    {
        try
        {
            using var json = JsonDocument.Parse(response.Content.ToMemory());
            var error = json.RootElement.GetProperty("error");
            return (error.GetProperty("code").GetString() ?? "", (error.GetProperty("message").GetString() ?? "").TrimEnd('.'));
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            // A gateway between answers in its own words.
            return (response.ReasonPhrase is { Length: > 0 } reason ? reason : "Unknown", "the answer says no more");
        }
    }

    private static string Remedy(int status) => status switch
    {
        400 => "Correct what the message names, and try again.",
        401 => "Sign in again, or give the token that the server gave at its start.",
        403 => "Ask for the role Data Factory Contributor on the factory or its resource group.",
        404 => "Check subscription, resource group, factory and name; deploy first.",
        409 or 412 => "Somebody else changed it meanwhile: plan again and look at what changed.",
        413 => "Make the definition smaller.",
        429 => "Too many requests: wait a minute, and try again.",
        _ => "Try again later; if it stays so, tell whoever runs the service.",
    };
}
