using Azure;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using VoiceLake.Lake;

namespace VoiceLake.Azure.Storage.Blobs;

/// <summary>Reads blobs and what is known of them.</summary>
internal sealed class BlobReading(BlobService service)
{
    /// <summary>What is known of an object; null where there is none.</summary>
    public Task<LakeObject?> FindAsync(LakePath path, CancellationToken cancellationToken)
    {
        var blob = service.BlobOf(path);
        return service.CallAsync(
            path,
            async () =>
            {
                try
                {
                    BlobProperties found = await blob.GetPropertiesAsync(cancellationToken: cancellationToken);
                    return IsFolder(found.Metadata) ? null : new LakeObject(path, found.ContentLength, found.ETag.ToString("H"), found.LastModified);
                }
                catch (RequestFailedException none) when (none.Status == 404)
                {
                    return null;
                }
            },
            cancellationToken);
    }

    /// <summary>Opens bytes of an object.</summary>
    public Task<Stream> OpenAsync(LakePath path, long offset, long? length, CancellationToken cancellationToken) =>
        RangeReadStream.OpenAsync(ReaderOf(service.BlobOf(path), path), offset, length, cancellationToken);

    /// <summary>Reads ranges of a blob.</summary>
    public RangeReader ReaderOf(BlobBaseClient blob, LakePath path) => (offset, buffer, etag, cancellationToken) =>
        service.CallAsync(path, () => ReadAsync(blob, path, offset, buffer, etag, cancellationToken), cancellationToken);

    /// <summary>Whether a blob stands for a folder of an account with hierarchical namespace.</summary>
    public static bool IsFolder(IDictionary<string, string>? metadata) =>
        metadata is not null && metadata.TryGetValue("hdi_isfolder", out var value) && string.Equals(value, "true", StringComparison.OrdinalIgnoreCase);

    private static async Task<RangeRead> ReadAsync(BlobBaseClient blob, LakePath path, long offset, Memory<byte> buffer, string? etag, CancellationToken cancellationToken)
    {
        try
        {
            var options = new BlobDownloadOptions
            {
                Range = new HttpRange(offset, buffer.Length),
                Conditions = etag is null ? null : new BlobRequestConditions { IfMatch = new ETag(etag) },
            };

            // The content goes on by itself where the connection breaks, with the same entity tag.
            using BlobDownloadStreamingResult result = await blob.DownloadStreamingAsync(options, cancellationToken);
            if (IsFolder(result.Details.Metadata))
            {
                throw new LakeObjectNotFoundException(path);
            }

            var count = await result.Content.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
            return new RangeRead(count, RangeRead.TotalLengthOf(result.Details.ContentRange, result.Details.ContentLength), result.Details.ETag.ToString("H"));
        }
        catch (RequestFailedException error) when (error.Status == 404)
        {
            throw new LakeObjectNotFoundException(path);
        }
        catch (RequestFailedException error) when (error.Status == 412)
        {
            throw new LakeObjectChangedException(path);
        }
        catch (RequestFailedException error) when (error.Status == 416)
        {
            return await ReadNothingAsync(blob, path, cancellationToken);
        }
    }

    // Nothing lies at the offset: the object is empty or ends before, or is a folder.
    private static async Task<RangeRead> ReadNothingAsync(BlobBaseClient blob, LakePath path, CancellationToken cancellationToken)
    {
        try
        {
            BlobProperties found = await blob.GetPropertiesAsync(cancellationToken: cancellationToken);
            return IsFolder(found.Metadata) ? throw new LakeObjectNotFoundException(path) : new RangeRead(0, found.ContentLength, found.ETag.ToString("H"));
        }
        catch (RequestFailedException error) when (error.Status == 404)
        {
            throw new LakeObjectNotFoundException(path);
        }
    }
}
