using System.Net;
using System.Net.Http.Headers;
using VoiceLake.DataFactory.Running.Stores;
using VoiceLake.Lake;

namespace VoiceLake.DataFactory.Running.Activities.Copying;

/// <summary>Brings a file into a lake byte for byte, through an upload that survives a failed try: the next one asks for the rest only.</summary>
internal sealed class ResumableCopy(LakePlace sink, CopyTally tally)
{
    private const int BufferBytes = 65_536;

    /// <summary>Copies a file of a web server.</summary>
    /// <exception cref="WorkException">It could not be had whole; what came of a version with an entity tag is kept.</exception>
    public async Task FromHttpAsync(HttpReading source, LakePath target, CancellationToken cancellationToken)
    {
        using var whole = await source.SendAsync(range: null, validator: null, cancellationToken);
        var tag = StrongTagOf(whole);
        await using var upload = await sink.Lake.Store.OpenUploadAsync(target, $"{source.Place.Address}\n{tag}", cancellationToken);
        if (tag is null || upload.Length == 0)
        {
            // Without a strong entity tag nothing tells whether the kept bytes are of this version.
            await upload.DiscardAsync(cancellationToken);
            await AppendAsync(source, whole, upload, cancellationToken);
        }
        else if (upload.Length != whole.Content.Headers.ContentLength)
        {
            // The connection is given up: only the end of this file is wanted.
            whole.Dispose();
            await ResumeAsync(source, upload, tag, cancellationToken);
        }
        else
        {
            tally.Resumed += upload.Length;
        }

        await CommitAsync(upload, cancellationToken);
    }

    /// <summary>Copies a file of a lake.</summary>
    public async Task FromLakeAsync(LakeStoreFile source, LakePath target, CancellationToken cancellationToken)
    {
        await using var upload = await sink.Lake.Store.OpenUploadAsync(target, $"{source.Store.Address}\n{source.Object.Path}\n{source.Object.ETag}", cancellationToken);
        tally.Resumed += upload.Length;
        await using var content = await source.Store.OpenReadAsync(source.Object.Path, upload.Length, cancellationToken: cancellationToken);
        await AppendAsync(content, upload, cancellationToken);
        if (upload.Length != source.Object.Length)
        {
            var came = upload.Length;
            await upload.DiscardAsync(cancellationToken);
            throw new WorkException(WorkException.NotFound, $"'{source.Object.Path}' had {source.Object.Length} bytes when the copy began, and {came} came: it changed on the way: run again.");
        }

        await CommitAsync(upload, cancellationToken);
    }

    private async Task ResumeAsync(HttpReading source, ILakeUpload upload, EntityTagHeaderValue tag, CancellationToken cancellationToken)
    {
        var kept = upload.Length;
        try
        {
            using var rest = await source.SendAsync(new RangeHeaderValue(kept, null), tag, cancellationToken);
            var range = rest.StatusCode == HttpStatusCode.PartialContent ? rest.Content.Headers.ContentRange : null;
            if (range?.From == kept && (StrongTagOf(rest) ?? tag).Equals(tag))
            {
                tally.Resumed += kept;
                await AppendAsync(source, rest, upload, cancellationToken);
                await CheckTotalAsync(source, range.Length, upload, cancellationToken);
                return;
            }

            await upload.DiscardAsync(cancellationToken);
            if (rest.StatusCode != HttpStatusCode.OK || !tag.Equals(StrongTagOf(rest)))
            {
                throw new WorkException(HttpReading.Failed, $"'{source.Place}' was asked for the bytes from {kept} on and sent others ({(int)rest.StatusCode}, {rest.Content.Headers.ContentRange}): run again, it begins anew.");
            }

            // A server without ranges sends the whole again.
            await AppendAsync(source, rest, upload, cancellationToken);
        }
        catch (WorkException e) when (e.Status == HttpStatusCode.RequestedRangeNotSatisfiable)
        {
            await upload.DiscardAsync(cancellationToken);
            throw;
        }
    }

    private static async Task CheckTotalAsync(HttpReading source, long? total, ILakeUpload upload, CancellationToken cancellationToken)
    {
        if (total is not null && total != upload.Length)
        {
            var came = upload.Length;
            await upload.DiscardAsync(cancellationToken);
            throw new WorkException(HttpReading.Failed, $"'{source.Place}' says that the file has {total} bytes, and {came} came: run again, it begins anew.");
        }
    }

    private static async Task AppendAsync(HttpReading source, HttpResponseMessage response, ILakeUpload upload, CancellationToken cancellationToken)
    {
        await using var body = await HttpBody.OpenAsync(source.Place, response, cancellationToken);
        await AppendAsync(body, upload, cancellationToken);
    }

    // Piece by piece, so that what came before a cut is kept.
    private static async Task AppendAsync(Stream content, ILakeUpload upload, CancellationToken cancellationToken)
    {
        var buffer = new byte[BufferBytes];
        while (await content.ReadAsync(buffer, cancellationToken) is var read and > 0)
        {
            await upload.AppendAsync(buffer.AsMemory(0, read), cancellationToken);
        }
    }

    private static EntityTagHeaderValue? StrongTagOf(HttpResponseMessage response) => response.Headers.ETag is { IsWeak: false } tag ? tag : null;

    private async Task CommitAsync(ILakeUpload upload, CancellationToken cancellationToken)
    {
        var written = await upload.CommitAsync(PutCondition.Overwrite, cancellationToken);
        tally.DataRead += written.Length;
        tally.DataWritten += written.Length;
        tally.FilesRead++;
        tally.FilesWritten++;
    }
}
