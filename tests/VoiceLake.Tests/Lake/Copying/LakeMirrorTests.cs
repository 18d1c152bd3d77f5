using VoiceLake.Lake;
using VoiceLake.Lake.Copying;
using static VoiceLake.Tests.Lake.LakeTableTests;

namespace VoiceLake.Tests.Lake.Copying;

public sealed class LakeMirrorTests : IDisposable
{
    private readonly CopyBench _bench = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_table_with_another_history_is_left_alone_by_copy_and_replaced_by_sync()
    {
        await _bench.FillAsync();
        await _bench.To.Table("silver.things").AppendAsync([new Pair("other", 9)], cancellationToken: Token);

        var report = await _bench.CopyAsync();

        report.Failures.ShouldHaveSingleItem().Reason.ShouldBe("The table silver/tables/things/ has another history in the target, from version 0 on: sync makes it a mirror of the source, or copy into another lake.");
        (await CopyBench.RowsAsync(_bench.To)).ShouldBe([new Pair("other", 9)]);
        (await _bench.CopyAsync(new LakeCopyOptions { Mirror = true })).Failures.ShouldBeEmpty();
        (await CopyBench.RowsAsync(_bench.To)).ShouldBe([new Pair("a", 1), new Pair("b", 2)]);
        (await CopyBench.NamesAsync(_bench.There)).ShouldBe(await CopyBench.NamesAsync(_bench.From.Store));
    }

    [Fact]
    public async Task A_mirror_loses_what_the_source_has_not_and_a_copy_keeps_it()
    {
        await _bench.FillAsync();
        await _bench.To.PutTextAsync("gold/notes.txt", "only here", cancellationToken: Token);
        (await _bench.CopyAsync()).Deleted.ShouldBe(0);
        await _bench.To.Table("silver.things").AppendAsync([new Pair("newer", 9)], cancellationToken: Token);

        var dry = await _bench.CopyAsync(new LakeCopyOptions { Mirror = true, DryRun = true });
        var report = await _bench.CopyAsync(new LakeCopyOptions { Mirror = true });

        (dry.Copied, dry.Deleted).ShouldBe((report.Copied, report.Deleted));
        dry.ToCopy.Select(found => found.Path).ShouldBe(_bench.Watched.Written.TakeLast(report.Copied), ignoreOrder: true);
        dry.ToDelete.ShouldBe(_bench.Watched.Deleted);
        report.Deleted.ShouldBe(3);
        _bench.Watched.Deleted[0].Name.ShouldContain("_delta_log/");
        (await CopyBench.NamesAsync(_bench.There)).ShouldBe(await CopyBench.NamesAsync(_bench.From.Store));
        (await CopyBench.RowsAsync(_bench.To)).ShouldBe([new Pair("a", 1), new Pair("b", 2)]);
    }

    [Fact]
    public async Task A_mirror_turns_a_file_into_a_folder_and_a_folder_into_a_file()
    {
        await _bench.From.PutTextAsync("bronze/a/b.txt", "below", cancellationToken: Token);
        await _bench.From.PutTextAsync("bronze/c", "a file", cancellationToken: Token);
        await _bench.To.PutTextAsync("bronze/a", "was a file", cancellationToken: Token);
        await _bench.To.PutTextAsync("bronze/c/d/e.txt", "was below", cancellationToken: Token);

        var report = await _bench.CopyAsync(new LakeCopyOptions { Mirror = true });

        (report.Copied, report.Deleted, report.Left, report.Failures.Count).ShouldBe((2, 2, 0, 0));
        (await CopyBench.NamesAsync(_bench.There)).ShouldBe(["bronze/a/b.txt", "bronze/c"]);
    }

    [Fact]
    public async Task Where_an_object_fails_a_mirror_keeps_what_only_it_has_and_says_how_much()
    {
        await _bench.FillAsync();
        await _bench.To.PutTextAsync("gold/notes.txt", "only here", cancellationToken: Token);
        _bench.Watched.AfterRead = path => CopyBench.Fail(path == CopyBench.Archive);

        var report = await _bench.CopyAsync(new LakeCopyOptions { Mirror = true });

        (report.Failures.Count, report.Deleted, report.Left).ShouldBe((1, 0, 1));
        (await _bench.To.HeadAsync("gold/notes.txt", cancellationToken: Token)).ShouldBe("only here");
    }

    [Fact]
    public async Task A_folder_of_the_source_that_is_a_link_stops_the_copy_and_its_mirror_keeps_all()
    {
        await _bench.FillAsync();
        await _bench.CopyAsync();
        Directory.Move(_bench.Folder.PathOf("from", "bronze", "submissions"), _bench.Folder.PathOf("elsewhere"));
        Directory.CreateSymbolicLink(_bench.Folder.PathOf("from", "bronze", "submissions"), _bench.Folder.PathOf("elsewhere"));
        var before = await CopyBench.NamesAsync(_bench.There);

        var error = await Should.ThrowAsync<LakeException>(() => _bench.CopyAsync(new LakeCopyOptions { Mirror = true }));

        error.Message.ShouldStartWith("'bronze/submissions' goes through the symbolic link");
        (await CopyBench.NamesAsync(_bench.There)).ShouldBe(before);
    }

    [Fact]
    public async Task A_source_that_holds_nothing_is_an_error_and_its_mirror_keeps_all()
    {
        await _bench.To.PutTextAsync("gold/notes.txt", "only here", cancellationToken: Token);

        var error = await Should.ThrowAsync<LakeException>(() => _bench.CopyAsync(new LakeCopyOptions { Mirror = true }));

        error.Message.ShouldBe($"{_bench.From.Store.Address} holds nothing: check the address of the source. Nothing was copied or deleted.");
        (await CopyBench.NamesAsync(_bench.There)).ShouldBe(["gold/notes.txt"]);
    }

    [Fact]
    public async Task Of_two_lakes_one_in_the_other_nothing_is_copied_or_deleted()
    {
        await _bench.From.PutTextAsync("bronze/notes.txt", "kept", cancellationToken: Token);
        var inner = new FolderLakeStore(_bench.Folder.PathOf("from", "miscellaneous", "backup"));
        await new DataLake(inner).PutTextAsync("bronze/other.txt", "kept too", cancellationToken: Token);

        foreach (var (from, to) in new[] { (_bench.From.Store, (ILakeStore)inner), (inner, _bench.From.Store) })
        {
            (await Should.ThrowAsync<LakeException>(() => LakeCopy.RunAsync(from, to, new LakeCopyOptions { Mirror = true }, cancellationToken: Token))).Message.ShouldContain("lie one in the other");
        }

        (await CopyBench.NamesAsync(_bench.From.Store)).ShouldBe(["bronze/notes.txt", "miscellaneous/backup/bronze/other.txt"]);
    }
}
