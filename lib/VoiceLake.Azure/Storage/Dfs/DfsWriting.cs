using System.Globalization;
using Azure;
using VoiceLake.Lake;

namespace VoiceLake.Azure.Storage.Dfs;

/// <summary>Writes objects: their bytes go to a hidden file of the same container, which then takes the object's name in one step.</summary>
internal sealed class DfsWriting(DfsService service, DfsContainers containers, DfsReading reading, DfsPublishing publishing, DfsWork work) : IDisposable
{
    private static readonly TimeSpan CleaningUp = TimeSpan.FromSeconds(10);

    private readonly BlockSender _blocks = new(service.Options.BlockBytes, service.Options.Parallelism);

    /// <summary>Writes an object. Failures of the caller's own stream come as they are, those of the service in the lake's words.</summary>
    public async Task<LakeObject> PutAsync(LakePath path, Stream content, PutCondition condition, CancellationToken cancellationToken)
    {
        var target = service.FileOf(path);
        await service.CallAsync(path, () => PrepareAsync(path, target, cancellationToken), cancellationToken);
        var first = await _blocks.FillAsync(content, cancellationToken);

        // What is too large for one request is not sent in vain.
        if (condition == PutCondition.IfAbsent && first.Length == service.Options.BlockBytes && await service.CallAsync(path, () => reading.FindAsync(path, target, cancellationToken), cancellationToken) is not null)
        {
            throw new LakeObjectExistsException(path);
        }

        var temporary = DfsWork.NewFile(target);
        try
        {
            var finished = await WriteAsync(path, temporary, first, content, cancellationToken);
            return await service.CallAsync(path, () => publishing.PublishAsync(path, finished, condition, cancellationToken), cancellationToken);
        }
        catch
        {
            await DeleteAsync(temporary);
            throw;
        }
    }

    /// <summary>Appends bytes to a file of the store's own and makes them a part of it; returns its entity tag.</summary>
    public async Task<string> AppendAsync(DfsPath file, long position, ReadOnlyMemory<byte> bytes, string? lease, CancellationToken cancellationToken)
    {
        try
        {
            using var appended = await service.SendAsync(DfsRequests.Append(file, position, bytes, flush: true, lease), cancellationToken);
            if (appended.Find("ETag") is { } etag)
            {
                return etag;
            }
        }
        catch (DfsFailedException failed) when (failed.Status == 400)
        {
            // Refused, perhaps because a first try of it was done and only its answer was lost: then the file has the length that was meant.
            using var now = await reading.HeadAsync(file, cancellationToken);
            if (now?.Find("Content-Length") != (position + bytes.Length).ToString(CultureInfo.InvariantCulture))
            {
                throw;
            }

            return now.Find("ETag")!;
        }

        using var known = await service.SendAsync(DfsRequests.Head(file), cancellationToken);
        return known.Find("ETag")!;
    }

    public void Dispose() => _blocks.Dispose();

    private async Task PrepareAsync(LakePath path, DfsPath target, CancellationToken cancellationToken)
    {
        await containers.ReadyAsync(path, cancellationToken);
        await work.SweepTemporaryAsync(target, cancellationToken);
    }

    private async Task<DfsFinished> WriteAsync(LakePath path, DfsPath file, Block first, Stream content, CancellationToken cancellationToken)
    {
        var created = await service.CallAsync(path, () => CreateAsync(file, cancellationToken), cancellationToken);
        if (first.Length < service.Options.BlockBytes)
        {
            var etag = first.Length == 0 ? created : await service.CallAsync(path, () => AppendAsync(file, 0, first.Bytes, null, cancellationToken), cancellationToken);
            first.Return();
            return new DfsFinished(file, etag, first.Length);
        }

        // Blocks go side by side, each to its own position; the flush refuses a file with a gap.
        var length = await _blocks.SendAsync(
            first, content, (position, bytes, stop) => service.CallAsync(path, () => service.DoAsync(DfsRequests.Append(file, position, bytes, flush: false), stop), stop), cancellationToken);
        using var flushed = await service.CallAsync(path, () => service.SendAsync(DfsRequests.Flush(file, length), cancellationToken), cancellationToken);
        return new DfsFinished(file, flushed.Find("ETag")!, length);
    }

    // Only where there is none: a try that comes late does not empty what was written meanwhile. Nobody else makes files of this name.
    private async Task<string> CreateAsync(DfsPath file, CancellationToken cancellationToken)
    {
        try
        {
            using var created = await service.SendAsync(DfsRequests.CreateFile(file), cancellationToken);
            return created.Find("ETag")!;
        }
        catch (DfsFailedException failed) when (failed is { Status: 409, ErrorCode: "PathAlreadyExists" } or { Status: 412, IsLease: false })
        {
            using var found = await service.SendAsync(DfsRequests.Head(file), cancellationToken);
            return found.Find("ETag")!;
        }
    }

    private async Task DeleteAsync(DfsPath file)
    {
        try
        {
            using var limit = new CancellationTokenSource(CleaningUp);
            await service.DoAsync(DfsRequests.Delete(file), limit.Token);
        }
        catch (Exception error) when (error is RequestFailedException or OperationCanceledException || StorageErrors.IsStorage(error, CancellationToken.None))
        {
            // It is hidden, and swept away when it is old: what went wrong first is what the caller is to know.
        }
    }
}
