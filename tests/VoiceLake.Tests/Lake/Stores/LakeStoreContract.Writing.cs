using VoiceLake.Lake;

namespace VoiceLake.Tests.Lake.Stores;

public abstract partial class LakeStoreContract
{
    [Theory]
    [InlineData(1_000)]
    [InlineData(LargeBytes)]
    public async Task A_put_that_fails_midway_leaves_what_stood_there(int length)
    {
        await PutAsync("bronze/old", "old");

        await Should.ThrowAsync<InvalidDataException>(() => Store.PutAsync(LakePath.Parse("bronze/old"), new FailingStream(length), cancellationToken: Cancel));
        await Should.ThrowAsync<InvalidDataException>(() => Store.PutAsync(LakePath.Parse("bronze/new"), new FailingStream(length), PutCondition.IfAbsent, Cancel));

        (await ReadAsync("bronze/old")).ShouldBe("old");
        (await ListAsync("bronze")).ShouldBe(["bronze/old"]);
        (await Store.FindAsync(LakePath.Parse("bronze/new"), Cancel)).ShouldBeNull();
    }

    [Theory]
    [InlineData(1_000)]
    [InlineData(LargeBytes)]
    public async Task A_put_that_is_cancelled_midway_leaves_what_stood_there(int length)
    {
        await PutAsync("bronze/old", "old");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);

        await Should.ThrowAsync<OperationCanceledException>(() => Store.PutAsync(LakePath.Parse("bronze/old"), new CancellingStream(length, stop), cancellationToken: stop.Token));
        await Should.ThrowAsync<OperationCanceledException>(() => Store.PutAsync(LakePath.Parse("bronze/new"), new CancellingStream(length, stop), cancellationToken: stop.Token));

        (await ReadAsync("bronze/old")).ShouldBe("old");
        (await ListAsync("bronze")).ShouldBe(["bronze/old"]);
    }

    [Theory]
    [InlineData(10, 5)]
    [InlineData(3_000_000, 1)]
    public async Task Of_eight_that_put_if_absent_exactly_one_succeeds_and_its_content_stands(int length, int rounds)
    {
        for (var round = 0; round < rounds; round++)
        {
            var path = LakePath.Parse($"bronze/round-{round}");
            var outcomes = await TogetherAsync(8, async (store, writer) =>
            {
                try
                {
                    return (await store.PutAsync(path, new ForwardStream(Bytes(length, writer)), PutCondition.IfAbsent, Cancel)).Length == length ? writer : -2;
                }
                catch (LakeObjectExistsException)
                {
                    return -1;
                }
            });

            (await ReadBytesAsync(path.ToString())).AsSpan().SequenceEqual(Bytes(length, outcomes.Single(writer => writer != -1))).ShouldBeTrue();
        }
    }

    [Fact]
    public async Task Of_several_that_replace_an_object_at_once_the_content_of_one_stands_whole()
    {
        const int Length = 3_000_000;
        var path = LakePath.Parse("bronze/contested");

        await TogetherAsync(4, async (store, writer) => (int)(await store.PutAsync(path, new MemoryStream(Bytes(Length, writer)), cancellationToken: Cancel)).Length);

        var stands = await ReadBytesAsync(path.ToString());
        Enumerable.Range(0, 4).Count(writer => stands.AsSpan().SequenceEqual(Bytes(Length, writer))).ShouldBe(1);
    }

    [Fact]
    public async Task Two_writers_commit_200_times_each_to_one_table_and_no_commit_is_lost_or_doubled()
    {
        const int Commits = 200;

        var versions = await TogetherAsync(2, async (store, writer) =>
        {
            var table = new DataLake(store).Table("gold.commits");
            List<long> mine = [];
            for (var i = 0; i < Commits; i++)
            {
                mine.Add((await table.AppendAsync([new Commit(writer, i)], cancellationToken: Cancel)).Version);
            }

            return mine;
        });

        versions.SelectMany(mine => mine).Order().ShouldBe(Enumerable.Range(0, 2 * Commits).Select(version => (long)version));
        var read = new DataLake(Open()).Table("gold.commits");
        (await read.HistoryAsync(Cancel)).Select(version => version.RowsAdded).ShouldAllBe(rows => rows == 1);
        for (var version = 0; version < 2 * Commits; version++)
        {
            (await read.FindSnapshotAsync(version, Cancel))!.Files.Count.ShouldBe(version + 1);
        }

        (await read.ReadAsync<Commit>(cancellationToken: Cancel).ToListAsync(Cancel)).OrderBy(row => row.Writer).ThenBy(row => row.Number)
            .ShouldBe(Enumerable.Range(0, 2).SelectMany(writer => Enumerable.Range(0, Commits).Select(i => new Commit(writer, i))));
    }

    /// <summary>Lets several runs begin at one moment, each with a store of its own.</summary>
    private async Task<T[]> TogetherAsync<T>(int runs, Func<ILakeStore, int, Task<T>> work)
    {
        var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var running = Enumerable.Range(0, runs).Select(run => Task.Run(
            async () =>
            {
                var store = Open();
                await start.Task;
                return await work(store, run);
            },
            Cancel)).ToArray();
        start.SetResult();
        return await Task.WhenAll(running);
    }

    private sealed record Commit(int Writer, int Number);

    private sealed class FailingStream(int after) : ForwardStream(new byte[after])
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            await base.ReadAsync(buffer, cancellationToken) is var read && read > 0 ? read : throw new InvalidDataException("cut");
    }

    private sealed class CancellingStream(int after, CancellationTokenSource stop) : ForwardStream(new byte[after + 1])
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await base.ReadAsync(buffer, cancellationToken);
            if (Given >= after)
            {
                await stop.CancelAsync();
            }

            return read;
        }
    }
}
