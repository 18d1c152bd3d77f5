using System.Globalization;
using Azure;
using VoiceLake.Lake;

namespace VoiceLake.Azure.Storage.Dfs;

/// <summary>Reads files and what is known of them.</summary>
internal sealed class DfsReading(DfsService service)
{
    /// <summary>What is known of an object; null where there is none, or a folder.</summary>
    public async Task<LakeObject?> FindAsync(LakePath path, DfsPath file, CancellationToken cancellationToken)
    {
        using var found = await HeadAsync(file, cancellationToken);
        return found is null || found.IsDirectory() ? null : Describe(path, found, LengthOf(found));
    }

    /// <summary>The headers of a file or directory; null where there is none.</summary>
    public async Task<Response?> HeadAsync(DfsPath path, CancellationToken cancellationToken)
    {
        try
        {
            return await service.SendAsync(DfsRequests.Head(path), cancellationToken);
        }
        catch (DfsFailedException none) when (none.IsNotFound)
        {
            return null;
        }
    }

    /// <summary>Opens bytes of an object.</summary>
    public Task<Stream> OpenAsync(LakePath path, long offset, long? length, CancellationToken cancellationToken) =>
        RangeReadStream.OpenAsync(ReaderOf(path, service.FileOf(path)), offset, length, cancellationToken);

    /// <summary>Reads ranges of a file, all of one version.</summary>
    public RangeReader ReaderOf(LakePath path, DfsPath file) => (offset, buffer, etag, cancellationToken) =>
        service.CallAsync(path, () => ReadAsync(path, file, offset, buffer, etag, cancellationToken), cancellationToken);

    /// <summary>What the headers of an answer tell of an object.</summary>
    public static LakeObject Describe(LakePath path, Response answer, long length) =>
        new(path, length, answer.Find("ETag")!, DateTimeOffset.ParseExact(answer.Find("Last-Modified")!, "R", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal));

    private async Task<RangeRead> ReadAsync(LakePath path, DfsPath file, long offset, Memory<byte> buffer, string? etag, CancellationToken cancellationToken)
    {
        var (count, total) = (0, long.MaxValue);
        for (var breaks = 0; count < buffer.Length && offset + count < total;)
        {
            try
            {
                using var answer = await service.SendAsync(DfsRequests.Read(file, offset + count, buffer.Length - count, etag), cancellationToken);
                if (answer.IsDirectory())
                {
                    throw new LakeObjectNotFoundException(path);
                }

                (etag, total) = (answer.Find("ETag"), RangeRead.TotalLengthOf(answer.Find("Content-Range"), LengthOf(answer)));
                var came = await FillAsync(answer.ContentStream!, buffer[count..], cancellationToken);
                count += came.Count;
                if (count < buffer.Length && offset + count < total && ++breaks > service.Options.MaxRetries)
                {
                    throw came.Error ?? new IOException("The answers ended before their end.");
                }
            }
            catch (DfsFailedException failed) when (failed.IsNotFound)
            {
                throw etag is null ? new LakeObjectNotFoundException(path) : new LakeObjectChangedException(path);
            }
            catch (DfsFailedException failed) when (failed.Status == 412)
            {
                throw new LakeObjectChangedException(path);
            }
            catch (DfsFailedException failed) when (failed.Status == 416)
            {
                // Nothing lies at the offset: the file is empty, or ends before.
                return new RangeRead(0, 0, "");
            }
            catch (DfsFailedException failed) when (failed is { Status: 409, ErrorCode: "PathConflict" or "ResourceTypeMismatch" })
            {
                throw new LakeObjectNotFoundException(path);
            }
        }

        return new RangeRead(count, total, etag ?? "");
    }

    // What came before the connection broke is kept: the next request asks for the rest.
    private static async Task<(int Count, Exception? Error)> FillAsync(Stream content, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        var count = 0;
        try
        {
            while (count < buffer.Length && await content.ReadAsync(buffer[count..], cancellationToken) is var read and > 0)
            {
                count += read;
            }

            return (count, null);
        }
        catch (Exception error) when (StorageErrors.IsStorage(error, cancellationToken))
        {
            return (count, error);
        }
    }

    private static long LengthOf(Response answer) => long.Parse(answer.Find("Content-Length") ?? "0", CultureInfo.InvariantCulture);
}
