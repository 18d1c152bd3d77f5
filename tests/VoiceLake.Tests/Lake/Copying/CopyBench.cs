using VoiceLake.Lake;
using VoiceLake.Lake.Copying;
using VoiceLake.Tests.Support;
using static VoiceLake.Tests.Lake.LakeTableTests;

namespace VoiceLake.Tests.Lake.Copying;

/// <summary>Two lakes in folders: one to copy, and one whose store is watched.</summary>
internal sealed class CopyBench : IDisposable
{
    /// <summary>The one archive of a source that is filled.</summary>
    public static readonly LakePath Archive = LakePath.Parse("bronze/submissions/a.tgz");

    public CopyBench()
    {
        From = DataLake.Open(Folder.PathOf("from"));
        There = new FolderLakeStore(Folder.PathOf("to"));
        Watched = new WatchedStore(There);
    }

    public TemporaryFolder Folder { get; } = new();

    public DataLake From { get; }

    /// <summary>The target's store as it is.</summary>
    public FolderLakeStore There { get; }

    /// <summary>The target's store as a copy sees it.</summary>
    public WatchedStore Watched { get; }

    public DataLake To => new(There);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Folder.Dispose();

    public static void Fail(bool when)
    {
        if (when)
        {
            throw new IOException("the disk is full");
        }
    }

    public static async Task<List<string>> NamesAsync(ILakeStore store)
    {
        var names = new List<string>();
        foreach (var container in LakeContainers.All)
        {
            await foreach (var found in store.ListAsync(new LakePath(container, ""), Token))
            {
                names.Add(found.Path.ToString());
            }
        }

        return names;
    }

    public static async Task<List<Pair>> RowsAsync(DataLake lake) => await lake.Table("silver.things").ReadAsync<Pair>(cancellationToken: Token).ToListAsync(Token);

    public Task<LakeCopyReport> CopyAsync(LakeCopyOptions? options = null) => LakeCopy.RunAsync(From.Store, Watched, options, cancellationToken: Token);

    public async Task FillAsync()
    {
        await From.PutTextAsync("bronze/submissions/a.tgz", "the archive", cancellationToken: Token);
        await From.PutTextAsync("miscellaneous/empty.txt", "", cancellationToken: Token);
        await From.Table("silver.things").AppendAsync([new Pair("a", 1)], cancellationToken: Token);
        await From.Table("silver.things").AppendAsync([new Pair("b", 2)], cancellationToken: Token);
    }
}
