using VoiceLake.Lake;
using VoiceLake.Lake.Copying;
using static VoiceLake.Tests.Lake.LakeTableTests;

namespace VoiceLake.Tests.Lake.Copying;

public sealed class LakeCopyTests : IDisposable
{
    private readonly CopyBench _bench = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Objects_and_tables_arrive_and_a_second_copy_sends_nothing()
    {
        await _bench.FillAsync();
        var source = await CopyBench.NamesAsync(_bench.From.Store);

        var report = await _bench.CopyAsync();

        (report.Copied, report.Kept, report.Deleted, report.Failures.Count).ShouldBe((source.Count, 0, 0, 0));
        (await CopyBench.NamesAsync(_bench.There)).ShouldBe(source);
        (await _bench.To.HeadAsync("bronze/submissions/a.tgz", cancellationToken: Token)).ShouldBe("the archive");
        (await CopyBench.RowsAsync(_bench.To)).ShouldBe([new Pair("a", 1), new Pair("b", 2)]);
        var again = await _bench.CopyAsync();
        (again.Copied, again.CopiedBytes, again.Kept).ShouldBe((0, 0, source.Count));
    }

    [Fact]
    public async Task A_tables_log_comes_after_its_files_and_in_the_order_of_its_versions()
    {
        await _bench.FillAsync();

        await _bench.CopyAsync();

        var written = _bench.Watched.Written.Where(path => path.Name.StartsWith("tables/", StringComparison.Ordinal)).Select(path => path.Name).ToList();
        var log = written.Where(name => name.Contains("/_delta_log/", StringComparison.Ordinal)).ToList();
        log.Count.ShouldBe(2);
        written[^2..].ShouldBe(log);
        log.ShouldBe(log.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_changed_at_the_source_is_sent_again()
    {
        await _bench.FillAsync();
        await _bench.CopyAsync();
        await _bench.From.PutTextAsync("bronze/submissions/a.tgz", "THE ARCHIVE", overwrite: true, Token);

        (await _bench.CopyAsync()).Copied.ShouldBe(1);

        (await _bench.To.HeadAsync("bronze/submissions/a.tgz", cancellationToken: Token)).ShouldBe("THE ARCHIVE");
    }

    [Fact]
    public async Task Contents_are_compared_where_times_say_nothing()
    {
        await _bench.FillAsync();
        await _bench.CopyAsync();
        await _bench.To.PutTextAsync("bronze/submissions/a.tgz", "bent bytes!", overwrite: true, Token);
        (await _bench.CopyAsync()).Copied.ShouldBe(0);

        (await _bench.CopyAsync(new LakeCopyOptions { CompareContent = true })).Copied.ShouldBe(1);

        (await _bench.To.HeadAsync("bronze/submissions/a.tgz", cancellationToken: Token)).ShouldBe("the archive");
    }

    [Fact]
    public async Task A_long_object_that_was_cut_off_goes_on_where_it_stopped()
    {
        var bytes = new byte[1_000_000];
        new Random(1).NextBytes(bytes);
        await _bench.From.Store.PutAsync(CopyBench.Archive, new MemoryStream(bytes), cancellationToken: Token);
        var options = new LakeCopyOptions { PieceLength = 1 << 16 };
        using var cut = CancellationTokenSource.CreateLinkedTokenSource(Token);
        _bench.Watched.BeforeWrite = _ => Cancel(cut, _bench.Watched.Appended >= 5 << 16);
        await Should.ThrowAsync<OperationCanceledException>(() => LakeCopy.RunAsync(_bench.From.Store, _bench.Watched, options, cancellationToken: cut.Token));
        (await _bench.There.FindAsync(CopyBench.Archive, Token)).ShouldBeNull();
        var kept = _bench.Watched.Appended;
        kept.ShouldBe(5 << 16);
        _bench.Watched.BeforeWrite = _ => { };

        (await _bench.CopyAsync(options)).Failures.ShouldBeEmpty();

        _bench.Watched.Appended.ShouldBe(bytes.Length);
        (await ReadAsync(_bench.There, CopyBench.Archive)).ShouldBe(bytes);
    }

    [Fact]
    public async Task What_reads_back_otherwise_is_deleted_and_reported()
    {
        await _bench.FillAsync();
        _bench.Watched.AfterWrite = path => Spoil(path == CopyBench.Archive);

        var report = await _bench.CopyAsync();

        report.Failures.ShouldHaveSingleItem().ShouldBe(new LakeCopyFailure(CopyBench.Archive, $"'bronze/submissions/a.tgz' read back otherwise than it was written, and was deleted in {_bench.There.Address}: run it again."));
        (await _bench.There.FindAsync(CopyBench.Archive, Token)).ShouldBeNull();
        (await _bench.CopyAsync(new LakeCopyOptions { Verify = false })).Failures.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_table_whose_file_failed_keeps_its_old_version()
    {
        await _bench.FillAsync();
        await _bench.CopyAsync();
        await _bench.From.Table("silver.things").AppendAsync([new Pair("c", 3)], cancellationToken: Token);
        _bench.Watched.BeforeWrite = path => CopyBench.Fail(path.Name.EndsWith(".parquet", StringComparison.Ordinal));

        var report = await _bench.CopyAsync();

        report.Failures.Count.ShouldBe(2);
        report.Failures[0].Reason.ShouldBe("The table silver/tables/things/ kept its old version in the target, for some of its files could not be copied: run it again.");
        report.Failures[1].Reason.ShouldBe("the disk is full");
        (await CopyBench.RowsAsync(_bench.To)).ShouldBe([new Pair("a", 1), new Pair("b", 2)]);
    }

    [Fact]
    public async Task A_container_that_the_credential_lets_nothing_into_is_given_up_after_eight_refusals_and_the_others_are_copied()
    {
        for (var i = 0; i < 20; i++)
        {
            await _bench.From.PutTextAsync($"bronze/{i:00}.txt", "x", cancellationToken: Token);
        }

        await _bench.From.Table("bronze.things").AppendAsync([new Pair("a", 1)], cancellationToken: Token);
        await _bench.From.PutTextAsync("gold/notes.txt", "x", cancellationToken: Token);
        _bench.Watched.BeforeWrite = path => Refuse(path, path.Container == "bronze");

        var report = await _bench.CopyAsync(new LakeCopyOptions { Parallelism = 1 });

        (report.Copied, report.NotTried).ShouldBe((1, 20 + 2 - 8));
        report.Failures.Select(failure => failure.Reason).ShouldBe(Enumerable.Range(0, 8).Select(i => $"'bronze/{i:00}.txt': the credential was refused."));
        (await CopyBench.NamesAsync(_bench.There)).ShouldBe(["gold/notes.txt"]);
    }

    [Fact]
    public async Task Where_some_objects_may_be_written_every_one_is_tried()
    {
        for (var i = 0; i < 20; i++)
        {
            await _bench.From.PutTextAsync($"bronze/{i:00}.txt", "x", cancellationToken: Token);
        }

        _bench.Watched.BeforeWrite = path => Refuse(path, path.Name != "05.txt");

        var report = await _bench.CopyAsync(new LakeCopyOptions { Parallelism = 1 });

        (report.Copied, report.Failures.Count, report.NotTried).ShouldBe((1, 19, 0));
    }

    [Fact]
    public async Task Only_what_lies_below_a_path_is_copied_and_not_its_neighbour()
    {
        await _bench.FillAsync();
        await _bench.From.PutTextAsync("bronze/submissions-of-others/b.tgz", "b", cancellationToken: Token);

        await _bench.CopyAsync(new LakeCopyOptions { Only = "bronze/submissions" });

        (await CopyBench.NamesAsync(_bench.There)).ShouldBe(["bronze/submissions/a.tgz"]);
    }

    [Fact]
    public async Task An_object_that_changes_meanwhile_is_reported()
    {
        await _bench.FillAsync();
        var source = new WatchedStore((FolderLakeStore)_bench.From.Store) { AfterRead = path => Change(path == CopyBench.Archive) };

        var report = await LakeCopy.RunAsync(source, _bench.Watched, cancellationToken: Token);

        report.Failures.ShouldHaveSingleItem().Reason.ShouldBe($"'bronze/submissions/a.tgz' changed in {_bench.From.Store.Address} while it was copied: run it again.");
        (await _bench.There.FindAsync(CopyBench.Archive, Token)).ShouldBeNull();
    }

    [Fact]
    public async Task A_lake_is_not_copied_into_itself() =>
        (await Should.ThrowAsync<LakeException>(() => LakeCopy.RunAsync(_bench.From.Store, new FolderLakeStore(_bench.Folder.PathOf("from")), cancellationToken: Token))).Message.ShouldEndWith("is both source and target: name two lakes.");

    [Fact]
    public async Task Every_mistake_of_the_options_is_named()
    {
        var options = new LakeCopyOptions { Only = "silber/x", Parallelism = 0, PieceLength = 1 };

        (await Should.ThrowAsync<ArgumentException>(() => _bench.CopyAsync(options))).Message.ShouldBe(
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

    private static void Refuse(LakePath path, bool when)
    {
        if (when)
        {
            throw new LakeAccessException($"'{path}': the credential was refused.");
        }
    }

    private static async Task<byte[]> ReadAsync(FolderLakeStore store, LakePath path)
    {
        using var content = new MemoryStream();
        await using var stream = await store.OpenReadAsync(path, cancellationToken: Token);
        await stream.CopyToAsync(content, Token);
        return content.ToArray();
    }

    private void Spoil(bool when)
    {
        if (when)
        {
            File.WriteAllText(_bench.Folder.PathOf("to", "bronze", "submissions", "a.tgz"), "bent bytes!");
        }
    }

    private void Change(bool when)
    {
        if (when)
        {
            File.WriteAllText(_bench.Folder.PathOf("from", "bronze", "submissions", "a.tgz"), "THE ARCHIVE");
        }
    }
}
