namespace VoiceLake.Silver.Archives;

/// <summary>Hands the packed bytes of a gzip to the decoder, and finds where a member ended, which the decoder does not tell.</summary>
/// <remarks>
/// The decoder asks for more only when it has used what it was given, so that a member ends within the bytes that were handed out last.
/// Near the end of the file these are single bytes: there, the place is exact.
/// </remarks>
internal sealed class GzipFeed(Stream packed) : ReadOnlyStream
{
    public const int TrailerLength = 8;
    private const int Chunk = 8_192;
    private const int Near = 2 * TrailerLength;
    private const int HeaderLength = 10;
    private readonly byte[] _buffer = new byte[(2 * Chunk) + Near];
    private long _before;
    private int _handedFrom;
    private int _start;
    private int _end;

    /// <summary>Whether the decoder asked for bytes where there are none.</summary>
    public bool RanOut { get; private set; }

    public override int Read(Span<byte> buffer)
    {
        var ready = Fill(Near + 1);
        var count = Math.Min(buffer.Length, ready > Near ? Math.Min(ready - Near, Chunk) : Math.Min(ready, 1));
        RanOut |= count == 0 && buffer.Length > 0;
        _buffer.AsSpan(_start, count).CopyTo(buffer);
        (_handedFrom, _start) = (_start, _start + count);
        return count;
    }

    /// <summary>Goes past the header of a member.</summary>
    /// <exception cref="EndOfStreamException">It is cut.</exception>
    /// <exception cref="InvalidDataException">It names another method than deflate.</exception>
    public void SkipHeader()
    {
        const int extra = 4, name = 8, comment = 16, checksum = 2;
        Require(HeaderLength);
        var (method, flags) = (_buffer[_start + 2], _buffer[_start + 3]);
        if (method != 8)
        {
            throw new InvalidDataException($"The gzip is packed with method {method}; only deflate (8) is known.");
        }

        _start += HeaderLength;
        if ((flags & extra) != 0)
        {
            Require(2);
            var length = _buffer[_start] | (_buffer[_start + 1] << 8);
            _start += 2;
            for (; length > 0; length--)
            {
                Next();
            }
        }

        for (var texts = ((flags & name) != 0 ? 1 : 0) + ((flags & comment) != 0 ? 1 : 0); texts > 0;)
        {
            texts -= Next() == 0 ? 1 : 0;
        }

        if ((flags & checksum) != 0)
        {
            Require(2);
            _start += 2;
        }

        _handedFrom = _start;
    }

    /// <summary>Goes past the end of a member that the decoder is through with; false where this trailer is not there.</summary>
    public bool SkipTrailer(ReadOnlySpan<byte> trailer)
    {
        Fill(TrailerLength);
        var place = _buffer.AsSpan(_handedFrom, Math.Min(_end, _start + TrailerLength) - _handedFrom).IndexOf(trailer);
        if (place >= 0)
        {
            _start = _handedFrom += place + TrailerLength;
        }

        return place >= 0;
    }

    /// <summary>What follows the last byte that was handed out: up to 8 bytes are all that is left of the file, more are the beginning of more.</summary>
    public ReadOnlySpan<byte> Left() => _buffer.AsSpan(_start, Math.Min(Fill(Near + 1), Near + 1));

    /// <summary>Where those bytes begin, from the first packed byte.</summary>
    public long Offset => _before + _start;

    /// <summary>Whether another member follows.</summary>
    public bool HasMember() => Fill(2) >= 2 && _buffer.AsSpan(_start, 2).SequenceEqual<byte>([0x1F, 0x8B]);

    /// <summary>Goes to the end of the file; gives how many bytes there were, or 0 where all of them are zeros.</summary>
    public long CountStray()
    {
        var (count, isZero) = (0L, true);
        while (Fill(1) > 0)
        {
            count += _end - _start;
            isZero &= !_buffer.AsSpan(_start.._end).ContainsAnyExcept((byte)0);
            _handedFrom = _start = _end;
        }

        return isZero ? 0 : count;
    }

    private byte Next()
    {
        Require(1);
        return _buffer[_start++];
    }

    private void Require(int bytes)
    {
        if (Fill(bytes) < bytes)
        {
            throw new EndOfStreamException("The gzip ends in its header.");
        }
    }

    // Makes that many bytes ready where the file has them; those that were handed out last stay before them.
    private int Fill(int bytes)
    {
        if (_end - _start < bytes && _end > _buffer.Length - Chunk)
        {
            _buffer.AsSpan(_handedFrom.._end).CopyTo(_buffer);
            (_before, _start, _end, _handedFrom) = (_before + _handedFrom, _start - _handedFrom, _end - _handedFrom, 0);
        }

        for (var read = 1; read > 0 && _end - _start < bytes;)
        {
            read = packed.Read(_buffer.AsSpan(_end, Math.Min(Chunk, _buffer.Length - _end)));
            _end += read;
        }

        return _end - _start;
    }
}
