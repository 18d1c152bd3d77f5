using VoiceLake.Lake;
using VoiceLake.Silver;
using VoiceLake.Tests.Support;

namespace VoiceLake.Tests.Silver;

public sealed class SilverReplayTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(9)]
    [InlineData(11)]
    public async Task A_run_that_dies_at_any_commit_is_replayed_to_equal_tables(int commitsBeforeDeath)
    {
        (string, byte[])[] archives = [.. Enumerable.Range(0, 6).Select(n => ($"user{n}-20100203-abc.tgz", n == 3 ? "broken"u8.ToArray() : ArchiveBuilder.Whole(2 + (n % 2)).Clip("wav/z.wav", []).Tgz()))];
        var options = new SilverOptions { BatchArchives = 2 };
        var undisturbed = DataLake.Open(_folder.PathOf("undisturbed"));
        await SilverLake.PutAsync(undisturbed, archives);
        await RunAsync(undisturbed, options);

        var lake = DataLake.Open(_folder.PathOf("lake"));
        await SilverLake.PutAsync(lake, archives);
        var mortal = new DataLake(new MortalStore(lake.Store, commitsBeforeDeath));
        await Should.ThrowAsync<PowerCutException>(() => RunAsync(mortal, options));
        var report = await RunAsync(lake, options);

        report.Submissions.In.ShouldBe(6);
        report.Clips.In.ShouldBe(17);
        (await SilverLake.RowsAsync(lake)).ShouldEqual(await SilverLake.RowsAsync(undisturbed));
        (await RunAsync(lake, options)).Decoded.ShouldBe(0);
    }

    private static Task<SilverReport> RunAsync(DataLake lake, SilverOptions options) => SilverStage.RunAsync(lake, options, cancellationToken: TestContext.Current.CancellationToken);

    private sealed class PowerCutException : Exception;

    /// <summary>A store that dies after so many commits.</summary>
    private sealed class MortalStore(ILakeStore inner, int commits) : ILakeStore
    {
        private int _commits;

        public Uri Address => inner.Address;

        public Task<LakeObject?> FindAsync(LakePath path, CancellationToken cancellationToken = default) => inner.FindAsync(path, cancellationToken);

        public Task<Stream> OpenReadAsync(LakePath path, long offset = 0, long? length = null, CancellationToken cancellationToken = default) => inner.OpenReadAsync(path, offset, length, cancellationToken);

        public Task<LakeObject> PutAsync(LakePath path, Stream content, PutCondition condition = PutCondition.Overwrite, CancellationToken cancellationToken = default) =>
            path.Name.Contains("/_delta_log/", StringComparison.Ordinal) && ++_commits > commits ? throw new PowerCutException() : inner.PutAsync(path, content, condition, cancellationToken);

        public Task<ILakeUpload> OpenUploadAsync(LakePath path, string tag, CancellationToken cancellationToken = default) => inner.OpenUploadAsync(path, tag, cancellationToken);

        public IAsyncEnumerable<LakeObject> ListAsync(LakePath prefix, CancellationToken cancellationToken = default) => inner.ListAsync(prefix, cancellationToken);

        public Task<LakeListing> ListLevelAsync(LakePath prefix, CancellationToken cancellationToken = default) => inner.ListLevelAsync(prefix, cancellationToken);

        public Task<bool> DeleteAsync(LakePath path, CancellationToken cancellationToken = default) => inner.DeleteAsync(path, cancellationToken);
    }
}
