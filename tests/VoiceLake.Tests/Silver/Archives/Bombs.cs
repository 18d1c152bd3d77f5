using System.IO.Compression;
using System.Text;
using VoiceLake.Tests.Audio;

namespace VoiceLake.Tests.Silver.Archives;

/// <summary>Small archives that stand for very much; made in moments, because what unpacks to zeros repeats itself.</summary>
internal static class Bombs
{
    public const long TenGigabytes = 10L << 30;

    private const int Step = 1 << 20;

    /// <summary>A gzip of bytes, then zeros, then an end whose checksum nobody lives to see.</summary>
    public static byte[] GZip(byte[] start, long zeros)
    {
        using var stream = new MemoryStream();
        stream.Write([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3]);
        Deflate(stream, start, zeros);
        stream.Write(new byte[8]);
        return stream.ToArray();
    }

    /// <summary>The same without what a gzip puts around it.</summary>
    public static byte[] Deflate(byte[] start, long zeros)
    {
        using var stream = new MemoryStream();
        Deflate(stream, start, zeros);
        return stream.ToArray();
    }

    /// <summary>The header of an entry of a tar.</summary>
    public static byte[] Header(string name, long size) =>
        new TarBytes().Add(name, [], '0', header => TarBytes.Put(header, 124, Convert.ToString(size, 8).PadLeft(12, '0'))).WithoutEnd();

    /// <summary>Many entries, each with the same content, packed.</summary>
    public static byte[] Tar(int entries, Func<int, string> name, byte[] content, char type = '0')
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Fastest, leaveOpen: true))
        {
            // A million headers are written in moments where only the name and the sum are new.
            var block = new TarBytes().Add("", content, type).WithoutEnd();
            var sum = Convert.ToInt32(Encoding.ASCII.GetString(block, 148, 6), 8);
            for (var entry = 0; entry < entries; entry++)
            {
                var text = name(entry);
                block.AsSpan(0, 100).Clear();
                TarBytes.Put(block, 0, text);
                TarBytes.Put(block, 148, Convert.ToString(sum + text.Sum(letter => letter), 8).PadLeft(6, '0'));
                gzip.Write(block);
            }

            gzip.Write(new byte[1_024]);
        }

        return stream.ToArray();
    }

    /// <summary>A zip whose entries hold the same bytes, already packed.</summary>
    public static byte[] Zip(int entries, byte[] packed, long length, uint said)
    {
        using var zip = new MemoryStream();
        var places = new List<(byte[] Name, long Place)>();
        for (var entry = 0; entry < entries; entry++)
        {
            var name = Encoding.ASCII.GetBytes($"wav/{entry}.wav");
            places.Add((name, zip.Position));
            zip.Write([.. "PK\u0003\u0004"u8, 20, 0, 0, 8, 8, 0, 0, 0, 0, 0, .. Numbers(packed.Length, said), (byte)name.Length, 0, 0, 0, .. name]);
            zip.Write(packed);
        }

        var directory = zip.Position;
        foreach (var (name, place) in places)
        {
            byte[] wide = said == uint.MaxValue ? [1, 0, 8, 0, .. BitConverter.GetBytes(length)] : [];
            zip.Write([.. "PK\u0001\u0002"u8, 20, 3, 20, 0, 0, 8, 8, 0, 0, 0, 0, 0, .. Numbers(packed.Length, said), (byte)name.Length, 0, (byte)wide.Length, 0, .. new byte[10]]);
            zip.Write(BitConverter.GetBytes((uint)place));
            zip.Write(name);
            zip.Write(wide);
        }

        var end = zip.Position;
        zip.Write([.. "PK\u0006\u0006"u8, 44, 0, 0, 0, 0, 0, 0, 0, 45, 0, 45, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        foreach (var number in new[] { entries, entries, end - directory, directory })
        {
            zip.Write(BitConverter.GetBytes(number));
        }

        zip.Write([.. "PK\u0006\u0007"u8, 0, 0, 0, 0, .. BitConverter.GetBytes(end), 1, 0, 0, 0]);
        zip.Write([.. "PK\u0005\u0006"u8, 0, 0, 0, 0, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 0, 0]);
        return zip.ToArray();
    }

    /// <summary>A FLAC file of silence in frames of some ten bytes.</summary>
    public static byte[] Flac(int frames)
    {
        var file = new FlacFile { WriteTotal = false, WriteMd5 = false };
        int[][] silence = [new int[65_535]];
        for (var frame = 0; frame < frames; frame++)
        {
            file.Frame(silence, bits => bits.Constant(0, 16));
        }

        return file.ToArray();
    }

    private static byte[] Numbers(int packed, uint length) => [0, 0, 0, 0, .. BitConverter.GetBytes(packed), .. BitConverter.GetBytes(length)];

    private static void Deflate(MemoryStream stream, byte[] start, long zeros)
    {
        using (var first = new DeflateStream(stream, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            first.Write(start);
            first.Flush();
            var from = (int)stream.Position;
            first.Write(new byte[Step]);
            first.Flush();
            var step = stream.ToArray()[from..];
            for (var left = zeros - Step; left > 0; left -= Step)
            {
                stream.Write(step);
            }
        }
    }
}
