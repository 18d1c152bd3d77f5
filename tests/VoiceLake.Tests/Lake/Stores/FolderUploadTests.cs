using System.Text;
using VoiceLake.Lake;
using VoiceLake.Tests.Support;

namespace VoiceLake.Tests.Lake.Stores;

public sealed class FolderUploadTests : IDisposable
{
    private static readonly LakePath Path = LakePath.Parse("bronze/submissions/a.tgz");
    private readonly TemporaryFolder _folder = new();
    private readonly MovableClock _clock = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task An_upload_goes_on_where_it_was_left_and_is_invisible_until_committed()
    {
        await using (var first = await OpenAsync("tag"))
        {
            await first.AppendAsync("one "u8.ToArray(), Cancel);
        }

        (await Store().ListAsync(new LakePath("bronze", ""), Cancel).CountAsync(Cancel)).ShouldBe(0);
        await using var second = await OpenAsync("tag");
        second.Length.ShouldBe(4);
        using (var kept = new StreamReader(await second.OpenReadAsync(Cancel)))
        {
            (await kept.ReadToEndAsync(Cancel)).ShouldBe("one ");
        }

        await second.AppendAsync("two"u8.ToArray(), Cancel);
        var committed = await second.CommitAsync(PutCondition.IfAbsent, Cancel);

        committed.Length.ShouldBe(7);
        using var read = new StreamReader(await Store().OpenReadAsync(Path, cancellationToken: Cancel), Encoding.UTF8);
        (await read.ReadToEndAsync(Cancel)).ShouldBe("one two");
        await using var again = await OpenAsync("tag");
        again.Length.ShouldBe(0);
    }

    [Fact]
    public async Task Bytes_of_another_tag_are_discarded()
    {
        await using (var first = await OpenAsync("old"))
        {
            await first.AppendAsync(new byte[10], Cancel);
        }

        await using (var second = await OpenAsync("new"))
        {
            second.Length.ShouldBe(0);
        }

        await using var third = await OpenAsync("old");
        third.Length.ShouldBe(0);
    }

    [Fact]
    public async Task Discarding_starts_from_nothing()
    {
        await using var upload = await OpenAsync("tag");
        await upload.AppendAsync(new byte[10], Cancel);
        await upload.DiscardAsync(Cancel);
        await upload.AppendAsync("new"u8.ToArray(), Cancel);

        (await upload.CommitAsync(cancellationToken: Cancel)).Length.ShouldBe(3);
        using var read = new StreamReader(await Store().OpenReadAsync(Path, cancellationToken: Cancel));
        (await read.ReadToEndAsync(Cancel)).ShouldBe("new");
    }

    [Fact]
    public async Task A_commit_if_absent_leaves_the_object_that_is_there()
    {
        await Store().PutAsync(Path, new MemoryStream([1]), cancellationToken: Cancel);
        await using var upload = await OpenAsync("tag");
        await upload.AppendAsync(new byte[2], Cancel);

        await Should.ThrowAsync<LakeObjectExistsException>(() => upload.CommitAsync(PutCondition.IfAbsent, Cancel));
        (await Store().FindAsync(Path, Cancel))!.Length.ShouldBe(1);
    }

    [Fact]
    public async Task Two_runs_cannot_upload_one_object_at_a_time()
    {
        await using var first = await OpenAsync("tag");

        (await Should.ThrowAsync<LakeException>(() => OpenAsync("tag"))).Message.ShouldContain("another run");
    }

    [Fact]
    public async Task Leftovers_of_a_killed_run_are_removed_when_they_are_old_and_nobody_holds_them()
    {
        var temporary = _folder.PathOf(".voicelake", "temporary");
        Directory.CreateDirectory(temporary);
        await File.WriteAllTextAsync(System.IO.Path.Combine(temporary, "left"), "x", Cancel);
        await using var held = new FileStream(System.IO.Path.Combine(temporary, "held"), FileMode.CreateNew, FileAccess.Write, FileShare.None);
        await using (var upload = await OpenAsync("tag"))
        {
            await upload.AppendAsync(new byte[3], Cancel);
        }

        await Store().PutAsync(LakePath.Parse("gold/a"), new MemoryStream(), cancellationToken: Cancel);
        Directory.GetFiles(temporary).Length.ShouldBe(2, "what is young may be another run's");

        _clock.Offset = TimeSpan.FromHours(1);
        await Store().PutAsync(LakePath.Parse("gold/b"), new MemoryStream(), cancellationToken: Cancel);
        Directory.GetFiles(temporary).ShouldBe([System.IO.Path.Combine(temporary, "held")]);
        await using (var upload = await OpenAsync("tag"))
        {
            upload.Length.ShouldBe(3);
        }

        _clock.Offset = TimeSpan.FromDays(8);
        await using var late = await OpenAsync("tag");
        late.Length.ShouldBe(0);
    }

    private Task<ILakeUpload> OpenAsync(string tag) => Store().OpenUploadAsync(Path, tag, Cancel);

    // A store of its own each time, as another run has.
    private FolderLakeStore Store() => new(_folder.Path, _clock);

    private sealed class MovableClock : TimeProvider
    {
        public TimeSpan Offset { get; set; }

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Offset;
    }
}
