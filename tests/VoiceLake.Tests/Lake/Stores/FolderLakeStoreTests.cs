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
    [InlineData("bronze", "../x")]
    [InlineData("..", "x")]
    [InlineData(".voicelake", "x")]
    public async Task A_name_that_is_refused_leaves_the_folder_as_it_is(string container, string name)
    {
        await Should.ThrowAsync<LakeException>(() => _store.PutAsync(new LakePath(container, name), new MemoryStream([1]), cancellationToken: Cancel));
        await Should.ThrowAsync<LakeException>(() => _store.OpenUploadAsync(new LakePath(container, name), "tag", Cancel));
        Directory.EnumerateFileSystemEntries(_folder.Path).ShouldBeEmpty();
        AttackLedger.Withstood("lake", "names of objects that leave the lake", 2, "refused by name, nothing written");
    }

    [Fact]
    public async Task A_name_that_is_no_text_or_too_long_is_refused()
    {
        await Should.ThrowAsync<LakeException>(() => _store.FindAsync(new LakePath("bronze", "\ud800"), Cancel));
        (await Should.ThrowAsync<LakeException>(() => _store.FindAsync(new LakePath("bronze", new string('ü', 128)), Cancel))).Message.ShouldContain("255");
    }

    [Fact]
    public async Task A_link_is_never_followed_and_a_listing_that_meets_one_says_so()
    {
        await PutAsync("bronze/a", "inside");
        using var outside = new TemporaryFolder();
        await File.WriteAllTextAsync(outside.PathOf("secret"), "secret", Cancel);
        Directory.CreateSymbolicLink(_folder.PathOf("bronze", "link"), outside.Path);
        File.CreateSymbolicLink(_folder.PathOf("bronze", "file"), outside.PathOf("secret"));

        (await ListAsync("bronze/a")).ShouldBe(["bronze/a"]);
        (await Should.ThrowAsync<LakeException>(() => ListAsync("bronze"))).Message.ShouldContain($"'bronze/file' goes through the symbolic link '{_folder.PathOf("bronze", "file")}' to '{outside.PathOf("secret")}': links are not followed in a lake, move the files into it.");
        (await Should.ThrowAsync<LakeException>(() => ReadAsync("bronze/link/secret"))).Message.ShouldContain("symbolic link");
        await Should.ThrowAsync<LakeException>(() => ReadAsync("bronze/file"));
        await Should.ThrowAsync<LakeException>(() => PutAsync("bronze/link/new", "x"));
        Directory.EnumerateFiles(outside.Path).Count().ShouldBe(1);
        AttackLedger.Withstood("lake", "symbolic links that lead out of the lake", 5, "refused by name, in listings too");
    }

    [Fact]
    public async Task A_put_that_fails_midway_leaves_the_old_object_and_no_trace()
    {
        await PutAsync("bronze/a", "old");

        await Should.ThrowAsync<InvalidDataException>(() => _store.PutAsync(LakePath.Parse("bronze/a"), new FailingStream(100_000), cancellationToken: Cancel));

        (await ReadAsync("bronze/a")).ShouldBe("old");
        Directory.EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories).Count().ShouldBe(1);
        AttackLedger.Withstood("lake", "a write breaks off in the middle", 1, "the old object stays, no trace");
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
