using System.Buffers;
using System.Net;
using System.Security.Cryptography;
using VoiceLake.Lake;

namespace VoiceLake.Bronze.Internals;

/// <summary>The bytes of one copy: where they are kept, of which version they are, and their checksum so far.</summary>
internal sealed class CopyTransfer(CopyContext context, SubmissionItem item, string? replaces) : IAsyncDisposable
{
    private const int BufferBytes = 65_536;

    private readonly LakePath _path = SubmissionCopy.PathOf(item.FileName);
    private IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private ILakeUpload? _upload;
    private bool _ended;

    /// <summary>The version that the kept bytes belong to.</summary>
    public SourceVersion? Version { get; private set; }

    /// <summary>Bytes kept.</summary>
    public long Length => _upload?.Length ?? 0;

    /// <summary>Whether the rest can be asked for.</summary>
    public bool CanResume => Length > 0 && Version?.ResumeValidator is not null;

    /// <summary>Whether the file is known to be whole.</summary>
    public bool HoldsAll => _ended || (Length > 0 && Length == Version?.Bytes);

    /// <summary>The checksum of the kept bytes, in lower-case hexadecimal.</summary>
    public string Sha256 => Convert.ToHexStringLower(_hash.GetCurrentHash());

    /// <summary>Takes up what an earlier run kept.</summary>
    public async Task TakeUpAsync(CopyTicket ticket, CancellationToken cancellationToken)
    {
        Version = ticket.Version;
        _upload = await context.Store.OpenUploadAsync(_path, ticket.Version.Tag(item.Url), cancellationToken);
        if (Length > 0 && (Version.ResumeValidator is null || Length > Version.Bytes))
        {
            await RestartAsync(cancellationToken);
        }
        else if (Length > 0)
        {
            await using var kept = await _upload.OpenReadAsync(cancellationToken);
            var buffer = new byte[BufferBytes];
            while (await kept.ReadAsync(buffer, cancellationToken) is var read and > 0)
            {
                _hash.AppendData(buffer, 0, read);
            }

            if (HoldsAll)
            {
                await CheckDigestAsync(cancellationToken);
            }
        }
    }

    /// <summary>Begins from the first byte: notes the version, then opens the upload, so that kept bytes always have their ticket.</summary>
    public async Task StartAsync(SourceVersion version, CancellationToken cancellationToken)
    {
        if (version.Bytes > context.Options.MaxArchiveBytes)
        {
            throw TooLong($"the source says {version.Bytes} bytes");
        }

        if (_upload is null || version != Version)
        {
            if (_upload is not null)
            {
                await _upload.DisposeAsync();
                _upload = null;
            }

            await context.Tickets.WriteAsync(item.FileName, new CopyTicket(item.Url, version, replaces), cancellationToken);
            Version = version;
            _upload = await context.Store.OpenUploadAsync(_path, version.Tag(item.Url), cancellationToken);
        }

        await RestartAsync(cancellationToken);
    }

    /// <summary>Takes a body to its end and checks that it is the end.</summary>
    /// <param name="response">The answer; its head has been read.</param>
    /// <param name="askLengthAsync">Asks the source for the file's length, for a body that does not tell its end.</param>
    /// <param name="cancellationToken">Stops the copy; what has come is kept.</param>
    /// <exception cref="TransferException">The body is shorter, longer or other than the source said.</exception>
    public async Task ReceiveAsync(HttpResponseMessage response, Func<CancellationToken, Task<long?>> askLengthAsync, CancellationToken cancellationToken)
    {
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        while (await context.Client.ReadAsync(body, buffer, cancellationToken) is var read and > 0)
        {
            if (Length + read > context.Options.MaxArchiveBytes)
            {
                await RestartAsync(cancellationToken);
                throw TooLong("more bytes came");
            }

            await _upload!.AppendAsync(buffer.AsMemory(0, read), cancellationToken);
            _hash.AppendData(buffer, 0, read);
            context.Meter.AddBytes(read, item.FileName);
        }

        // Given back only here: after a time-out the connection may still write into it.
        ArrayPool<byte>.Shared.Return(buffer);
        await CheckEndAsync(response, askLengthAsync, cancellationToken);
    }

    /// <summary>Checks that a 206 brings the bytes asked for, of the version asked for.</summary>
    public async Task CheckRangeAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var range = response.Content.Headers.ContentRange;
        var tag = SourceVersion.ETagOf(response);
        if (range?.From != Length
            || (range.Length is { } total && Version!.Bytes is { } whole && total != whole)
            || (tag is not null && Version!.ETag is not null && tag != Version.ETag))
        {
            var detail = $"asked for bytes {Length}- of version {Version!.ETag ?? "without tag"}, got '{range}' of {tag ?? "no tag"}";
            await RestartAsync(cancellationToken);
            throw new TransferException(BronzeRules.BadRange, detail);
        }

        if (Version!.Bytes is null && range.Length is { } length)
        {
            Version = Version with { Bytes = length };
        }
    }

    /// <summary>Reads a 416: when all bytes that there are have been kept, the file is whole.</summary>
    public async Task CheckLengthAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.Content.Headers.ContentRange?.Length is { } total && total == Length)
        {
            _ended = true;
            await CheckDigestAsync(cancellationToken);
            return;
        }

        var detail = $"the source has no bytes from {Length} on and says '{response.Content.Headers.ContentRange}'";
        await RestartAsync(cancellationToken);
        throw new TransferException(BronzeRules.BadRange, detail);
    }

    /// <summary>Makes the file visible.</summary>
    /// <exception cref="LakeObjectExistsException">None stood there before, and another run has brought one since: it stays, and the kept bytes go.</exception>
    public async Task CommitAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _upload!.CommitAsync(replaces is null ? PutCondition.IfAbsent : PutCondition.Overwrite, cancellationToken);
        }
        catch (LakeObjectExistsException)
        {
            await RestartAsync(cancellationToken);
            throw;
        }
    }

    /// <summary>Throws the kept bytes away, and their ticket.</summary>
    public async Task AbandonAsync(CancellationToken cancellationToken)
    {
        await RestartAsync(cancellationToken);
        await context.Tickets.DeleteAsync(item.FileName, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        _hash.Dispose();
        if (_upload is not null)
        {
            await _upload.DisposeAsync();
        }
    }

    /// <summary>
    /// A length tells the end; so do the last chunk of HTTP/1.1 and the end of stream of HTTP/2, which the HTTP client checks.
    /// A body that ends with its connection tells nothing: then the stated checksum must fit, or the archive's own end be there, or the source
    /// name this length when asked by HEAD, or at the next try by a 416.
    /// </summary>
    private async Task CheckEndAsync(HttpResponseMessage response, Func<CancellationToken, Task<long?>> askLengthAsync, CancellationToken cancellationToken)
    {
        if (Version!.Bytes is { } whole && Length != whole)
        {
            var detail = $"{Length} bytes came of {whole}";
            if (Length > whole)
            {
                await RestartAsync(cancellationToken);
            }

            throw new TransferException(BronzeRules.CutShort, detail);
        }

        if (Version.Bytes is null && EndsWithConnection(response)
            && (Version.Sha256 is { } wanted ? wanted != Sha256 : !await IsWholeArchiveAsync(cancellationToken) && await askLengthAsync(cancellationToken) != Length))
        {
            throw new TransferException(BronzeRules.CutShort, $"the connection ended after {Length} bytes without saying the length, and they are not the whole file");
        }

        await CheckDigestAsync(cancellationToken);
        _ended = true;
    }

    private TransferException TooLong(string what) =>
        new(BronzeRules.TooLong, FormattableString.Invariant($"{what}, and at most {context.Options.MaxArchiveBytes} are copied (MaxArchiveBytes)"), mayPass: false);

    private async Task CheckDigestAsync(CancellationToken cancellationToken)
    {
        if (Version!.Sha256 is { } wanted && wanted != Sha256)
        {
            var detail = $"{Length} bytes with sha256 {Sha256}, but the source states {wanted}";
            await RestartAsync(cancellationToken);
            throw new TransferException(BronzeRules.BadDigest, detail);
        }
    }

    private async Task<bool> IsWholeArchiveAsync(CancellationToken cancellationToken)
    {
        await using var kept = await _upload!.OpenReadAsync(cancellationToken);
        return ArchiveEnd.IsWhole(kept);
    }

    private async Task RestartAsync(CancellationToken cancellationToken)
    {
        _ended = false;
        _hash.Dispose();
        _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        if (Length > 0)
        {
            await _upload!.DiscardAsync(cancellationToken);
        }
    }

    private static bool EndsWithConnection(HttpResponseMessage response) =>
        response.Version < HttpVersion.Version20 && response.Content.Headers.ContentLength is null && response.Headers.TransferEncodingChunked != true;
}
