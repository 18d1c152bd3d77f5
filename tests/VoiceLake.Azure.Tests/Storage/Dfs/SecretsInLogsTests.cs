using System.Collections.Concurrent;
using System.Diagnostics.Tracing;
using Azure.Core.Diagnostics;
using VoiceLake.Azure.Storage;
using VoiceLake.Lake;
using VoiceLake.Tests.Support.Dfs;

namespace VoiceLake.Azure.Tests.Storage.Dfs;

public sealed class SecretsInLogsTests
{
    [Fact]
    public async Task Nothing_that_is_logged_or_thrown_holds_a_key_a_signature_or_a_token()
    {
        await using var lake = await DfsLake.StartAsync();
        await using var secure = await DfsLake.StartAsync(new DfsServerOptions { Https = true });
        var sas = TestSas.OfAccount(lake.Server, "racwdlm", "sco");
        var token = global::Azure.Core.DelegatedTokenCredential.Create((_, _) => new global::Azure.Core.AccessToken(secure.Server.Token, DateTimeOffset.MaxValue));
        var told = new ConcurrentQueue<string>();
        using (new AzureEventSourceListener((_, message) => told.Enqueue(message), EventLevel.Verbose))
        {
            await UseAsync(lake.Open(), lake.Server);
            await UseAsync(lake.Open(lake.Options with { Credential = LakeCredential.Sas(sas) }), lake.Server);
            await UseAsync(secure.Open(secure.Options with { Credential = LakeCredential.Token(token) }), secure.Server);
        }

        told.Count.ShouldBeGreaterThan(50);
        var all = string.Join('\n', told);
        foreach (var secret in (string[])[lake.Server.Key, sas, sas[(sas.IndexOf("sig=", StringComparison.Ordinal) + 4)..], Uri.UnescapeDataString(sas[(sas.IndexOf("sig=", StringComparison.Ordinal) + 4)..]), secure.Server.Token, "SharedKey voicelaketest:"])
        {
            all.ShouldNotContain(secret, Case.Sensitive, "a secret is in a log or an exception");
        }

        async Task UseAsync(AdlsLakeStore store, DfsServer server)
        {
            using var used = store;
            await DfsLake.PutAsync(store, "bronze/a", "x");
            await DfsLake.ReadAsync(store, "bronze/a");
            told.Enqueue((await Should.ThrowAsync<LakeException>(() => store.SetAccessControlAsync(LakePath.Parse("bronze/a"), [], cancellationToken: DfsLake.Cancel))).ToString());
            server.Fault = (_, _, _) => DfsFault.BeforeItIsDone;
            told.Enqueue((await Should.ThrowAsync<LakeException>(() => store.FindAsync(LakePath.Parse("bronze/a"), DfsLake.Cancel))).ToString());
            server.Fault = (_, _, _) => null;
            told.Enqueue(store.Address.ToString());
        }
    }
}
