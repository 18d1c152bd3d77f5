using VoiceLake.Lake;
using VoiceLake.Tests.Lake.Stores;
using VoiceLake.Tests.Support.Dfs;

namespace VoiceLake.Azure.Tests.Storage.Dfs;

/// <summary>The contract on ADLS Gen2's requests, answered by a server that Microsoft's own client passes too (tests/Conformance/Storage/Dfs).</summary>
public sealed class AdlsLakeStoreContractTests : LakeStoreContract, IAsyncLifetime
{
    private DfsLake _lake = null!;

    public async ValueTask InitializeAsync() => _lake = await DfsLake.StartAsync();

    public ValueTask DisposeAsync() => _lake.DisposeAsync();

    protected override ILakeStore Open() => _lake.Open();
}
