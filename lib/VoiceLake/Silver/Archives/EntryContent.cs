namespace VoiceLake.Silver.Archives;

/// <summary>Reads the bytes of an entry without believing its length.</summary>
internal static class EntryContent
{
    private const int FirstRoom = 1 << 20;

    /// <summary>The whole content in an array of its own; null where it is longer than <paramref name="limit"/>.</summary>
    /// <param name="stream">The content.</param>
    /// <param name="length">The length the archive says, where it says one.</param>
    /// <param name="limit">The most bytes that are read.</param>
    /// <exception cref="EndOfStreamException">The content ends before its length.</exception>
    /// <exception cref="InvalidDataException">It goes on behind it.</exception>
    public static byte[]? Read(Stream stream, long? length, long limit)
    {
        var content = new byte[(int)Math.Min(length > limit ? 0 : length ?? FirstRoom, FirstRoom)];
        return Read(stream, length, limit, ref content) is not { } filled ? null : filled == content.Length ? content : content[..filled];
    }

    /// <summary>Reads the whole content into <paramref name="content"/>, which grows where it must.</summary>
    /// <returns>How many bytes; null where there are more than <paramref name="limit"/>.</returns>
    public static int? Read(Stream stream, long? length, long limit, ref byte[] content)
    {
        if (length > limit)
        {
            return null;
        }

        // Room is made as bytes come, so that a header that lies costs nothing.
        var filled = 0;
        while (filled < length || length is null)
        {
            if (filled == content.Length)
            {
                Array.Resize(ref content, (int)Math.Min(Array.MaxLength, Math.Max(4_096, content.Length * 2L)));
            }

            var read = stream.Read(content, filled, (int)Math.Min(content.Length - filled, (length ?? long.MaxValue) - filled));
            filled += read;
            if (read == 0 || filled > limit)
            {
                break;
            }
        }

        if (filled < length)
        {
            throw new EndOfStreamException($"It ends after {filled} of {length} bytes.");
        }

        return filled > limit ? null : filled != length || stream.ReadByte() < 0 ? filled : throw new InvalidDataException($"It goes on behind its {length} bytes.");
    }
}
