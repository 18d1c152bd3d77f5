namespace VoiceLake.Silver.Archives;

/// <summary>An archive has more entries or bytes than the limits allow.</summary>
internal sealed class ArchiveLimitException(string message) : Exception(message);

/// <summary>Counts what is unpacked, stops bombs, and remembers whether the end was the end mark of a tar.</summary>
internal sealed class GuardedStream(Stream inner, SubmissionReaderOptions options, Func<long>? packedBytes) : ReadOnlyStream
{
    private long _zerosAtEnd;

    public long BytesRead { get; private set; }

    /// <summary>A tar ends with two blocks of 512 zeros; one that was cut between entries does not.</summary>
    public bool EndsWithZeroBlock => _zerosAtEnd >= 512;

    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer);
        BytesRead += read;
        var last = buffer[..read].LastIndexOfAnyExcept((byte)0);
        _zerosAtEnd = last < 0 ? _zerosAtEnd + read : read - 1 - last;
        if (BytesRead > options.MaxUnpackedBytes)
        {
            throw new ArchiveLimitException($"The archive unpacks to more than {options.MaxUnpackedBytes:N0} bytes.");
        }

        if (packedBytes is not null && BytesRead > options.RatioFromBytes && BytesRead / options.MaxRatio > packedBytes())
        {
            throw new ArchiveLimitException($"The archive unpacks to more than {options.MaxRatio} times its size.");
        }

        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
