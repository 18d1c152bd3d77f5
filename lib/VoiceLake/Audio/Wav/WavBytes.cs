using System.Buffers.Binary;
using VoiceLake.Audio.Internals;

namespace VoiceLake.Audio.Wav;

/// <summary>The bytes of a WAV file, read in the file's byte order.</summary>
internal readonly ref struct WavBytes(AudioBytes file, string name, bool bigEndian)
{
    private readonly AudioBytes _file = file;

    public string Name { get; } = name;

    public bool BigEndian { get; } = bigEndian;

    public long Length => _file.Length;

    public ushort UInt16(long offset) => BigEndian
        ? BinaryPrimitives.ReadUInt16BigEndian(Slice(offset, sizeof(ushort)))
        : BinaryPrimitives.ReadUInt16LittleEndian(Slice(offset, sizeof(ushort)));

    public uint UInt32(long offset) => BigEndian
        ? BinaryPrimitives.ReadUInt32BigEndian(Slice(offset, sizeof(uint)))
        : BinaryPrimitives.ReadUInt32LittleEndian(Slice(offset, sizeof(uint)));

    public ulong UInt64(long offset) => BigEndian
        ? BinaryPrimitives.ReadUInt64BigEndian(Slice(offset, sizeof(ulong)))
        : BinaryPrimitives.ReadUInt64LittleEndian(Slice(offset, sizeof(ulong)));

    /// <summary>These bytes; they hold until the next call.</summary>
    public ReadOnlySpan<byte> Slice(long offset, int length) => _file.At(offset, length)[..length];

    public AudioFormatException Broken(string rule, long offset, string found) => AudioRules.Broken(rule, Name, offset, found);
}
