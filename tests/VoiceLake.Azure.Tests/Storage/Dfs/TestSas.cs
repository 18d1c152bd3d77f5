using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using VoiceLake.Tests.Support;
using VoiceLake.Tests.Support.Dfs;

namespace VoiceLake.Azure.Tests.Storage.Dfs;

/// <summary>Shared access signatures as the portal makes them.</summary>
internal static class TestSas
{
    public static string OfAccount(DfsServer server, string permissions, string types)
    {
        const string Version = "2022-11-02";
        var end = DateTimeOffset.UtcNow.AddHours(1).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        var text = $"{server.Account}\n{permissions}\nb\n{types}\n\n{end}\n\n\n{Version}\n\n";
        var signature = SecretLedger.Note(Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(server.Key), Encoding.UTF8.GetBytes(text))));
        return $"sv={Version}&ss=b&srt={types}&sp={permissions}&se={Uri.EscapeDataString(end)}&sig={Uri.EscapeDataString(signature)}";
    }
}
