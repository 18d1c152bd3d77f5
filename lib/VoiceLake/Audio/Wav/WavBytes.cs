using System.Buffers.Binary;

namespace VoiceLake.Audio.Wav;

/// <summary>The bytes of a WAV file, read in the file's byte order.</summary>
internal readonly ref struct WavBytes(ReadOnlySpan<byte> file, string name, bool bigEndian)
{
    private readonly ReadOnlySpan<byte> _file = file;

    public string Name { get; } = name;

    public bool BigEndian { get; } = bigEndian;

    public int Length => _file.Length;

    public ushort UInt16(int offset) => BigEndian
        ? BinaryPrimitives.ReadUInt16BigEndian(_file[offset..])
        : BinaryPrimitives.ReadUInt16LittleEndian(_file[offset..]);

    public uint UInt32(int offset) => BigEndian
        ? BinaryPrimitives.ReadUInt32BigEndian(_file[offset..])
        : BinaryPrimitives.ReadUInt32LittleEndian(_file[offset..]);

    public ulong UInt64(int offset) => BigEndian
        ? BinaryPrimitives.ReadUInt64BigEndian(_file[offset..])
        : BinaryPrimitives.ReadUInt64LittleEndian(_file[offset..]);

    public ReadOnlySpan<byte> Slice(int offset, int length) => _file.Slice(offset, length);

    public AudioFormatException Broken(string rule, long offset, string found) => AudioRules.Broken(rule, Name, offset, found);
}
