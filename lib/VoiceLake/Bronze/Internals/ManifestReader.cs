using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using VoiceLake.Lake;

namespace VoiceLake.Bronze.Internals;

/// <summary>Reads a manifest back from its pages in the lake, and accepts it only as a whole.</summary>
internal static class ManifestReader
{
    /// <exception cref="SubmissionSourceException">A page is missing, or is not the one that the list names.</exception>
    public static async Task<SubmissionListing> ReadAsync(ILakeStore store, LakePath pageList, CancellationToken cancellationToken)
    {
        var entries = ReadList(await ReadAsync(store, pageList, $"the page list '{pageList}'", cancellationToken), pageList);
        var items = new List<SubmissionItem>();
        var ignored = new List<IgnoredLink>();
        foreach (var entry in entries)
        {
            var path = pageList with { Name = entry.Page };
            var content = await ReadAsync(store, path, $"the page '{path}' of '{pageList}'", cancellationToken);
            if (Convert.ToHexStringLower(SHA256.HashData(content)) != entry.Sha256)
            {
                throw NotWhole($"the page '{path}' does not have the checksum that '{pageList}' states");
            }

            var page = Manifest.Parse(Encoding.UTF8.GetString(content), path.ToString(), forCopying: false);
            items.AddRange(page.Items);
            ignored.AddRange(page.Ignored);
        }

        return entries.All(entry => entry.TotalItems == items.Count && entry.TotalPages == entries.Count)
            ? new SubmissionListing(pageList.Name, items, ignored)
            : throw NotWhole($"'{pageList}' speaks of {entries[0].TotalItems} items in {entries[0].TotalPages} pages, and there are {items.Count} in {entries.Count}");
    }

    private static List<ManifestPageEntry> ReadList(byte[] json, LakePath path)
    {
        try
        {
            return JsonSerializer.Deserialize<List<ManifestPageEntry>>(json) is { Count: > 0 } entries && entries.All(entry => entry is { Page: not null, Sha256: not null })
                ? entries
                : throw NotWhole($"'{path}' names no pages");
        }
        catch (JsonException e)
        {
            throw NotWhole($"'{path}' is no page list ({e.Message})");
        }
    }

    private static async Task<byte[]> ReadAsync(ILakeStore store, LakePath path, string what, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(path, cancellationToken) is null)
        {
            throw NotWhole($"{what} is not in the lake");
        }

        await using var content = await store.OpenReadAsync(path, cancellationToken: cancellationToken);
        using var bytes = new MemoryStream();
        await content.CopyToAsync(bytes, cancellationToken);
        return bytes.ToArray();
    }

    private static SubmissionSourceException NotWhole(string problem) => new($"The manifest is not whole: {problem}. Write it again with ManifestWriter.");
}
