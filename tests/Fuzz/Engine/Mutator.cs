using System.Buffers.Binary;
using System.Text;

namespace VoiceLake.Fuzz.Engine;

/// <summary>Changes inputs at random: bits, bytes, numbers of either order, blocks, decimal numbers, words of a dictionary, pieces of other inputs.</summary>
internal sealed class Mutator(Random random, IReadOnlyList<string> dictionary, int maxLength)
{
    private static readonly long[] Odd =
    [
        0, 1, -1, 2, 3, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64, 65, 100, 127, 128, 129, 255, 256, 257, 511, 512, 513, 1_000, 1_023, 1_024, 4_095, 4_096, 4_097,
        32_767, 32_768, -32_768, 65_535, 65_536, 65_537, 1 << 24, int.MaxValue, int.MinValue, uint.MaxValue, 1L << 36, long.MaxValue, long.MinValue,
    ];

    private readonly byte[][] _words = [.. dictionary.Select(Encoding.Latin1.GetBytes)];

    /// <summary>A changed copy of an input.</summary>
    /// <param name="input">What to change.</param>
    /// <param name="other">Another input of the corpus, for pieces.</param>
    public byte[] Change(byte[] input, byte[] other)
    {
        var bytes = new List<byte>(input);
        for (var left = 1 << random.Next(0, 5); left > 0; left--)
        {
            Once(bytes, other);
        }

        return [.. bytes.Take(maxLength)];
    }

    private void Once(List<byte> bytes, byte[] other)
    {
        switch (random.Next(bytes.Count == 0 ? 10 : 0, 14))
        {
            case 0:
                bytes[At(bytes)] ^= (byte)(1 << random.Next(8));
                break;
            case 1:
                bytes[At(bytes)] = (byte)random.Next(256);
                break;
            case 2:
                bytes[At(bytes)] += (byte)random.Next(-35, 36);
                break;
            case 3 or 4:
                Number(bytes);
                break;
            case 5:
                bytes.RemoveRange(Piece(bytes.Count, out var removed), removed);
                break;
            case 6:
                var from = Piece(bytes.Count, out var length);
                Insert(bytes, [.. bytes.GetRange(from, length)]);
                break;
            case 7:
                Fill(bytes);
                break;
            case 8:
                Digits(bytes);
                break;
            case 9:
                Swap(bytes);
                break;
            case 10:
                Insert(bytes, [.. Enumerable.Repeat((byte)random.Next(256), random.Next(1, 1 << random.Next(1, 9)))]);
                break;
            case 11 or 12 when _words.Length > 0:
                Word(bytes);
                break;
            default:
                Splice(bytes, other);
                break;
        }
    }

    private int At(List<byte> bytes) => random.Next(bytes.Count);

    // Short pieces are likelier than long ones.
    private int Piece(int count, out int length)
    {
        length = Math.Min(count, random.Next(1, 1 + (1 << random.Next(0, 12))));
        return random.Next(count - length + 1);
    }

    private void Insert(List<byte> bytes, byte[] piece)
    {
        if (bytes.Count + piece.Length <= maxLength)
        {
            bytes.InsertRange(random.Next(bytes.Count + 1), piece);
        }
    }

    private void Number(List<byte> bytes)
    {
        Span<byte> number = stackalloc byte[8];
        var value = Odd[random.Next(Odd.Length)];
        if (random.Next(2) == 0)
        {
            BinaryPrimitives.WriteInt64LittleEndian(number, value);
            Overwrite(bytes, number[..(1 << random.Next(0, 4))]);
        }
        else
        {
            BinaryPrimitives.WriteInt64BigEndian(number, value);
            Overwrite(bytes, number[(8 - (1 << random.Next(0, 4)))..]);
        }
    }

    private void Overwrite(List<byte> bytes, ReadOnlySpan<byte> piece)
    {
        var at = At(bytes);
        for (var index = 0; index < piece.Length && at + index < bytes.Count; index++)
        {
            bytes[at + index] = piece[index];
        }
    }

    private void Fill(List<byte> bytes)
    {
        var from = Piece(bytes.Count, out var length);
        var value = (byte)random.Next(256);
        for (var index = from; index < from + length; index++)
        {
            bytes[index] = value;
        }
    }

    // Replaces the decimal number at a place by another.
    private void Digits(List<byte> bytes)
    {
        var from = bytes.FindIndex(At(bytes), value => value is >= (byte)'0' and <= (byte)'9');
        if (from < 0)
        {
            return;
        }

        var end = bytes.FindIndex(from, value => value is < (byte)'0' or > (byte)'9');
        bytes.RemoveRange(from, (end < 0 ? bytes.Count : end) - from);
        bytes.InsertRange(from, Encoding.ASCII.GetBytes($"{Odd[random.Next(Odd.Length)]}"));
    }

    private void Swap(List<byte> bytes)
    {
        var from = Piece(bytes.Count, out var length);
        var piece = bytes.GetRange(from, length);
        bytes.RemoveRange(from, length);
        bytes.InsertRange(random.Next(bytes.Count + 1), piece);
    }

    private void Word(List<byte> bytes)
    {
        var word = _words[random.Next(_words.Length)];
        if (bytes.Count > 0 && random.Next(2) == 0)
        {
            Overwrite(bytes, word);
        }
        else
        {
            Insert(bytes, word);
        }
    }

    private void Splice(List<byte> bytes, byte[] other)
    {
        if (other.Length == 0)
        {
            return;
        }

        var from = Piece(other.Length, out var length);
        if (bytes.Count > 0 && random.Next(2) == 0)
        {
            Overwrite(bytes, other.AsSpan(from, length));
        }
        else
        {
            Insert(bytes, other[from..(from + length)]);
        }
    }
}
