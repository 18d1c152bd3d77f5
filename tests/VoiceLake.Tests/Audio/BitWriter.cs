namespace VoiceLake.Tests.Audio;

/// <summary>Writes bits, most significant first.</summary>
internal sealed class BitWriter
{
    private readonly List<byte> _bytes = [];
    private int _bits;

    public BitWriter Write(long value, int width)
    {
        for (var bit = width - 1; bit >= 0; bit--)
        {
            if (_bits % 8 == 0)
            {
                _bytes.Add(0);
            }

            _bytes[^1] |= (byte)((value >> bit & 1) << (7 - (_bits % 8)));
            _bits++;
        }

        return this;
    }

    public BitWriter WriteUnary(long zeros)
    {
        for (; zeros > 0; zeros--)
        {
            Write(0, 1);
        }

        return Write(1, 1);
    }

    public BitWriter Align() => Write(0, (8 - (_bits % 8)) % 8);

    public byte[] ToArray() => [.. _bytes];

    /// <summary>A checksum bit by bit, as a polynomial division is done by hand.</summary>
    public static int Crc(IEnumerable<byte> bytes, int width, int polynomial)
    {
        var crc = 0;
        foreach (var value in bytes)
        {
            for (var bit = 7; bit >= 0; bit--)
            {
                var carry = (crc >> (width - 1) & 1) ^ (value >> bit & 1);
                crc = ((crc << 1) & ((1 << width) - 1)) ^ (carry * polynomial);
            }
        }

        return crc;
    }
}
