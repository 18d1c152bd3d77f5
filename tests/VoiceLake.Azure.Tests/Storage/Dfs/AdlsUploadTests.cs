using System.Security.Cryptography;
using VoiceLake.Azure.Storage;
using VoiceLake.Lake;
using VoiceLake.Tests.Support.Dfs;

namespace VoiceLake.Azure.Tests.Storage.Dfs;

public sealed class AdlsUploadTests : IAsyncLifetime
{
    private const int Block = 1 << 20;
    private static readonly LakePath Path = LakePath.Parse("bronze/submissions/a.tgz");
    private readonly MovableClock _service = new();
    private readonly MovableClock _here = new();
    private readonly List<AdlsLakeStore> _opened = [];
    private DfsLake _lake = null!;

    private static CancellationToken Cancel => DfsLake.Cancel;

    public async ValueTask InitializeAsync() => _lake = await DfsLake.StartAsync(new DfsServerOptions { Time = _service });

    public async ValueTask DisposeAsync()
    {
        _opened.ForEach(store => store.Dispose());
        await _lake.DisposeAsync();
    }

    [Fact]
    public async Task What_a_killed_run_left_is_taken_up_when_its_lease_has_run_out()
    {
        var bytes = RandomNumberGenerator.GetBytes(Block + 1_000);
        var killed = await OpenAsync();
        await killed.AppendAsync(bytes, Cancel);
        await Should.ThrowAsync<LakeUploadBusyException>(OpenAsync);

        _service.Offset = TimeSpan.FromSeconds(16);
        await using var next = await OpenAsync();

        next.Length.ShouldBe(Block, "what was sent whole is kept, what was still in memory is not");
        await next.AppendAsync(bytes.AsMemory(Block), Cancel);
        await Should.ThrowAsync<LakeUploadBusyException>(() => killed.CommitAsync(cancellationToken: Cancel));
        (await next.CommitAsync(cancellationToken: Cancel)).Length.ShouldBe(bytes.Length);
        await using var read = await _lake.Open().OpenReadAsync(Path, cancellationToken: Cancel);
        (await SHA256.HashDataAsync(read, Cancel)).ShouldBe(SHA256.HashData(bytes));
        await killed.DisposeAsync();
    }

    [Fact]
    public async Task A_lease_that_ran_out_is_taken_again_where_nobody_else_took_it()
    {
        await using var upload = await OpenAsync();
        await upload.AppendAsync(new byte[10], Cancel);

        _service.Offset = TimeSpan.FromSeconds(16);

        (await upload.CommitAsync(cancellationToken: Cancel)).Length.ShouldBe(10);
    }

    [Fact]
    public async Task A_committed_object_is_leased_by_nobody()
    {
        await using (var upload = await OpenAsync())
        {
            await upload.AppendAsync(new byte[10], Cancel);
            await upload.CommitAsync(cancellationToken: Cancel);
        }

        await DfsLake.PutAsync(_lake.Open(), Path.ToString(), "replaced");
        (await _lake.Open().DeleteAsync(Path, Cancel)).ShouldBeTrue();
    }

    [Theory]
    [InlineData("rename")]
    [InlineData("append")]
    [InlineData("lease")]
    [InlineData("create")]
    [InlineData("delete")]
    public async Task An_answer_that_is_lost_is_not_taken_for_a_failure(string operation)
    {
        var times = 0;
        _lake.Server.Fault = (asked, path, _) => asked == operation && (path.Contains("a.tgz", StringComparison.Ordinal) || path.Contains("uploads", StringComparison.Ordinal)) && times++ == 0 ? DfsFault.AfterItIsDone : null;
        await using (var upload = await OpenAsync())
        {
            await upload.AppendAsync("thrown away"u8.ToArray(), Cancel);
            await upload.DiscardAsync(Cancel);
            await upload.AppendAsync("kept"u8.ToArray(), Cancel);
            (await upload.CommitAsync(PutCondition.IfAbsent, Cancel)).Length.ShouldBe(4);
        }

        times.ShouldBeGreaterThan(1);
        (await DfsLake.ReadAsync(_lake.Open(), Path.ToString())).ShouldBe("kept");
    }

    [Fact]
    public async Task Leftovers_are_removed_when_they_are_old_and_nobody_holds_them()
    {
        await using (var upload = await OpenAsync())
        {
            await upload.AppendAsync(new byte[3], Cancel);
        }

        var held = await _lake.Open().OpenUploadAsync(LakePath.Parse("bronze/held"), "tag", Cancel);
        await held.AppendAsync(new byte[Block], Cancel);
        _here.Offset = TimeSpan.FromDays(8);
        await using var other = await Store().OpenUploadAsync(LakePath.Parse("bronze/other"), "tag", Cancel);

        await using (var again = await OpenAsync())
        {
            again.Length.ShouldBe(0, "it was a week old");
        }

        (await held.CommitAsync(cancellationToken: Cancel)).Length.ShouldBe(Block, "it is old and in use");
    }

    private Task<ILakeUpload> OpenAsync() => Store().OpenUploadAsync(Path, "tag", Cancel);

    // A store of its own each time, as another run has.
    private AdlsLakeStore Store()
    {
        var store = _lake.Open(_lake.Options with { Time = _here, BlockBytes = Block });
        _opened.Add(store);
        return store;
    }

    private sealed class MovableClock : TimeProvider
    {
        public TimeSpan Offset { get; set; }

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Offset;
    }
}
