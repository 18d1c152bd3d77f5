namespace VoiceLake.Silver.Archives;

/// <summary>An archive has more entries or bytes than the limits allow.</summary>
internal sealed class ArchiveLimitException(string message) : Exception(message);

/// <summary>What an archive has cost so far, over all its layers and the archives in it, so that bombs are stopped however they are nested; and what stands beside its entries.</summary>
internal sealed class UnpackTally(SubmissionReaderOptions options)
{
    private long _packed;
    private long _unpacked;

    /// <summary>Bytes that belong to no entry.</summary>
    public long Stray { get; set; }

    /// <summary>Counts bytes of the archive itself.</summary>
    /// <exception cref="ArchiveLimitException">They are too many.</exception>
    public void Packed(int bytes) => Check(_packed += bytes);

    /// <summary>Counts bytes that came out of a decoder.</summary>
    /// <exception cref="ArchiveLimitException">They are too many, in themselves or for what they came out of.</exception>
    public void Unpacked(int bytes)
    {
        Check(_unpacked += bytes);
        if (_unpacked > options.RatioFromBytes && _unpacked / options.MaxRatio > _packed)
        {
            throw new ArchiveLimitException($"The archive unpacks to more than {options.MaxRatio} times its size.");
        }
    }

    private void Check(long bytes)
    {
        if (bytes > options.MaxUnpackedBytes)
        {
            throw new ArchiveLimitException($"The archive unpacks to more than {options.MaxUnpackedBytes:N0} bytes.");
        }
    }
}

/// <summary>Counts what is read of an archive's own bytes.</summary>
internal sealed class MeteredStream(Stream archive, UnpackTally tally) : ReadOnlyStream
{
    public override bool CanSeek => archive.CanSeek;

    public override long Length => archive.Length;

    public override long Position
    {
        get => archive.Position;
        set => archive.Position = value;
    }

    public override int Read(Span<byte> buffer)
    {
        var read = archive.Read(buffer);
        tally.Packed(read);
        return read;
    }

    public override long Seek(long offset, SeekOrigin origin) => archive.Seek(offset, origin);
}

/// <summary>Counts what comes out of a decoder.</summary>
internal sealed class GuardedStream(Stream inner, UnpackTally tally) : ReadOnlyStream
{
    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer);
        tally.Unpacked(read);
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
