using System.Security.Cryptography;
using System.Text.Json;
using VoiceLake.Bronze;
using VoiceLake.Lake;
using VoiceLake.Tests.Support;

namespace VoiceLake.Tests.Bronze;

public sealed class ManifestWriterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private ILakeStore Store => DataLake.Open(_folder.Path).Store;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_pages_hold_every_item_and_the_list_proves_it()
    {
        var listing = Listing(6_321);

        var summary = await ManifestWriter.WriteAsync(Store, listing, Token);

        summary.PageList.ShouldBe(LakePath.Parse("miscellaneous/manifests/a.example-16kHz_16bit/pages.json"));
        var list = JsonSerializer.Deserialize<List<ManifestPageEntry>>(await ReadAsync(summary.PageList.Name))!;
        list.Select(page => (page.Page, page.Items, page.TotalPages, page.TotalItems)).ShouldBe(
            [("manifests/a.example-16kHz_16bit/page-0001.json", 5_000, 2, 6_321), ("manifests/a.example-16kHz_16bit/page-0002.json", 1_321, 2, 6_321)]);
        var items = new List<SubmissionItem>();
        foreach (var page in list)
        {
            var content = await ReadAsync(page.Page);
            (content.Length, Sha256.Of(content)).ShouldBe((page.Bytes, page.Sha256));
            items.AddRange(JsonSerializer.Deserialize<List<SubmissionItem>>(content)!);
        }

        items.ShouldBe(listing.Items);
    }

    [Fact]
    public async Task What_is_unchanged_is_not_written_again_and_pages_too_many_go()
    {
        (await ManifestWriter.WriteAsync(Store, Listing(6_321), Token)).Written.ShouldBe(3);
        var before = Files();

        (await ManifestWriter.WriteAsync(Store, Listing(6_321), Token)).Written.ShouldBe(0);
        var again = Files();
        (await ManifestWriter.WriteAsync(Store, Listing(5_000), Token)).Written.ShouldBe(1);

        again.ShouldBe(before);
        Files().Select(file => Path.GetFileName(file.Path)).ShouldBe(["page-0001.json", "pages.json"]);
        Files()[0].ShouldBe(before[0]);
    }

    [Theory]
    [InlineData("http://www.repository.voxforge1.org/downloads/SpeechCorpus/Trunk/Audio/Main/16kHz_16bit/", "www.repository.voxforge1.org-downloads-SpeechCorpus-Trunk-Audio-Main-16kHz_16bit")]
    [InlineData("http://127.0.0.1:8080/x/?a=b", "127.0.0.1-8080-x-a-b")]
    [InlineData("folder:///my%20samples/", "my-20samples")]
    [InlineData("manifest.json", "manifest.json")]
    [InlineData("..", "source")]
    [InlineData("http://é/", "source")]
    public void A_source_has_a_folder_of_its_own(string source, string folder) => ManifestWriter.FolderOf(source).Name.ShouldBe("manifests/" + folder);

    private static SubmissionListing Listing(int count) => new(
        "http://a.example/16kHz_16bit/",
        [.. Enumerable.Range(0, count).Select(i => new SubmissionItem("http://a.example/16kHz_16bit/", $"{i:D5}.tgz", $"{i:D5}.tgz"))],
        []);

    private async Task<byte[]> ReadAsync(string name)
    {
        await using var stream = await Store.OpenReadAsync(new LakePath("miscellaneous", name), cancellationToken: Token);
        using var content = new MemoryStream();
        await stream.CopyToAsync(content, Token);
        return content.ToArray();
    }

    private List<(string Path, DateTime Written, string Sha256)> Files() =>
        [.. Directory.EnumerateFiles(_folder.PathOf("miscellaneous"), "*", SearchOption.AllDirectories)
            .Select(path => (path, File.GetLastWriteTimeUtc(path), Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)))))
            .Order()];
}
