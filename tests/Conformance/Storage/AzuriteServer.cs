using System.Net;
using Azure.Storage;
using Azure.Storage.Sas;
using VoiceLake.Azure.Storage;

namespace VoiceLake.Conformance.Storage;

/// <summary>Azurite, started once for a class of tests.</summary>
public sealed class AzuriteServer : IAsyncLifetime
{
    private AzuriteProcess? _process;

    /// <summary>Where it listens.</summary>
    public IPEndPoint EndPoint => _process!.EndPoint;

    /// <summary>The address of its account, as a user names the lake.</summary>
    public string Lake => _process!.Lake;

    /// <summary>The published key, as Microsoft's client takes it.</summary>
    public static StorageSharedKeyCredential Key => new("devstoreaccount1", new AzureLakeOptions().CredentialFor(AzureLakeAddress.Parse(AzuriteProcess.LakeAt(1))).Secret);

    /// <summary>Options of an empty lake of its own, with blocks small enough to be several.</summary>
    public static AzureLakeOptions EmptyLake()
    {
        var id = Guid.NewGuid().ToString("N")[..12];
        return new AzureLakeOptions
        {
            Containers = new LakeContainerNames { Bronze = $"{id}-bronze", Silver = $"{id}-silver", Gold = $"{id}-gold", Miscellaneous = $"{id}-miscellaneous" },
            BlockBytes = 1 << 20,
            RetryDelay = TimeSpan.FromMilliseconds(20),
        };
    }

    /// <summary>A shared access signature for the account that holds for an hour.</summary>
    public static string Sas(AccountSasPermissions permissions) =>
        new AccountSasBuilder(permissions, TimeProvider.System.GetUtcNow().AddHours(1), AccountSasServices.Blobs, AccountSasResourceTypes.All) { Protocol = SasProtocol.HttpsAndHttp }.ToSasQueryParameters(Key).ToString();

    public async ValueTask InitializeAsync() => _process = await AzuriteProcess.StartAsync();

    public async ValueTask DisposeAsync()
    {
        if (_process is { } process)
        {
            await process.DisposeAsync();
        }
    }
}
