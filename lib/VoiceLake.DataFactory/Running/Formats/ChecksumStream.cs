using System.IO.Hashing;
using VoiceLake.Silver.Archives;

namespace VoiceLake.DataFactory.Running.Formats;

/// <summary>Hands bytes through and fails at their end unless they have the checksum that a zip gives for them, which .NET does not compare.</summary>
internal sealed class ChecksumStream(Stream content, uint wanted) : ReadOnlyStream
{
    private readonly Crc32 _checksum = new();

    public override int Read(Span<byte> buffer)
    {
        var read = content.Read(buffer);
        _checksum.Append(buffer[..read]);
        return read > 0 || buffer.IsEmpty || _checksum.GetCurrentHashAsUInt32() == wanted ? read
            : throw new InvalidDataException($"The zip says CRC-32 {wanted:x8}, but an entry unpacks to {_checksum.GetCurrentHashAsUInt32():x8}.");
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            content.Dispose();
        }

        base.Dispose(disposing);
    }
}
