using VoiceLake.Lake;
using VoiceLake.Lake.Copying;
using VoiceLake.Tests.Support;
using static VoiceLake.Tests.Lake.LakeTableTests;

namespace VoiceLake.Tests.Lake.Copying;

public sealed class LakeCopyTests : IDisposable
{
    private static readonly LakePath Archive = LakePath.Parse("bronze/submissions/a.tgz");
    private readonly TemporaryFolder _folder = new();
    private readonly DataLake _from;
    private readonly FolderLakeStore _there;
    private readonly WatchedStore _to;

    public LakeCopyTests()
    {
        _from = DataLake.Open(_folder.PathOf("from"));
        _there = new FolderLakeStore(_folder.PathOf("to"));
        _to = new WatchedStore(_there);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private DataLake To => new(_there);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Objects_and_tables_arrive_and_a_second_copy_sends_nothing()
    {
        await FillAsync();
        var source = await NamesAsync(_from.Store);

        var report = await CopyAsync();

        (report.Copied, report.Kept, report.Deleted, report.Failures.Count).ShouldBe((source.Count, 0, 0, 0));
        (await NamesAsync(_there)).ShouldBe(source);
        (await To.HeadAsync("bronze/submissions/a.tgz", cancellationToken: Token)).ShouldBe("the archive");
        (await RowsAsync(To)).ShouldBe([new Pair("a", 1), new Pair("b", 2)]);
        var again = await CopyAsync();
        (again.Copied, again.CopiedBytes, again.Kept).ShouldBe((0, 0, source.Count));
    }

    [Fact]
    public async Task A_tables_log_comes_after_its_files_and_in_the_order_of_its_versions()
    {
        await FillAsync();

        await CopyAsync();

        var written = _to.Written.Where(path => path.Name.StartsWith("tables/", StringComparison.Ordinal)).Select(path => path.Name).ToList();
        var log = written.Where(name => name.Contains("/_delta_log/", StringComparison.Ordinal)).ToList();
        log.Count.ShouldBe(2);
        written[^2..].ShouldBe(log);
        log.ShouldBe(log.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_changed_at_the_source_is_sent_again()
    {
        await FillAsync();
        await CopyAsync();
        await _from.PutTextAsync("bronze/submissions/a.tgz", "THE ARCHIVE", overwrite: true, Token);

        (await CopyAsync()).Copied.ShouldBe(1);

        (await To.HeadAsync("bronze/submissions/a.tgz", cancellationToken: Token)).ShouldBe("THE ARCHIVE");
    }

    [Fact]
    public async Task Contents_are_compared_where_times_say_nothing()
    {
        await FillAsync();
        await CopyAsync();
        await To.PutTextAsync("bronze/submissions/a.tgz", "bent bytes!", overwrite: true, Token);
        (await CopyAsync()).Copied.ShouldBe(0);

        (await CopyAsync(new LakeCopyOptions { CompareContent = true })).Copied.ShouldBe(1);

        (await To.HeadAsync("bronze/submissions/a.tgz", cancellationToken: Token)).ShouldBe("the archive");
    }

    [Fact]
    public async Task A_long_object_that_was_cut_off_goes_on_where_it_stopped()
    {
        var bytes = new byte[1_000_000];
        new Random(1).NextBytes(bytes);
        await _from.Store.PutAsync(Archive, new MemoryStream(bytes), cancellationToken: Token);
        var options = new LakeCopyOptions { PieceLength = 1 << 16 };
        using var cut = CancellationTokenSource.CreateLinkedTokenSource(Token);
        _to.BeforeWrite = _ => Cancel(cut, _to.Appended >= 5 << 16);
        await Should.ThrowAsync<OperationCanceledException>(() => LakeCopy.RunAsync(_from.Store, _to, options, cancellationToken: cut.Token));
        (await _there.FindAsync(Archive, Token)).ShouldBeNull();
        var kept = _to.Appended;
        kept.ShouldBe(5 << 16);
        _to.BeforeWrite = _ => { };

        (await CopyAsync(options)).Failures.ShouldBeEmpty();

        _to.Appended.ShouldBe(bytes.Length);
        (await ReadAsync(_there, Archive)).ShouldBe(bytes);
    }

    [Fact]
    public async Task What_reads_back_otherwise_is_deleted_and_reported()
    {
        await FillAsync();
        _to.AfterWrite = path => Spoil(path == Archive);

        var report = await CopyAsync();

        report.Failures.ShouldHaveSingleItem().ShouldBe(new LakeCopyFailure(Archive, $"'bronze/submissions/a.tgz' read back otherwise than it was written, and was deleted in {_there.Address}: run it again."));
        (await _there.FindAsync(Archive, Token)).ShouldBeNull();
        (await CopyAsync(new LakeCopyOptions { Verify = false })).Failures.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_table_whose_file_failed_keeps_its_old_version()
    {
        await FillAsync();
        await CopyAsync();
        await _from.Table("silver.things").AppendAsync([new Pair("c", 3)], cancellationToken: Token);
        _to.BeforeWrite = path => Fail(path.Name.EndsWith(".parquet", StringComparison.Ordinal));

        var report = await CopyAsync();

        report.Failures.Count.ShouldBe(2);
        report.Failures[0].Reason.ShouldBe("The table silver/tables/things/ kept its old version in the target, for some of its files could not be copied: run it again.");
        report.Failures[1].Reason.ShouldBe("the disk is full");
        (await RowsAsync(To)).ShouldBe([new Pair("a", 1), new Pair("b", 2)]);
    }

    [Fact]
    public async Task A_table_with_another_history_is_left_alone_by_copy_and_replaced_by_sync()
    {
        await FillAsync();
        await To.Table("silver.things").AppendAsync([new Pair("other", 9)], cancellationToken: Token);

        var report = await CopyAsync();

        report.Failures.ShouldHaveSingleItem().Reason.ShouldBe("The table silver/tables/things/ has another history in the target, from version 0 on: sync makes it a mirror of the source, or copy into another lake.");
        (await RowsAsync(To)).ShouldBe([new Pair("other", 9)]);
        (await CopyAsync(new LakeCopyOptions { Mirror = true })).Failures.ShouldBeEmpty();
        (await RowsAsync(To)).ShouldBe([new Pair("a", 1), new Pair("b", 2)]);
        (await NamesAsync(_there)).ShouldBe(await NamesAsync(_from.Store));
    }

    [Fact]
    public async Task A_mirror_loses_what_the_source_has_not_and_a_copy_keeps_it()
    {
        await FillAsync();
        await To.PutTextAsync("gold/notes.txt", "only here", cancellationToken: Token);
        (await CopyAsync()).Deleted.ShouldBe(0);
        await To.Table("silver.things").AppendAsync([new Pair("newer", 9)], cancellationToken: Token);

        var dry = await CopyAsync(new LakeCopyOptions { Mirror = true, DryRun = true });
        var report = await CopyAsync(new LakeCopyOptions { Mirror = true });

        (dry.Copied, dry.Deleted).ShouldBe((report.Copied, report.Deleted));
        dry.ToCopy.Select(found => found.Path).ShouldBe(_to.Written.TakeLast(report.Copied), ignoreOrder: true);
        dry.ToDelete.ShouldBe(_to.Deleted);
        report.Deleted.ShouldBe(3);
        _to.Deleted[0].Name.ShouldContain("_delta_log/");
        (await NamesAsync(_there)).ShouldBe(await NamesAsync(_from.Store));
        (await RowsAsync(To)).ShouldBe([new Pair("a", 1), new Pair("b", 2)]);
    }

    [Fact]
    public async Task A_mirror_turns_a_file_into_a_folder_and_a_folder_into_a_file()
    {
        await _from.PutTextAsync("bronze/a/b.txt", "below", cancellationToken: Token);
        await _from.PutTextAsync("bronze/c", "a file", cancellationToken: Token);
        await To.PutTextAsync("bronze/a", "was a file", cancellationToken: Token);
        await To.PutTextAsync("bronze/c/d/e.txt", "was below", cancellationToken: Token);

        var report = await CopyAsync(new LakeCopyOptions { Mirror = true });

        (report.Copied, report.Deleted, report.Left, report.Failures.Count).ShouldBe((2, 2, 0, 0));
        (await NamesAsync(_there)).ShouldBe(["bronze/a/b.txt", "bronze/c"]);
    }

    [Fact]
    public async Task Where_an_object_fails_a_mirror_keeps_what_only_it_has_and_says_how_much()
    {
        await FillAsync();
        await To.PutTextAsync("gold/notes.txt", "only here", cancellationToken: Token);
        _to.AfterRead = path => Fail(path == Archive);

        var report = await CopyAsync(new LakeCopyOptions { Mirror = true });

        (report.Failures.Count, report.Deleted, report.Left).ShouldBe((1, 0, 1));
        (await To.HeadAsync("gold/notes.txt", cancellationToken: Token)).ShouldBe("only here");
    }

    [Fact]
    public async Task A_container_that_the_credential_lets_nothing_into_is_given_up_after_eight_refusals_and_the_others_are_copied()
    {
        for (var i = 0; i < 20; i++)
        {
            await _from.PutTextAsync($"bronze/{i:00}.txt", "x", cancellationToken: Token);
        }

        await _from.Table("bronze.things").AppendAsync([new Pair("a", 1)], cancellationToken: Token);
        await _from.PutTextAsync("gold/notes.txt", "x", cancellationToken: Token);
        _to.BeforeWrite = path => Refuse(path, path.Container == "bronze");

        var report = await CopyAsync(new LakeCopyOptions { Parallelism = 1 });

        (report.Copied, report.NotTried).ShouldBe((1, 20 + 2 - 8));
        report.Failures.Select(failure => failure.Reason).ShouldBe(Enumerable.Range(0, 8).Select(i => $"'bronze/{i:00}.txt': the credential was refused."));
        (await NamesAsync(_there)).ShouldBe(["gold/notes.txt"]);
    }

    [Fact]
    public async Task Where_some_objects_may_be_written_every_one_is_tried()
    {
        for (var i = 0; i < 20; i++)
        {
            await _from.PutTextAsync($"bronze/{i:00}.txt", "x", cancellationToken: Token);
        }

        _to.BeforeWrite = path => Refuse(path, path.Name != "05.txt");

        var report = await CopyAsync(new LakeCopyOptions { Parallelism = 1 });

        (report.Copied, report.Failures.Count, report.NotTried).ShouldBe((1, 19, 0));
    }

    [Fact]
    public async Task A_folder_of_the_source_that_is_a_link_stops_the_copy_and_its_mirror_keeps_all()
    {
        await FillAsync();
        await CopyAsync();
        Directory.Move(_folder.PathOf("from", "bronze", "submissions"), _folder.PathOf("elsewhere"));
        Directory.CreateSymbolicLink(_folder.PathOf("from", "bronze", "submissions"), _folder.PathOf("elsewhere"));
        var before = await NamesAsync(_there);

        var error = await Should.ThrowAsync<LakeException>(() => CopyAsync(new LakeCopyOptions { Mirror = true }));

        error.Message.ShouldStartWith("'bronze/submissions' goes through the symbolic link");
        (await NamesAsync(_there)).ShouldBe(before);
    }

    [Fact]
    public async Task Only_what_lies_below_a_path_is_copied_and_not_its_neighbour()
    {
        await FillAsync();
        await _from.PutTextAsync("bronze/submissions-of-others/b.tgz", "b", cancellationToken: Token);

        await CopyAsync(new LakeCopyOptions { Only = "bronze/submissions" });

        (await NamesAsync(_there)).ShouldBe(["bronze/submissions/a.tgz"]);
    }

    [Fact]
    public async Task An_object_that_changes_meanwhile_is_reported()
    {
        await FillAsync();
        var source = new WatchedStore((FolderLakeStore)_from.Store) { AfterRead = path => Change(path == Archive) };

        var report = await LakeCopy.RunAsync(source, _to, cancellationToken: Token);

        report.Failures.ShouldHaveSingleItem().Reason.ShouldBe($"'bronze/submissions/a.tgz' changed in {_from.Store.Address} while it was copied: run it again.");
        (await _there.FindAsync(Archive, Token)).ShouldBeNull();
    }

    [Fact]
    public async Task A_source_that_holds_nothing_is_an_error_and_its_mirror_keeps_all()
    {
        await To.PutTextAsync("gold/notes.txt", "only here", cancellationToken: Token);

        var error = await Should.ThrowAsync<LakeException>(() => CopyAsync(new LakeCopyOptions { Mirror = true }));

        error.Message.ShouldBe($"{_from.Store.Address} holds nothing: check the address of the source. Nothing was copied or deleted.");
        (await NamesAsync(_there)).ShouldBe(["gold/notes.txt"]);
    }

    [Fact]
    public async Task A_lake_is_not_copied_into_itself() =>
        (await Should.ThrowAsync<LakeException>(() => LakeCopy.RunAsync(_from.Store, new FolderLakeStore(_folder.PathOf("from")), cancellationToken: Token))).Message.ShouldEndWith("is both source and target: name two lakes.");

    [Fact]
    public async Task Of_two_lakes_one_in_the_other_nothing_is_copied_or_deleted()
    {
        await _from.PutTextAsync("bronze/notes.txt", "kept", cancellationToken: Token);
        var inner = new FolderLakeStore(_folder.PathOf("from", "miscellaneous", "backup"));
        await new DataLake(inner).PutTextAsync("bronze/other.txt", "kept too", cancellationToken: Token);

        foreach (var (from, to) in new[] { (_from.Store, (ILakeStore)inner), (inner, _from.Store) })
        {
            (await Should.ThrowAsync<LakeException>(() => LakeCopy.RunAsync(from, to, new LakeCopyOptions { Mirror = true }, cancellationToken: Token))).Message.ShouldContain("lie one in the other");
        }

        (await NamesAsync(_from.Store)).ShouldBe(["bronze/notes.txt", "miscellaneous/backup/bronze/other.txt"]);
    }

    [Fact]
    public async Task Every_mistake_of_the_options_is_named()
    {
        var options = new LakeCopyOptions { Only = "silber/x", Parallelism = 0, PieceLength = 1 };

        (await Should.ThrowAsync<ArgumentException>(() => CopyAsync(options))).Message.ShouldBe(
            "Only is 'silber/x', but a path begins with bronze, silver, gold or miscellaneous. Parallelism is 0, but from 1 to 256 objects go at once. PieceLength is 1, but a piece has from 64 KiB to 256 MiB.");
    }

    private static void Cancel(CancellationTokenSource source, bool when)
    {
        if (when)
        {
            source.Cancel();
            source.Token.ThrowIfCancellationRequested();
        }
    }

    private static void Fail(bool when)
    {
        if (when)
        {
            throw new IOException("the disk is full");
        }
    }

    private static void Refuse(LakePath path, bool when)
    {
        if (when)
        {
            throw new LakeAccessException($"'{path}': the credential was refused.");
        }
    }

    private static async Task<List<string>> NamesAsync(ILakeStore store)
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

    private static async Task<byte[]> ReadAsync(FolderLakeStore store, LakePath path)
    {
        using var content = new MemoryStream();
        await using var stream = await store.OpenReadAsync(path, cancellationToken: Token);
        await stream.CopyToAsync(content, Token);
        return content.ToArray();
    }

    private static async Task<List<Pair>> RowsAsync(DataLake lake) => await lake.Table("silver.things").ReadAsync<Pair>(cancellationToken: Token).ToListAsync(Token);

    private Task<LakeCopyReport> CopyAsync(LakeCopyOptions? options = null) => LakeCopy.RunAsync(_from.Store, _to, options, cancellationToken: Token);

    private void Spoil(bool when)
    {
        if (when)
        {
            File.WriteAllText(_folder.PathOf("to", "bronze", "submissions", "a.tgz"), "bent bytes!");
        }
    }

    private void Change(bool when)
    {
        if (when)
        {
            File.WriteAllText(_folder.PathOf("from", "bronze", "submissions", "a.tgz"), "THE ARCHIVE");
        }
    }

    private async Task FillAsync()
    {
        await _from.PutTextAsync("bronze/submissions/a.tgz", "the archive", cancellationToken: Token);
        await _from.PutTextAsync("miscellaneous/empty.txt", "", cancellationToken: Token);
        await _from.Table("silver.things").AppendAsync([new Pair("a", 1)], cancellationToken: Token);
        await _from.Table("silver.things").AppendAsync([new Pair("b", 2)], cancellationToken: Token);
    }
}
