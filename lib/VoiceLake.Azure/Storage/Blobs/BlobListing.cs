using System.Runtime.CompilerServices;
using Azure;
using Azure.Storage.Blobs.Models;
using VoiceLake.Lake;

namespace VoiceLake.Azure.Storage.Blobs;

/// <summary>Lists blobs page by page; a container that is not there has none.</summary>
internal sealed class BlobListing(BlobService service)
{
    /// <summary>The objects whose name starts with a prefix, by ordinal name.</summary>
    /// <remarks>Accounts with hierarchical namespace list by folder, so the whole list is put in order before the first of it is given.</remarks>
    public async IAsyncEnumerable<LakeObject> ListAsync(LakePath prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var container = service.ContainerOf(prefix);
        List<LakeObject> found = [];
        await PagesAsync(prefix, container.GetBlobsAsync(BlobTraits.Metadata, BlobStates.None, prefix.Name, cancellationToken), blob => Add(found, prefix, blob), cancellationToken);
        Sort(found);
        foreach (var each in found)
        {
            yield return each;
        }
    }

    /// <summary>The objects and prefixes of one level.</summary>
    public async Task<LakeListing> ListLevelAsync(LakePath prefix, CancellationToken cancellationToken)
    {
        var container = service.ContainerOf(prefix);
        List<LakeObject> objects = [];
        List<string> prefixes = [];
        await PagesAsync(
            prefix,
            container.GetBlobsByHierarchyAsync(BlobTraits.Metadata, BlobStates.None, "/", prefix.Name, cancellationToken),
            item =>
            {
                if (item.IsBlob)
                {
                    Add(objects, prefix, item.Blob);
                }
                else if (!WorkNames.Is(item.Prefix))
                {
                    prefixes.Add(item.Prefix);
                }
            },
            cancellationToken);
        Sort(objects);
        prefixes.Sort(StringComparer.Ordinal);
        return new LakeListing(objects, [.. prefixes.Select(name => new LakePath(prefix.Container, name))]);
    }

    private Task<bool> PagesAsync<T>(LakePath prefix, AsyncPageable<T> list, Action<T> take, CancellationToken cancellationToken)
        where T : notnull => service.CallAsync(
            prefix,
            async () =>
            {
                try
                {
                    await foreach (var page in list.AsPages(pageSizeHint: service.Options.ListPageSize).WithCancellation(cancellationToken))
                    {
                        foreach (var item in page.Values)
                        {
                            take(item);
                        }
                    }

                    return true;
                }
                catch (RequestFailedException missing) when (missing.ErrorCode == BlobErrorCode.ContainerNotFound)
                {
                    return false;
                }
            },
            cancellationToken);

    private static void Add(List<LakeObject> objects, LakePath prefix, BlobItem blob)
    {
        if (!WorkNames.Is(blob.Name) && !BlobReading.IsFolder(blob.Metadata))
        {
            objects.Add(new LakeObject(new LakePath(prefix.Container, blob.Name), blob.Properties.ContentLength ?? 0, blob.Properties.ETag?.ToString("H") ?? "", blob.Properties.LastModified ?? default));
        }
    }

    private static void Sort(List<LakeObject> objects) => objects.Sort((one, other) => string.CompareOrdinal(one.Path.Name, other.Path.Name));
}
