namespace VoiceLake.Silver.Archives;

/// <summary>Reads the bytes of an entry without believing its length.</summary>
internal static class EntryContent
{
    private const int FirstRoom = 1 << 20;

    /// <summary>The whole content; null where it is longer than <paramref name="limit"/>.</summary>
    /// <param name="stream">The content.</param>
    /// <param name="length">The length the archive says, where it says one.</param>
    /// <param name="limit">The most bytes that are read.</param>
    /// <exception cref="EndOfStreamException">The content ends before its length.</exception>
    public static byte[]? Read(Stream stream, long? length, long limit)
    {
        if (length > limit)
        {
            return null;
        }

        // Room is made as bytes come, so that a header that lies costs nothing.
        var content = new byte[(int)Math.Min(length ?? FirstRoom, FirstRoom)];
        var filled = 0;
        while (filled < length || length is null)
        {
            if (filled == content.Length)
            {
                Array.Resize(ref content, (int)Math.Min(Array.MaxLength, Math.Min(content.Length * 2L, length ?? long.MaxValue)));
            }

            var read = stream.Read(content, filled, content.Length - filled);
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

        return filled > limit ? null : filled == content.Length ? content : content[..filled];
    }
}
