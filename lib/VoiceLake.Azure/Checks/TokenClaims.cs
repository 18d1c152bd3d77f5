using System.Text.Json;

namespace VoiceLake.Azure.Checks;

/// <summary>Who a token stands for: the claims that say so, and nothing of the token itself.</summary>
internal static class TokenClaims
{
    /// <summary>Such as <c>user ada@example.org of tenant …</c>.</summary>
    public static string Describe(string token)
    {
        if (token.Split('.') is not [_, var payload, _] || Read(payload) is not { } claims)
        {
            return "a token whose claims cannot be read";
        }

        var who = (Claim(claims, "upn") ?? Claim(claims, "unique_name")) is { } user ? $"user {user}"
            : Claim(claims, "appid") is { } application ? $"application {application}"
            : $"principal {Claim(claims, "oid") ?? "without a name"}";
        return $"{who} of tenant {Claim(claims, "tid") ?? "unknown"}";
    }

    private static string? Claim(JsonElement claims, string name) => claims.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static JsonElement? Read(string payload)
    {
        try
        {
            return JsonSerializer.Deserialize<JsonElement>(System.Buffers.Text.Base64Url.DecodeFromChars(payload)) is { ValueKind: JsonValueKind.Object } claims ? claims : null;
        }
        catch (Exception error) when (error is FormatException or JsonException)
        {
            return null;
        }
    }
}
