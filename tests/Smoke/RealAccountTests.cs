using VoiceLake.Azure.Storage;
using VoiceLake.Lake;
using VoiceLake.Tests.Lake.Stores;

namespace VoiceLake.Smoke;

/// <summary>The contract of every store, on the account that VOICELAKE_SMOKE_LAKE names, in four containers that the script makes and deletes.</summary>
public sealed class RealAccountTests : LakeStoreContract, IAsyncLifetime
{
    private static readonly string Lake = Environment.GetEnvironmentVariable("VOICELAKE_SMOKE_LAKE") is { Length: > 0 } lake ? lake
        : throw new InvalidOperationException("VOICELAKE_SMOKE_LAKE names no lake: run infra/smoke/run.sh.");

    public async ValueTask InitializeAsync() => await ClearAsync();

    public async ValueTask DisposeAsync() => await ClearAsync();

    protected override ILakeStore Open()
    {
        var address = AzureLakeAddress.Parse(Lake);
        var options = AzureLakeOptions.FromEnvironment(address);
        return address.Service == AzureLakeService.Blob ? new BlobLakeStore(address, options) : new AdlsLakeStore(address, options);
    }

    private async Task ClearAsync()
    {
        foreach (var container in LakeContainers.All)
        {
            await foreach (var found in Store.ListAsync(new LakePath(container, ""), Cancel))
            {
                await Store.DeleteAsync(found.Path, Cancel);
            }
        }
    }
}
