using VoiceLake.Azure.Storage;
using VoiceLake.Lake;
using VoiceLake.Tests.Lake.Stores;

namespace VoiceLake.Conformance.Storage;

/// <summary>The contract of every store, on Azurite.</summary>
public sealed class BlobContractTests(AzuriteServer azurite) : LakeStoreContract, IClassFixture<AzuriteServer>
{
    private readonly AzureLakeOptions _options = AzuriteServer.EmptyLake();

    protected override ILakeStore Open() => new BlobLakeStore(AzureLakeAddress.Parse(azurite.Lake), _options);
}
