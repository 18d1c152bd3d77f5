using System.Security.Cryptography;
using System.Text.Json;
using Azure.Storage.Sas;
using VoiceLake.Azure.Storage;
using VoiceLake.Lake;
using VoiceLake.Tests.Support;

namespace VoiceLake.Conformance.Storage;

/// <summary>AzCopy, a client that is not ours, lists and downloads what we wrote.</summary>
public sealed class AzCopyTests(AzuriteServer azurite) : IClassFixture<AzuriteServer>, IDisposable
{
    private static readonly (string Name, int Length)[] Objects =
        [("submissions/a.tgz", 12_345), ("empty", 0), ("large.bin", 9_500_000), ("with space/and + ü #1.txt", 100), ("a/b/c/d", 1), ("uploaded.bin", 5_000_000)];

    private readonly TemporaryFolder _folder = new();
    private readonly AzureLakeOptions _options = AzuriteServer.EmptyLake();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task AzCopy_lists_and_downloads_what_was_put_and_uploaded_byte_for_byte()
    {
        using var store = new BlobLakeStore(AzureLakeAddress.Parse(azurite.Lake), _options);
        var written = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, length) in Objects)
        {
            var content = new byte[length];
            new Random(length).NextBytes(content);
            written[name] = Convert.ToHexStringLower(SHA256.HashData(content));
            if (name == "uploaded.bin")
            {
                await using var upload = await store.OpenUploadAsync(new LakePath("bronze", name), "tag", Cancel);
                await upload.AppendAsync(content, Cancel);
                await upload.CommitAsync(cancellationToken: Cancel);
            }
            else
            {
                await store.PutAsync(new LakePath("bronze", name), new MemoryStream(content), cancellationToken: Cancel);
            }
        }

        var container = $"{azurite.Lake}/{_options.Containers.Bronze}?{AzuriteServer.Sas(AccountSasPermissions.Read | AccountSasPermissions.List)}";
        var listed = await AzCopyProgram.RunAsync(["list", container, "--location", "Blob", "--machine-readable", "--output-type", "json"], Cancel);
        await AzCopyProgram.RunAsync(["copy", container, _folder.Path, "--recursive", "--from-to", "BlobLocal"], Cancel);

        Listed(listed).ShouldBe(Objects.Select(each => (each.Name, (long)each.Length)).OrderBy(each => each.Name, StringComparer.Ordinal));
        var root = _folder.PathOf(_options.Containers.Bronze);
        Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
            .ToDictionary(file => Path.GetRelativePath(root, file), file => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file))))
            .OrderBy(file => file.Key, StringComparer.Ordinal).ShouldBe(written);
    }

    private static IEnumerable<(string Name, long Length)> Listed(string output) => output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => JsonDocument.Parse(line).RootElement)
        .Where(line => line.GetProperty("MessageType").GetString() == "ListObject")
        .Select(line => JsonDocument.Parse(line.GetProperty("MessageContent").GetString()!).RootElement)
        .Select(found => (found.GetProperty("Path").GetString()!, long.Parse(found.GetProperty("ContentLength").GetString()!.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture)))
        .OrderBy(found => found.Item1, StringComparer.Ordinal);
}
