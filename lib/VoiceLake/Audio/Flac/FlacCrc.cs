using System.Runtime.CompilerServices;

namespace VoiceLake.Audio.Flac;

/// <summary>The two checksums of a FLAC frame, most significant bit first, starting at zero.</summary>
internal static class FlacCrc
{
    private const int Lanes = 8;

    private static readonly byte[] Table8 = [.. Enumerable.Range(0, 256).Select(value => (byte)Remainder(value, 8, 0x07))];

    // Lane n holds what a byte leaves behind once n more bytes have passed, so that eight bytes take one step.
    private static readonly ushort[][] Table16 = Slices();

    /// <summary>x^8 + x^2 + x + 1, over a frame header.</summary>
    public static byte Crc8(ReadOnlySpan<byte> bytes)
    {
        byte crc = 0;
        foreach (var value in bytes)
        {
            crc = Table8[crc ^ value];
        }

        return crc;
    }

    /// <summary>x^16 + x^15 + x^2 + 1, over a whole frame.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static ushort Crc16(ReadOnlySpan<byte> bytes)
    {
        var tables = Table16;
        var (t0, t1, t2, t3) = (tables[0], tables[1], tables[2], tables[3]);
        var (t4, t5, t6, t7) = (tables[4], tables[5], tables[6], tables[7]);
        var crc = 0;
        while (bytes.Length >= Lanes)
        {
            crc = t7[(byte)(bytes[0] ^ (crc >> 8))] ^ t6[(byte)(bytes[1] ^ crc)] ^ t5[bytes[2]] ^ t4[bytes[3]]
                ^ t3[bytes[4]] ^ t2[bytes[5]] ^ t1[bytes[6]] ^ t0[bytes[7]];
            bytes = bytes[Lanes..];
        }

        foreach (var value in bytes)
        {
            crc = (ushort)(crc << 8) ^ t0[(byte)((crc >> 8) ^ value)];
        }

        return (ushort)crc;
    }

    private static ushort[][] Slices()
    {
        var slices = new ushort[Lanes][];
        slices[0] = [.. Enumerable.Range(0, 256).Select(value => (ushort)Remainder(value, 16, 0x8005))];
        for (var lane = 1; lane < Lanes; lane++)
        {
            slices[lane] = [.. slices[lane - 1].Select(crc => (ushort)((crc << 8) ^ slices[0][crc >> 8]))];
        }

        return slices;
    }

    private static int Remainder(int value, int width, int polynomial)
    {
        var remainder = value << (width - 8);
        for (var bit = 0; bit < 8; bit++)
        {
            remainder = (remainder << 1) ^ ((remainder >> (width - 1) & 1) * polynomial);
        }

        return remainder & ((1 << width) - 1);
    }
}
