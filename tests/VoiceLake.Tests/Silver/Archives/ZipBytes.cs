using System.IO.Compression;
using System.IO.Hashing;
using System.Text;

namespace VoiceLake.Tests.Silver.Archives;

/// <summary>An entry of a zip, of which the header before it and the record in the directory may say different things.</summary>
internal sealed record ZipItem(byte[] Name, byte[] Content)
{
    public ZipItem(string name, byte[] content)
        : this(Encoding.UTF8.GetBytes(name), content)
    {
    }

    public int Flags { get; init; } = 0x800;

    public int Method { get; init; }

    /// <summary>What the header before the entry says, where that differs.</summary>
    public int? LocalMethod { get; init; }

    public byte[]? LocalName { get; init; }

    public uint? Checksum { get; init; }

    public uint? Packed { get; init; }

    public uint? Length { get; init; }

    /// <summary>Where the directory says that it begins.</summary>
    public uint? Place { get; init; }

    public int UnixType { get; init; }

    public byte[] Extra { get; init; } = [];

    public bool IsListed { get; init; } = true;
}

/// <summary>Writes zips field by field, the wrong ones too.</summary>
internal sealed record ZipBytes(params ZipItem[] Items)
{
    public int? Count { get; init; }

    public uint? DirectoryPlace { get; init; }

    public uint? DirectoryLength { get; init; }

    public byte[] Comment { get; init; } = [];

    public byte[] BeforeDirectory { get; init; } = [];

    /// <summary>Whether the numbers of the directory stand in the wide form.</summary>
    public bool IsWide { get; init; }

    public byte[] ToArray()
    {
        using var stream = new MemoryStream();
        using var zip = new BinaryWriter(stream);
        var records = new List<byte[]>();
        foreach (var item in Items)
        {
            var place = (uint)stream.Position;
            var packed = item.Method == 8 ? Deflate(item.Content) : item.Content;
            var numbers = Numbers(item, packed.Length);
            zip.Write("PK\u0003\u0004"u8);
            zip.Write((ushort)20);
            zip.Write((ushort)item.Flags);
            zip.Write((ushort)(item.LocalMethod ?? item.Method));
            zip.Write(0);
            zip.Write(numbers);
            zip.Write((ushort)(item.LocalName ?? item.Name).Length);
            zip.Write((ushort)0);
            zip.Write(item.LocalName ?? item.Name);
            zip.Write(packed);
            if (item.IsListed)
            {
                records.Add([
                    .. "PK\u0001\u0002"u8, 20, 3, 20, 0, .. U16(item.Flags), .. U16(item.Method), 0, 0, 0, 0, .. numbers, .. U16(item.Name.Length), .. U16(item.Extra.Length),
                    0, 0, 0, 0, 0, 0, 0, 0, .. U16(item.UnixType), .. BitConverter.GetBytes(item.Place ?? place), .. item.Name, .. item.Extra]);
            }
        }

        zip.Write(BeforeDirectory);
        var directory = (uint)stream.Position;
        byte[] list = [.. records.SelectMany(record => record)];
        zip.Write(list);
        End(zip, directory, (uint)list.Length, Count ?? records.Count);
        return stream.ToArray();
    }

    private void End(BinaryWriter zip, uint directory, uint length, int count)
    {
        if (IsWide)
        {
            var place = zip.BaseStream.Position;
            zip.Write("PK\u0006\u0006"u8);
            zip.Write(44L);
            zip.Write(0x2D002D);
            zip.Write(0L);
            zip.Write((long)count);
            zip.Write((long)count);
            zip.Write((long)length);
            zip.Write((long)directory);
            zip.Write("PK\u0006\u0007"u8);
            zip.Write(0);
            zip.Write(place);
            zip.Write(1);
            (directory, length, count) = (uint.MaxValue, uint.MaxValue, ushort.MaxValue);
        }

        zip.Write("PK\u0005\u0006"u8);
        zip.Write(0);
        zip.Write((ushort)count);
        zip.Write((ushort)count);
        zip.Write(DirectoryLength ?? length);
        zip.Write(DirectoryPlace ?? directory);
        zip.Write((ushort)Comment.Length);
        zip.Write(Comment);
    }

    private static byte[] Numbers(ZipItem item, int packed) =>
    [
        .. BitConverter.GetBytes(item.Checksum ?? Crc32.HashToUInt32(item.Content)), .. BitConverter.GetBytes(item.Packed ?? (uint)packed),
        .. BitConverter.GetBytes(item.Length ?? (uint)item.Content.Length),
    ];

    private static byte[] U16(int value) => BitConverter.GetBytes((ushort)value);

    private static byte[] Deflate(byte[] content)
    {
        using var stream = new MemoryStream();
        using (var deflate = new DeflateStream(stream, CompressionLevel.Fastest, leaveOpen: true))
        {
            deflate.Write(content);
        }

        return stream.ToArray();
    }
}
