using System.Text;
using VoiceLake.Lake;

namespace VoiceLake.Tests.Lake.Stores;

/// <summary>What every store promises; each store has a class that derives from this one and brings an empty lake for every test.</summary>
public abstract partial class LakeStoreContract
{
    private ILakeStore? _store;

    /// <summary>More than a store sends at a time.</summary>
    protected const int LargeBytes = 10_000_000;

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>The test's store.</summary>
    protected ILakeStore Store => _store ??= Open();

    /// <summary>Opens the test's lake with a store of its own, as another run has.</summary>
    protected abstract ILakeStore Open();

    [Theory]
    [InlineData("bronze/a.txt")]
    [InlineData("silver/with space/and %25 + ü 語 𝄞 'quotes' #1?.txt")]
    [InlineData("gold/.hidden/…")]
    [InlineData("gold/a%2Fb%/100%")]
    [InlineData("miscellaneous/a=b/c&d;e@f!g~h(1)[2]{3}$,x")]
    [InlineData("bronze/e\u0301 is two code points, é is one")]
    public async Task An_object_of_any_name_comes_back_as_it_was_put(string path)
    {
        var put = await PutAsync(path, "content");

        (await ReadAsync(path)).ShouldBe("content");
        (await Store.FindAsync(LakePath.Parse(path), Cancel)).ShouldBe(put);
        (await ListAsync(path.Split('/')[0])).ShouldBe([path]);
        (await Store.ListAsync(Prefix(path.Split('/')[0]), Cancel).SingleAsync(Cancel)).ShouldBe(put);
        put.Length.ShouldBe(7);
    }

    [Fact]
    public async Task A_long_name_is_a_name()
    {
        var path = $"bronze/{string.Join('/', Enumerable.Range(0, 6).Select(i => new string((char)('a' + i), 120)))}";
        await PutAsync(path, "deep");

        (await ReadAsync(path)).ShouldBe("deep");
        (await ListAsync("bronze")).ShouldBe([path]);
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

        await Should.ThrowAsync<LakeException>(() => Store.PutAsync(path, new MemoryStream([1]), cancellationToken: Cancel));
        await Should.ThrowAsync<LakeException>(() => Store.OpenReadAsync(path, cancellationToken: Cancel));
        await Should.ThrowAsync<LakeException>(() => Store.FindAsync(path, Cancel));
        await Should.ThrowAsync<LakeException>(() => Store.DeleteAsync(path, Cancel));
        await Should.ThrowAsync<LakeException>(() => Store.OpenUploadAsync(path, "tag", Cancel));
        foreach (var one in LakeContainers.All)
        {
            (await ListAsync(one)).ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task A_name_that_is_no_text_is_refused() =>
        await Should.ThrowAsync<LakeException>(() => Store.PutAsync(new LakePath("bronze", "a\ud800"), new MemoryStream([1]), cancellationToken: Cancel));

    [Fact]
    public async Task An_empty_lake_has_nothing_and_says_so()
    {
        var path = LakePath.Parse("bronze/none");

        (await Store.FindAsync(path, Cancel)).ShouldBeNull();
        (await ListAsync("bronze")).ShouldBeEmpty();
        (await Store.ListLevelAsync(Prefix("gold"), Cancel)).Objects.ShouldBeEmpty();
        (await Store.DeleteAsync(path, Cancel)).ShouldBeFalse();
        (await Should.ThrowAsync<LakeObjectNotFoundException>(() => Store.OpenReadAsync(path, cancellationToken: Cancel)))
            .Message.ShouldBe("'bronze/none' is not in the lake: run notebook 01-extract-to-bronze first, or check the spelling.");
    }

    [Fact]
    public async Task An_object_of_no_bytes_is_one()
    {
        var put = await PutAsync("bronze/empty", "");

        put.Length.ShouldBe(0);
        (await Store.FindAsync(LakePath.Parse("bronze/empty"), Cancel)).ShouldBe(put);
        (await ReadAsync("bronze/empty")).ShouldBeEmpty();
        (await ReadAsync("bronze/empty", 5)).ShouldBeEmpty();
        (await ListAsync("bronze")).ShouldBe(["bronze/empty"]);
    }

    [Fact]
    public async Task The_entity_tag_changes_with_every_write_even_of_the_same_length()
    {
        HashSet<string> tags = [];
        for (var i = 0; i < 20; i++)
        {
            tags.Add((await PutAsync("bronze/a", $"{i % 10}")).ETag);
        }

        tags.Count.ShouldBe(20);
        var now = await Store.FindAsync(LakePath.Parse("bronze/a"), Cancel);
        now!.ETag.ShouldBe((await Open().FindAsync(LakePath.Parse("bronze/a"), Cancel))!.ETag);
        tags.ShouldContain(now.ETag);
    }

    [Fact]
    public async Task A_deleted_object_is_gone_and_its_neighbours_stay()
    {
        await PutAsync("bronze/a/b/c", "1");
        await PutAsync("bronze/a/d", "2");

        (await Store.DeleteAsync(LakePath.Parse("bronze/a/b/c"), Cancel)).ShouldBeTrue();
        (await Store.DeleteAsync(LakePath.Parse("bronze/a/b/c"), Cancel)).ShouldBeFalse();
        (await Store.DeleteAsync(LakePath.Parse("bronze/a/b"), Cancel)).ShouldBeFalse();
        await Should.ThrowAsync<LakeObjectNotFoundException>(() => ReadAsync("bronze/a/b/c"));
        (await ListAsync("bronze")).ShouldBe(["bronze/a/d"]);
    }

    [Fact]
    public async Task Where_folders_are_real_no_object_stands_where_another_needs_one()
    {
        await PutAsync("bronze/a", "object");

        if (Store.Capabilities.HasFlag(LakeCapabilities.Folders))
        {
            (await Should.ThrowAsync<LakeException>(() => PutAsync("bronze/a/b", ""))).Message.ShouldContain("bronze/a/b");
            (await Store.FindAsync(LakePath.Parse("bronze/a/b"), Cancel)).ShouldBeNull();
        }
        else
        {
            await PutAsync("bronze/a/b", "below");
            (await ReadAsync("bronze/a/b")).ShouldBe("below");
        }

        (await ReadAsync("bronze/a")).ShouldBe("object");
    }

    /// <summary>The same bytes for the same seed.</summary>
    protected static byte[] Bytes(int length, int seed)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    protected static LakePath Prefix(string text) => text.IndexOf('/') is var slash and > 0 ? new LakePath(text[..slash], text[(slash + 1)..]) : new LakePath(text, "");

    protected async Task<LakeObject> PutAsync(string path, string text) => await Store.PutAsync(LakePath.Parse(path), new MemoryStream(Encoding.UTF8.GetBytes(text)), cancellationToken: Cancel);

    protected async Task<string> ReadAsync(string path, long offset = 0, long? length = null)
    {
        using var reader = new StreamReader(await Store.OpenReadAsync(LakePath.Parse(path), offset, length, Cancel));
        return await reader.ReadToEndAsync(Cancel);
    }

    protected async Task<byte[]> ReadBytesAsync(string path, long offset = 0, long? length = null)
    {
        await using var stream = await Store.OpenReadAsync(LakePath.Parse(path), offset, length, Cancel);
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy, Cancel);
        return copy.ToArray();
    }

    protected async Task<List<string>> ListAsync(string prefix) => await Store.ListAsync(Prefix(prefix), Cancel).Select(found => found.Path.ToString()).ToListAsync(Cancel);
}
