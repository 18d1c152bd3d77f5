using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using VoiceLake.Lake;

namespace VoiceLake.Azure.Storage.Dfs;

/// <summary>Lists the files of a container by ordinal name; folders are seen through to what lies in them.</summary>
/// <remarks>
/// The service lists a folder's content right after the folder, so that <c>a/b</c> comes before <c>a-b</c>, and not as names sort: what lies below
/// one folder is sorted here, once it is complete.
/// </remarks>
internal sealed class DfsListing(DfsService service)
{
    /// <summary>Every file whose name starts with a prefix.</summary>
    public async IAsyncEnumerable<LakeObject> ListAsync(LakePath prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (folder, isWhole) = FolderOf(prefix);
        if (isWhole && folder.Path.Length > 0)
        {
            foreach (var found in await BelowAsync(prefix, folder, cancellationToken))
            {
                yield return found;
            }

            yield break;
        }

        foreach (var entry in await EntriesAsync(prefix, folder, cancellationToken))
        {
            if (!entry.IsFolder)
            {
                yield return entry.ToObject(prefix.Container);
                continue;
            }

            foreach (var found in await BelowAsync(prefix, folder with { Path = entry.Name }, cancellationToken))
            {
                yield return found;
            }
        }
    }

    /// <summary>The files and folders of one level; a folder without a file anywhere below it is none.</summary>
    public async Task<LakeListing> ListLevelAsync(LakePath prefix, CancellationToken cancellationToken)
    {
        var (folder, _) = FolderOf(prefix);
        var entries = await EntriesAsync(prefix, folder, cancellationToken);
        var folders = entries.Where(entry => entry.IsFolder).ToList();
        var filled = new bool[folders.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = service.Options.Parallelism, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, folders.Count, options, async (i, stop) => filled[i] = await HasFilesAsync(prefix, folder with { Path = folders[i].Name }, stop));
        return new LakeListing(
            [.. entries.Where(entry => !entry.IsFolder).Select(entry => entry.ToObject(prefix.Container))],
            [.. folders.Where((_, i) => filled[i]).Select(entry => new LakePath(prefix.Container, entry.Name + "/"))]);
    }

    /// <summary>What lies directly in a folder of the store's own, in the service's order.</summary>
    public IAsyncEnumerable<DfsEntry> ListWorkAsync(DfsPath folder, CancellationToken cancellationToken) => PagesAsync(folder, recursive: false, service.Options.ListPageSize, cancellationToken);

    // The folder that holds all that a prefix may start, and whether the prefix is that folder.
    private (DfsPath Folder, bool IsWhole) FolderOf(LakePath prefix)
    {
        var name = prefix.Name ?? "";
        var slash = name.LastIndexOf('/');
        return (service.FolderOf(prefix with { Name = slash < 0 ? "" : name[..slash] }), slash == name.Length - 1);
    }

    private Task<List<DfsEntry>> EntriesAsync(LakePath prefix, DfsPath folder, CancellationToken cancellationToken) => service.CallAsync(
        prefix,
        async () =>
        {
            var name = prefix.Name ?? "";
            var start = folder.Path.Length == 0 ? name : $"{folder.Path}/{name[(name.LastIndexOf('/') + 1)..]}";
            var entries = await PagesAsync(folder, recursive: false, service.Options.ListPageSize, cancellationToken)
                .Where(entry => entry.Name.StartsWith(start, StringComparison.Ordinal) && !WorkNames.Is(entry.SortName)).ToListAsync(cancellationToken);
            return entries.OrderBy(entry => entry.SortName, StringComparer.Ordinal).ToList();
        },
        cancellationToken);

    private Task<List<LakeObject>> BelowAsync(LakePath prefix, DfsPath folder, CancellationToken cancellationToken) => service.CallAsync(
        prefix,
        async () =>
        {
            var found = await PagesAsync(folder, recursive: true, service.Options.ListPageSize, cancellationToken).Where(entry => !entry.IsFolder && !WorkNames.Is(entry.Name)).Select(entry => entry.ToObject(prefix.Container)).ToListAsync(cancellationToken);
            found.Sort((left, right) => string.CompareOrdinal(left.Path.Name, right.Path.Name));
            return found;
        },
        cancellationToken);

    private Task<bool> HasFilesAsync(LakePath prefix, DfsPath folder, CancellationToken cancellationToken) =>
        service.CallAsync(prefix, () => PagesAsync(folder, recursive: true, most: Math.Min(20, service.Options.ListPageSize), cancellationToken).AnyAsync(entry => !entry.IsFolder, cancellationToken).AsTask(), cancellationToken);

    private async IAsyncEnumerable<DfsEntry> PagesAsync(DfsPath folder, bool recursive, int most, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? continuation = null;
        do
        {
            List<DfsEntry> page;
            try
            {
                using var answer = await service.SendAsync(DfsRequests.List(folder, recursive, most, continuation), cancellationToken);
                page = DfsEntry.ReadPage(answer.Content);
                continuation = answer.Continuation();
            }
            catch (DfsFailedException none) when (none.IsNotFound)
            {
                // No such folder or container, or not any more.
                yield break;
            }

            foreach (var entry in page)
            {
                yield return entry;
            }
        }
        while (continuation is not null);
    }
}

/// <summary>A file or folder as a listing shows it.</summary>
internal sealed record DfsEntry(string Name, bool IsFolder, long Length, string ETag, DateTimeOffset LastModified)
{
    /// <summary>A folder sorts with the slash that stands behind it in the names of what it holds.</summary>
    public string SortName => IsFolder ? Name + "/" : Name;

    public LakeObject ToObject(string container) => new(new LakePath(container, Name), Length, ETag, LastModified);

    /// <summary>Reads a page of a listing; numbers and flags are texts in it, and entity tags have no quotes.</summary>
    public static List<DfsEntry> ReadPage(BinaryData json)
    {
        using var page = JsonDocument.Parse(json);
        return page.RootElement.GetProperty("paths").EnumerateArray().Select(path => new DfsEntry(
            Text(path, "name"),
            Text(path, "isDirectory") is "true" or "True",
            Text(path, "contentLength") is { Length: > 0 } length ? long.Parse(length, CultureInfo.InvariantCulture) : 0,
            $"\"{Text(path, "etag").Trim('"')}\"",
            DateTimeOffset.ParseExact(Text(path, "lastModified"), "R", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal))).ToList();
    }

    private static string Text(JsonElement path, string name) => path.TryGetProperty(name, out var value) ? value.ToString() : "";
}
