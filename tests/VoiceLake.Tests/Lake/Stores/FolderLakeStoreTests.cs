using System.Text;
using VoiceLake.Lake;
using VoiceLake.Tests.Support;

namespace VoiceLake.Tests.Lake.Stores;

public sealed class FolderLakeStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FolderLakeStore _store;

    public FolderLakeStoreTests() => _store = new FolderLakeStore(_folder.Path);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("bronze/a.txt")]
    [InlineData("silver/with space/and %25 + ü 語 'quotes' #1?.txt")]
    [InlineData("gold/.hidden/…")]
    [InlineData("miscellaneous/a=b/c&d;e@f!g~h(1)[2]{3}")]
    public async Task An_object_of_any_name_comes_back_as_it_was_put(string path)
    {
        var put = await PutAsync(path, "content");

        (await ReadAsync(path)).ShouldBe("content");
        (await _store.FindAsync(LakePath.Parse(path), Cancel)).ShouldBe(put);
        (await ListAsync(path.Split('/')[0])).ShouldBe([path]);
    }

    [Theory]
    [InlineData("bronze", "../x")]
    [InlineData("bronze", "a/../../x")]
    [InlineData("bronze", "/etc/passwd")]
    [InlineData("bronze", "a//b")]
    [InlineData("bronze", "./a")]
    [InlineData("bronze", "a\\..\\b")]
    [InlineData("bronze", "a\0b")]
    [InlineData("bronze", "a/")]
    [InlineData("bronze", "")]
    [InlineData("..", "x")]
    [InlineData(".voicelake", "x")]
    [InlineData("other", "x")]
    public async Task A_name_that_would_leave_its_container_is_refused(string container, string name)
    {
        var path = new LakePath(container, name);

        await Should.ThrowAsync<LakeException>(() => _store.PutAsync(path, new MemoryStream([1]), cancellationToken: Cancel));
        await Should.ThrowAsync<LakeException>(() => _store.OpenReadAsync(path, cancellationToken: Cancel));
        Directory.EnumerateFileSystemEntries(_folder.Path).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_name_that_is_no_text_or_too_long_is_refused()
    {
        await Should.ThrowAsync<LakeException>(() => _store.FindAsync(new LakePath("bronze", "\ud800"), Cancel));
        (await Should.ThrowAsync<LakeException>(() => _store.FindAsync(new LakePath("bronze", new string('ü', 128)), Cancel))).Message.ShouldContain("255");
    }

    [Fact]
    public async Task A_link_that_leads_out_is_neither_followed_nor_listed()
    {
        await PutAsync("bronze/a", "inside");
        using var outside = new TemporaryFolder();
        await File.WriteAllTextAsync(outside.PathOf("secret"), "secret", Cancel);
        Directory.CreateSymbolicLink(_folder.PathOf("bronze", "link"), outside.Path);
        File.CreateSymbolicLink(_folder.PathOf("bronze", "file"), outside.PathOf("secret"));

        (await ListAsync("bronze")).ShouldBe(["bronze/a"]);
        (await Should.ThrowAsync<LakeException>(() => ReadAsync("bronze/link/secret"))).Message.ShouldContain("symbolic link");
        await Should.ThrowAsync<LakeException>(() => ReadAsync("bronze/file"));
        await Should.ThrowAsync<LakeException>(() => PutAsync("bronze/link/new", "x"));
        Directory.EnumerateFiles(outside.Path).Count().ShouldBe(1);
    }

    [Fact]
    public async Task Ranges_are_read_exactly()
    {
        await PutAsync("bronze/digits", "0123456789");

        (await ReadAsync("bronze/digits", 3)).ShouldBe("3456789");
        (await ReadAsync("bronze/digits", 3, 4)).ShouldBe("3456");
        (await ReadAsync("bronze/digits", 8, 100)).ShouldBe("89");
        (await ReadAsync("bronze/digits", 50)).ShouldBeEmpty();
        (await Should.ThrowAsync<LakeObjectNotFoundException>(() => ReadAsync("bronze/none"))).Message.ShouldBe("'bronze/none' is not in the lake: run notebook 01-extract-to-bronze first, or check the spelling.");
    }

    [Fact]
    public async Task The_entity_tag_changes_with_every_write_even_of_the_same_length()
    {
        HashSet<string> tags = [];
        for (var i = 0; i < 50; i++)
        {
            tags.Add((await PutAsync("bronze/a", $"{i % 10}")).ETag);
        }

        tags.Count.ShouldBe(50);
        (await _store.FindAsync(LakePath.Parse("bronze/a"), Cancel))!.ETag.ShouldBe((await _store.FindAsync(LakePath.Parse("bronze/a"), Cancel))!.ETag);
    }

    [Fact]
    public async Task A_put_that_fails_midway_leaves_the_old_object_and_no_trace()
    {
        await PutAsync("bronze/a", "old");

        await Should.ThrowAsync<InvalidDataException>(() => _store.PutAsync(LakePath.Parse("bronze/a"), new FailingStream(100_000), cancellationToken: Cancel));

        (await ReadAsync("bronze/a")).ShouldBe("old");
        Directory.EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories).Count().ShouldBe(1);
    }

    [Fact]
    public async Task Of_many_that_put_if_absent_exactly_one_succeeds_and_its_content_stands()
    {
        for (var round = 0; round < 20; round++)
        {
            var path = LakePath.Parse($"bronze/round-{round}");
            using var start = new Barrier(8);
            var won = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Factory.StartNew(
                () =>
                {
                    start.SignalAndWait(Cancel);
                    try
                    {
                        _store.PutAsync(path, new MemoryStream(Encoding.UTF8.GetBytes($"writer {i}")), PutCondition.IfAbsent, Cancel).GetAwaiter().GetResult();
                        return i;
                    }
                    catch (LakeObjectExistsException)
                    {
                        return -1;
                    }
                },
                Cancel, TaskCreationOptions.LongRunning, TaskScheduler.Default)));

            (await ReadAsync(path.ToString())).ShouldBe($"writer {won.Single(i => i >= 0)}");
        }
    }

    [Fact]
    public async Task A_listing_is_in_ordinal_order_with_the_prefix_taken_literally()
    {
        string[] names = ["bronze/a-b", "bronze/a/b", "bronze/a/c/d", "bronze/a0", "bronze/B", "bronze/ä"];
        foreach (var name in names)
        {
            await PutAsync(name, "");
        }

        (await ListAsync("bronze")).ShouldBe(names.Order(StringComparer.Ordinal));
        (await ListAsync("bronze/a")).ShouldBe(["bronze/a-b", "bronze/a/b", "bronze/a/c/d", "bronze/a0"]);
        (await ListAsync("bronze/a/")).ShouldBe(["bronze/a/b", "bronze/a/c/d"]);
        (await ListAsync("bronze/none/")).ShouldBeEmpty();
        (await ListAsync("gold")).ShouldBeEmpty();
    }

    [Fact]
    public async Task One_level_shows_its_objects_and_what_lies_deeper()
    {
        await PutAsync("bronze/a/x", "");
        await PutAsync("bronze/a/y/z", "");
        await PutAsync("bronze/b", "");

        var top = await _store.ListLevelAsync(LakePath.Parse("bronze"), Cancel);
        var below = await _store.ListLevelAsync(new LakePath("bronze", "a/"), Cancel);

        top.Objects.Select(found => found.Path.Name).ShouldBe(["b"]);
        top.Prefixes.Select(prefix => prefix.Name).ShouldBe(["a/"]);
        below.Objects.Select(found => found.Path.Name).ShouldBe(["a/x"]);
        below.Prefixes.Select(prefix => prefix.Name).ShouldBe(["a/y/"]);
    }

    [Fact]
    public async Task A_deleted_object_is_gone_with_the_folders_it_leaves_empty()
    {
        await PutAsync("bronze/a/b/c", "");
        await PutAsync("bronze/a/d", "");

        (await _store.DeleteAsync(LakePath.Parse("bronze/a/b/c"), Cancel)).ShouldBeTrue();
        (await _store.DeleteAsync(LakePath.Parse("bronze/a/b/c"), Cancel)).ShouldBeFalse();
        Directory.Exists(_folder.PathOf("bronze", "a", "b")).ShouldBeFalse();
        (await ListAsync("bronze")).ShouldBe(["bronze/a/d"]);
    }

    [Fact]
    public async Task An_object_cannot_stand_where_another_name_needs_a_folder()
    {
        await PutAsync("bronze/a", "");

        (await Should.ThrowAsync<LakeException>(() => PutAsync("bronze/a/b", ""))).Message.ShouldContain("bronze/a/b");
        (await _store.FindAsync(LakePath.Parse("bronze/a/b"), Cancel)).ShouldBeNull();
    }

    private async Task<LakeObject> PutAsync(string path, string text) => await _store.PutAsync(LakePath.Parse(path), new MemoryStream(Encoding.UTF8.GetBytes(text)), cancellationToken: Cancel);

    private async Task<string> ReadAsync(string path, long offset = 0, long? length = null)
    {
        using var reader = new StreamReader(await _store.OpenReadAsync(LakePath.Parse(path), offset, length, Cancel));
        return await reader.ReadToEndAsync(Cancel);
    }

    private async Task<List<string>> ListAsync(string prefix) =>
        await _store.ListAsync(prefix.Contains('/') ? new LakePath(prefix.Split('/')[0], prefix[(prefix.IndexOf('/') + 1)..]) : new LakePath(prefix, ""), Cancel).Select(found => found.Path.ToString()).ToListAsync(Cancel);

    private sealed class FailingStream(int after) : MemoryStream(new byte[after])
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            await base.ReadAsync(buffer, cancellationToken) is var read && read > 0 ? read : throw new InvalidDataException("cut");
    }
}
