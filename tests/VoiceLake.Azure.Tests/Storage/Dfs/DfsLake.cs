using System.Text;
using VoiceLake.Azure.Storage;
using VoiceLake.Lake;
using VoiceLake.Tests.Support.Dfs;

namespace VoiceLake.Azure.Tests.Storage.Dfs;

/// <summary>A server, and stores on it.</summary>
internal sealed class DfsLake : IAsyncDisposable
{
    private DfsLake(DfsServer server) => Server = server;

    public DfsServer Server { get; }

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public AzureLakeOptions Options => new()
    {
        Credential = LakeCredential.AccountKey(Server.Key),
        BlockBytes = 1 << 20,
        RetryDelay = TimeSpan.FromMilliseconds(1),
        MaxRetryDelay = TimeSpan.FromMilliseconds(5),
        PinnedCertificate = Server.CertificatePem.Length == 0 ? null : Server.CertificatePem,
    };

    public static async Task<DfsLake> StartAsync(DfsServerOptions? options = null) => new(await DfsServer.StartAsync(options, Cancel));

    public AdlsLakeStore Open(AzureLakeOptions? options = null) =>
        new(AzureLakeAddress.Parse($"{(Server.Address.Scheme == "https" ? "abfss" : "abfs")}://{Server.Address.Authority}{Server.Address.AbsolutePath}"), options ?? Options);

    public static Task<LakeObject> PutAsync(ILakeStore store, string path, string text, PutCondition condition = PutCondition.Overwrite) =>
        store.PutAsync(LakePath.Parse(path), new MemoryStream(Encoding.UTF8.GetBytes(text)), condition, Cancel);

    public static async Task<string> ReadAsync(ILakeStore store, string path)
    {
        using var reader = new StreamReader(await store.OpenReadAsync(LakePath.Parse(path), cancellationToken: Cancel));
        return await reader.ReadToEndAsync(Cancel);
    }

    public static async Task<List<string>> ListAsync(ILakeStore store, string container) =>
        await store.ListAsync(new LakePath(container, ""), Cancel).Select(found => found.Path.ToString()).ToListAsync(Cancel);

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
