using VoiceLake.Lake;

namespace VoiceLake.Tests.Lake.Stores;

public abstract partial class LakeStoreContract
{
    private static readonly LakePath Uploaded = LakePath.Parse("bronze/submissions/a.tgz");

    [Theory]
    [InlineData(4, 3)]
    [InlineData(9_000_000, 1_234_567)]
    public async Task An_upload_goes_on_where_it_was_left_and_is_invisible_until_committed(int length, int more)
    {
        var bytes = Bytes(length + more, 4);
        await using (var first = await UploadAsync("tag"))
        {
            first.Length.ShouldBe(0);
            for (var sent = 0; sent < length; sent += 65_536)
            {
                await first.AppendAsync(bytes.AsMemory(sent, Math.Min(65_536, length - sent)), Cancel);
            }

            first.Length.ShouldBe(length);
            (await ListAsync("bronze")).ShouldBeEmpty();
        }

        (await ListAsync("bronze")).ShouldBeEmpty();
        (await Store.ListLevelAsync(Prefix("bronze"), Cancel)).Prefixes.ShouldBeEmpty();
        (await Store.FindAsync(Uploaded, Cancel)).ShouldBeNull();
        await using var second = await UploadAsync("tag");
        second.Length.ShouldBe(length);
        (await KeptAsync(second)).AsSpan().SequenceEqual(bytes.AsSpan(0, length)).ShouldBeTrue();
        await second.AppendAsync(bytes.AsMemory(length), Cancel);
        (await KeptAsync(second)).AsSpan().SequenceEqual(bytes).ShouldBeTrue();

        var committed = await second.CommitAsync(PutCondition.IfAbsent, Cancel);

        committed.Length.ShouldBe(length + more);
        (await Store.FindAsync(Uploaded, Cancel)).ShouldBe(committed);
        (await ReadBytesAsync(Uploaded.ToString())).AsSpan().SequenceEqual(bytes).ShouldBeTrue();
        (await ListAsync("bronze")).ShouldBe([Uploaded.ToString()]);
        await using var again = await UploadAsync("tag");
        again.Length.ShouldBe(0);
    }

    [Fact]
    public async Task Bytes_of_another_tag_are_discarded()
    {
        await using (var first = await UploadAsync("old"))
        {
            await first.AppendAsync(new byte[10], Cancel);
        }

        await using (var second = await UploadAsync("new"))
        {
            second.Length.ShouldBe(0);
            await second.AppendAsync("n"u8.ToArray(), Cancel);
        }

        await using (var third = await UploadAsync("new"))
        {
            third.Length.ShouldBe(1);
        }

        await using var last = await UploadAsync("old");
        last.Length.ShouldBe(0);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(5_000_000)]
    public async Task Discarding_starts_from_nothing(int length)
    {
        await using var upload = await UploadAsync("tag");
        await upload.AppendAsync(Bytes(length, 5), Cancel);
        await upload.DiscardAsync(Cancel);
        upload.Length.ShouldBe(0);
        (await KeptAsync(upload)).ShouldBeEmpty();
        await upload.AppendAsync("new"u8.ToArray(), Cancel);

        (await upload.CommitAsync(cancellationToken: Cancel)).Length.ShouldBe(3);
        (await ReadAsync(Uploaded.ToString())).ShouldBe("new");
    }

    [Fact]
    public async Task A_commit_if_absent_leaves_the_object_that_is_there_and_keeps_the_bytes()
    {
        await PutAsync(Uploaded.ToString(), "1");
        await using var upload = await UploadAsync("tag");
        await upload.AppendAsync("two"u8.ToArray(), Cancel);

        await Should.ThrowAsync<LakeObjectExistsException>(() => upload.CommitAsync(PutCondition.IfAbsent, Cancel));

        (await ReadAsync(Uploaded.ToString())).ShouldBe("1");
        upload.Length.ShouldBe(3);
        await upload.CommitAsync(PutCondition.Overwrite, Cancel);
        (await ReadAsync(Uploaded.ToString())).ShouldBe("two");
    }

    [Fact]
    public async Task Two_runs_cannot_upload_one_object_at_a_time()
    {
        await using (await UploadAsync("tag"))
        {
            (await Should.ThrowAsync<LakeUploadBusyException>(() => UploadAsync("tag"))).Message.ShouldContain("'bronze/submissions/a.tgz' is being uploaded by another run");
            await using var other = await Open().OpenUploadAsync(LakePath.Parse("bronze/submissions/b.tgz"), "tag", Cancel);
        }

        await using var free = await UploadAsync("tag");
        free.Length.ShouldBe(0);
    }

    [Fact]
    public async Task A_committed_upload_is_closed_and_its_name_is_free()
    {
        var upload = await UploadAsync("tag");
        await upload.AppendAsync("x"u8.ToArray(), Cancel);
        await upload.CommitAsync(cancellationToken: Cancel);

        (await Should.ThrowAsync<ObjectDisposedException>(() => upload.AppendAsync(new byte[1], Cancel))).Message.ShouldContain("bronze/submissions/a.tgz");
        await using var next = await UploadAsync("tag");
        await upload.DisposeAsync();
        await next.AppendAsync("y"u8.ToArray(), Cancel);
        await next.CommitAsync(cancellationToken: Cancel);
        (await ReadAsync(Uploaded.ToString())).ShouldBe("y");
    }

    [Fact]
    public async Task An_upload_of_no_bytes_makes_an_object_of_none()
    {
        await using var upload = await UploadAsync("tag");

        (await upload.CommitAsync(PutCondition.IfAbsent, Cancel)).Length.ShouldBe(0);
        (await ReadAsync(Uploaded.ToString())).ShouldBeEmpty();
    }

    private Task<ILakeUpload> UploadAsync(string tag) => Open().OpenUploadAsync(Uploaded, tag, Cancel);

    private static async Task<byte[]> KeptAsync(ILakeUpload upload)
    {
        await using var kept = await upload.OpenReadAsync(Cancel);
        using var copy = new MemoryStream();
        await kept.CopyToAsync(copy, Cancel);
        return copy.ToArray();
    }
}
