using VoiceLake.Lake;
using VoiceLake.Tests.Support;

namespace VoiceLake.Tests.Lake.Stores;

/// <summary>The contract on a folder.</summary>
public sealed class FolderLakeStoreContractTests : LakeStoreContract, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    protected override ILakeStore Open() => new FolderLakeStore(_folder.Path);
}
