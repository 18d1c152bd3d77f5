using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;

namespace VoiceLake.Silver.Archives;

/// <summary>What an archive unpacked to does not have the checksum or length that the archive gives for it.</summary>
/// <param name="message">What was found.</param>
/// <param name="offset">Where the checksum stands in the packed bytes; null where that cannot be told.</param>
internal sealed class ArchiveChecksumException(string message, long? offset) : Exception(message)
{
    public long? Offset { get; } = offset;
}

/// <summary>Unpacks gzip (RFC 1952) and compares what came out with the checksum and length at the end of each of its members.</summary>
/// <remarks>
/// The decoder of .NET takes a file that was cut for a whole one, and where a checksum is wrong it keeps the last bytes for itself.
/// Here every byte comes out, and <see cref="Fault"/> tells at the end what to think of them.
/// </remarks>
internal sealed class GzipStream(Stream packed) : ReadOnlyStream
{
    private readonly GzipFeed _feed = new(packed);
    private readonly Crc32 _checksum = new();
    private uint _length;
    private DeflateStream? _member;
    private bool _ended;

    /// <summary>What was wrong with the end; null while it was not reached, and where it is sound.</summary>
    public Exception? Fault { get; private set; }

    /// <summary>How many bytes stand behind the last member; 0 where they are the zeros that fill up a block.</summary>
    public long CountStray() => _feed.CountStray();

    public override int Read(Span<byte> buffer)
    {
        while (!_ended && !buffer.IsEmpty)
        {
            _member ??= Open();
            var read = _member.Read(buffer);
            if (read > 0)
            {
                _checksum.Append(buffer[..read]);
                _length += (uint)read;
                return read;
            }

            EndMember();
        }

        return 0;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _member?.Dispose();
        }

        base.Dispose(disposing);
    }

    private DeflateStream Open()
    {
        _feed.SkipHeader();
        return new DeflateStream(_feed, CompressionMode.Decompress, leaveOpen: true);
    }

    private void EndMember()
    {
        _member!.Dispose();
        _member = null;
        Span<byte> trailer = stackalloc byte[GzipFeed.TrailerLength];
        BinaryPrimitives.WriteUInt32LittleEndian(trailer, _checksum.GetCurrentHashAsUInt32());
        BinaryPrimitives.WriteUInt32LittleEndian(trailer[4..], _length);
        if (_feed.RanOut)
        {
            Fault = new EndOfStreamException("The gzip ends in the middle of its content.");
        }
        else if (!_feed.SkipTrailer(trailer))
        {
            var left = _feed.Left();
            var unpacked = $"it unpacks to CRC-32 {Word(trailer):x8} and {_length} bytes";
            Fault = left.Length switch
            {
                < GzipFeed.TrailerLength => new EndOfStreamException("The gzip ends before its checksum."),
                GzipFeed.TrailerLength => new ArchiveChecksumException(
                    $"The gzip says CRC-32 {Word(left):x8} and {Word(left[4..])} bytes (modulo 2^32), but {unpacked}.", _feed.Offset),
                _ => new ArchiveChecksumException($"A member of the gzip has another checksum or length: {unpacked}.", null),
            };
        }

        _checksum.Reset();
        _length = 0;

        // Members may follow each other; whatever else follows is no part of the content.
        _ended = Fault is not null || !_feed.HasMember();
    }

    private static uint Word(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt32LittleEndian(bytes);
}
