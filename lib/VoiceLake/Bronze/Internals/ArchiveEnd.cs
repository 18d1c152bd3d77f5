using System.Buffers.Binary;
using System.IO.Compression;

namespace VoiceLake.Bronze.Internals;

/// <summary>Judges by an archive's own end whether it is whole, for bodies whose length nothing else tells.</summary>
internal static class ArchiveEnd
{
    /// <summary>Whether the content ends as its format demands: gzip with the unpacked length, zip with its directory's end, tar with two empty blocks.</summary>
    /// <param name="content">A seekable stream.</param>
    /// <returns>False also for content that is no archive, since nothing then proves that it is whole.</returns>
    public static bool IsWhole(Stream content)
    {
        content.Position = 0;
        Span<byte> start = stackalloc byte[4];
        var length = content.ReadAtLeast(start, 4, throwOnEndOfStream: false);
        return length < 4 ? false
            : start is [0x1f, 0x8b, ..] ? IsWholeGzip(content)
            : start is [(byte)'P', (byte)'K', ..] ? EndsWithZipDirectory(content)
            : EndsAsTar(content);
    }

    /// <summary>The decoder of .NET takes a cut stream for its end, so the length in the trailer is compared; a cut leaves compressed bytes there instead.</summary>
    private static bool IsWholeGzip(Stream content)
    {
        if (content.Length < 18)
        {
            return false;
        }

        content.Position = content.Length - 4;
        Span<byte> trailer = stackalloc byte[4];
        content.ReadExactly(trailer);
        content.Position = 0;
        try
        {
            using var unpacked = new GZipStream(content, CompressionMode.Decompress, leaveOpen: true);
            var buffer = new byte[81920];
            uint length = 0;
            while (unpacked.Read(buffer) is var read and > 0)
            {
                length = unchecked(length + (uint)read);
            }

            return length == BinaryPrimitives.ReadUInt32LittleEndian(trailer);
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    /// <summary>Finds an end-of-central-directory record whose comment reaches exactly to the end of the file.</summary>
    private static bool EndsWithZipDirectory(Stream content)
    {
        var tail = ReadTail(content, 22 + ushort.MaxValue);
        for (var at = tail.Length - 22; at >= 0; at--)
        {
            if (tail.AsSpan(at, 4) is [(byte)'P', (byte)'K', 5, 6]
                && at + 22 + BinaryPrimitives.ReadUInt16LittleEndian(tail.AsSpan(at + 20)) == tail.Length)
            {
                return true;
            }
        }

        return false;
    }

    private static bool EndsAsTar(Stream content) =>
        content.Length >= 1024 && content.Length % 512 == 0 && ReadTail(content, 1024).AsSpan().IndexOfAnyExcept((byte)0) < 0;

    private static byte[] ReadTail(Stream content, int most)
    {
        var tail = new byte[Math.Min(most, content.Length)];
        content.Position = content.Length - tail.Length;
        content.ReadExactly(tail);
        return tail;
    }
}
