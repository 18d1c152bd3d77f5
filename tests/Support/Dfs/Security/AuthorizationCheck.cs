using System.Globalization;

namespace VoiceLake.Tests.Support.Dfs.Security;

/// <summary>Lets a request through by account key, shared access signature or token, or refuses it.</summary>
internal static class AuthorizationCheck
{
    private static readonly DateOnly FirstVersion = new(2018, 11, 9);

    public static void Require(DfsCall call, string token, char level, string rights)
    {
        if ((call.Header("x-ms-version") ?? call.Query("sv")) is not { } version || !DateOnly.TryParseExact(version, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) || date < FirstVersion)
        {
            throw DfsError.InvalidHeader("x-ms-version");
        }

        switch (call.Header("Authorization"))
        {
            case { } key when key.StartsWith("SharedKey ", StringComparison.Ordinal):
                SharedKeyCheck.Require(call, key);
                return;
            case { } bearer when bearer.StartsWith("Bearer ", StringComparison.Ordinal):
                RequireToken(call, bearer["Bearer ".Length..], token);
                return;
            case not null:
                throw new DfsError(400, "InvalidAuthenticationInfo", "Authentication information is not given in the correct format. Check the value of Authorization header.");
            case null when call.Query("sig") is not null:
                SasCheck.Require(call, level, rights);
                return;
            default:
                throw DfsError.NoAuthentication;
        }
    }

    private static void RequireToken(DfsCall call, string given, string token)
    {
        if (!call.IsHttps)
        {
            throw new DfsError(403, "AuthenticationFailed", "A token is taken over HTTPS only.");
        }

        if (!Signatures.AreEqual(given, token))
        {
            throw new DfsError(401, "InvalidAuthenticationInfo", "Server failed to authenticate the request. Please refer to the information in the www-authenticate header.");
        }
    }
}
