using System.Globalization;
using System.Text;

namespace VoiceLake.Tests.Silver.Archives;

/// <summary>Writes tars block by block, the wrong ones too.</summary>
internal sealed class TarBytes
{
    private const int Block = 512;
    private readonly List<byte> _blocks = [];

    /// <summary>Where the header of each entry begins.</summary>
    public List<int> Places { get; } = [];

    public TarBytes Add(string name, byte[] content, char type = '0', Action<byte[]>? change = null) => Add(Encoding.UTF8.GetBytes(name), content, type, change);

    /// <summary>Adds a header and its content.</summary>
    /// <param name="name">As many bytes of it as have room.</param>
    /// <param name="content">What follows the header.</param>
    /// <param name="type">The type in the header.</param>
    /// <param name="change">Changes the header before its sum is taken.</param>
    public TarBytes Add(byte[] name, byte[] content, char type = '0', Action<byte[]>? change = null)
    {
        Places.Add(_blocks.Count);
        var header = new byte[Block];
        name.AsSpan(0, Math.Min(name.Length, 100)).CopyTo(header);
        Put(header, 100, "0000644\0");
        Put(header, 124, Convert.ToString(content.Length, 8).PadLeft(11, '0'));
        Put(header, 136, "00000000000");
        Put(header, 257, "ustar\000");
        header[156] = (byte)type;
        change?.Invoke(header);
        Sum(header);
        return Raw(header).Raw(content).Raw(new byte[(Block - (content.Length % Block)) % Block]);
    }

    public TarBytes Clip(string name, int number = 1) => Add(name, ArchiveAttack.Clip(number));

    /// <summary>A header of POSIX before an entry; each record is one of <see cref="Record"/> or something worse.</summary>
    public TarBytes Pax(params string[] records) => Add("PaxHeader", Encoding.UTF8.GetBytes(string.Concat(records)), 'x');

    /// <summary>A header of GNU with a name that has no room.</summary>
    public TarBytes LongName(string name) => Add("././@LongLink", Encoding.UTF8.GetBytes(name + "\0"), 'L');

    public TarBytes Raw(byte[] bytes)
    {
        _blocks.AddRange(bytes);
        return this;
    }

    public byte[] WithoutEnd() => [.. _blocks];

    public byte[] ToArray() => [.. _blocks, .. new byte[2 * Block]];

    /// <summary>A record whose length is right.</summary>
    public static string Record(string key, string value)
    {
        var rest = Encoding.UTF8.GetByteCount($" {key}={value}\n");
        var length = rest + 1;
        while (length != rest + length.ToString(CultureInfo.InvariantCulture).Length)
        {
            length = rest + length.ToString(CultureInfo.InvariantCulture).Length;
        }

        return $"{length} {key}={value}\n";
    }

    /// <summary>Writes text into a field of a header.</summary>
    public static void Put(byte[] header, int offset, string text) => Encoding.Latin1.GetBytes(text).CopyTo(header, offset);

    private static void Sum(byte[] header)
    {
        Put(header, 148, "        ");
        Put(header, 148, Convert.ToString(header.Sum(value => value), 8).PadLeft(6, '0') + "\0 ");
    }
}
