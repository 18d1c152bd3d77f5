using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace VoiceLake.Tests.Support.Dfs.Security;

/// <summary>Computes a request's SharedKey signature anew, of the request as it arrived, and compares.</summary>
internal static class SharedKeyCheck
{
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(15);

    public static void Require(DfsCall call, string authorization)
    {
        var given = authorization["SharedKey ".Length..].Split(':');
        if (given.Length != 2 || given[0] != call.Account.Name
            || !DateTimeOffset.TryParseExact(call.Header("x-ms-date") ?? call.Header("Date"), "R", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) || (call.Now - date).Duration() > Skew
            || !Signatures.AreEqual(given[1], Signatures.Sign(call.Account.Key, StringToSign(call))))
        {
            throw DfsError.AuthenticationFailed;
        }
    }

    private static string StringToSign(DfsCall call)
    {
        var text = new StringBuilder(call.Method).Append('\n');
        foreach (var header in (string[])["Content-Encoding", "Content-Language", "Content-Length", "Content-MD5", "Content-Type", "Date", "If-Modified-Since", "If-Match", "If-None-Match", "If-Unmodified-Since", "Range"])
        {
            var value = call.Header(header) ?? "";
            text.Append((header == "Content-Length" && value == "0") || (header == "Date" && call.Header("x-ms-date") is not null) ? "" : value).Append('\n');
        }

        foreach (var (name, value) in call.Request.Headers.Select(header => (Name: header.Key.ToLowerInvariant(), Value: header.Value.ToString().Trim())).Where(header => header.Name.StartsWith("x-ms-", StringComparison.Ordinal)).OrderBy(header => header.Name, StringComparer.Ordinal))
        {
            text.Append(name).Append(':').Append(value).Append('\n');
        }

        text.Append('/').Append(call.Account.Name).Append(call.RawPath);
        foreach (var (name, values) in call.Request.Query.OrderBy(parameter => parameter.Key.ToLowerInvariant(), StringComparer.Ordinal))
        {
            text.Append('\n').Append(name.ToLowerInvariant()).Append(':').AppendJoin(',', values.Order(StringComparer.Ordinal));
        }

        return text.ToString();
    }
}

/// <summary>HMAC-SHA256 of a text, as Azure Storage has it, and comparing without telling where two differ.</summary>
internal static class Signatures
{
    public static string Sign(byte[] key, string text) => Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)));

    public static bool AreEqual(string left, string right) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(left), Encoding.UTF8.GetBytes(right));
}
