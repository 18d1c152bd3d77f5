using System.Buffers.Text;

namespace VoiceLake.Silver.Archives;

/// <summary>What an extended header of POSIX says of the entries behind it, in lines of <c>length key=value</c>; only what is needed here is kept.</summary>
internal sealed class PaxRecords
{
    public byte[]? Path { get; private set; }

    public byte[]? Size { get; private set; }

    /// <summary>Whether the content is only those parts of a file that are no holes.</summary>
    public bool IsSparse { get; private set; }

    /// <summary>Adds the records of a header; of two with one key the later one counts, as the standard has it.</summary>
    /// <exception cref="InvalidDataException">A record is not as long as it says, or has no key.</exception>
    public void Read(ReadOnlySpan<byte> bytes)
    {
        // Some programs fill up the last block with zeros and count these in.
        for (bytes = bytes.TrimEnd((byte)0); !bytes.IsEmpty;)
        {
            var length = Utf8Parser.TryParse(bytes, out int number, out var digits) && digits < bytes.Length && bytes[digits] == ' ' ? number : 0;
            var record = length > digits + 1 && length <= bytes.Length && bytes[length - 1] == '\n' ? bytes[(digits + 1)..(length - 1)] : [];
            var equals = record.IndexOf((byte)'=');
            if (equals < 1)
            {
                throw new InvalidDataException("a record is not as long as it says, or has no key");
            }

            Keep(record[..equals], record[(equals + 1)..]);
            bytes = bytes[length..];
        }
    }

    private void Keep(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        if (key.SequenceEqual("path"u8))
        {
            Path = value.ToArray();
        }
        else if (key.SequenceEqual("size"u8))
        {
            Size = value.ToArray();
        }

        IsSparse |= key.StartsWith("GNU.sparse."u8);
    }
}
