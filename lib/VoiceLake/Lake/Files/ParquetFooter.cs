using System.Buffers.Binary;

namespace VoiceLake.Lake.Files;

/// <summary>Looks at a Parquet file's footer before the library does, which would make room for whatever number stands there.</summary>
internal static class ParquetFooter
{
    private const int TailBytes = 8;

    /// <summary>Checks that the footer lies in the file and holds no more than its bytes can; leaves the stream at its start.</summary>
    /// <exception cref="InvalidDataException">It does not; the message says where.</exception>
    public static void Check(Stream file)
    {
        Span<byte> tail = stackalloc byte[TailBytes];
        if (file.Length < TailBytes + 4)
        {
            throw new InvalidDataException($"it has {file.Length} bytes, fewer than any Parquet file");
        }

        file.Position = file.Length - TailBytes;
        file.ReadExactly(tail);
        var length = BinaryPrimitives.ReadUInt32LittleEndian(tail);
        if (!tail[4..].SequenceEqual("PAR1"u8))
        {
            throw new InvalidDataException("it does not end with PAR1, as a Parquet file does");
        }

        if (length > file.Length - TailBytes - 4)
        {
            throw new InvalidDataException($"its footer has {length} bytes by its own word, more than stand before it");
        }

        var footer = new byte[length];
        file.Position = file.Length - TailBytes - length;
        file.ReadExactly(footer);
        ThriftBounds.Check(footer, "footer");
        file.Position = 0;
    }
}
