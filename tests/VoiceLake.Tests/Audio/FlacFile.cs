using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace VoiceLake.Tests.Audio;

/// <summary>Builds FLAC files bit by bit, also such as no encoder writes.</summary>
internal sealed class FlacFile
{
    private readonly List<byte> _frames = [];
    private readonly List<byte> _samples = [];
    private long _frameNumber;
    private long _sampleNumber;

    public int Channels { get; init; } = 1;

    public int Bits { get; init; } = 16;

    public int SampleRate { get; init; } = 16_000;

    public bool VariableBlocks { get; init; }

    public bool WriteTotal { get; init; } = true;

    public bool WriteMd5 { get; init; } = true;

    /// <summary>Where the last frame begins in the file, when nothing but STREAMINFO stands before the frames.</summary>
    public int LastFrame { get; private set; }

    /// <summary>Adds a frame whose subframes <paramref name="write"/> writes; <paramref name="samples"/> are what they stand for.</summary>
    /// <param name="stereoCode">Null for independent channels, else 8 left-side, 9 side-right, 10 mid-side.</param>
    public FlacFile Frame(int[][] samples, Action<BitWriter> write, int? stereoCode = null, FlacFrameCodes? codes = null)
    {
        codes ??= new FlacFrameCodes();
        var blockSize = samples[0].Length;
        var number = codes.Number ?? (VariableBlocks ? _sampleNumber : _frameNumber);
        var frame = new BitWriter().Write(codes.Sync, 15).Write(VariableBlocks ? 1 : 0, 1);
        frame.Write(codes.BlockSize ?? 7, 4).Write(codes.Rate ?? 0, 4).Write(stereoCode ?? (Channels - 1), 4).Write(codes.Size ?? 0, 3).Write(codes.Reserved, 1);
        WriteNumber(frame, number);
        if (codes.BlockSize is null)
        {
            frame.Write(blockSize - 1, 16);
        }
        else if (codes.BlockSize == 6)
        {
            frame.Write(blockSize - 1, 8);
        }

        frame.Write(codes.RateValue, codes.Rate switch { 12 => 8, 13 or 14 => 16, _ => 0 });
        frame.Write(BitWriter.Crc(frame.ToArray(), 8, 0x07) ^ codes.HeaderCrcError, 8);
        write(frame);
        frame.Align();
        frame.Write(BitWriter.Crc(frame.ToArray(), 16, 0x8005) ^ codes.FrameCrcError, 16);

        LastFrame = 42 + _frames.Count;
        _frames.AddRange(frame.ToArray());
        for (var i = 0; WriteMd5 && i < blockSize; i++)
        {
            foreach (var channel in samples)
            {
                _samples.AddRange(BitConverter.GetBytes(channel[i]).Take((Bits + 7) / 8));
            }
        }

        (_frameNumber, _sampleNumber) = (_frameNumber + 1, _sampleNumber + blockSize);
        return this;
    }

    /// <summary>Adds a frame of zeros in all channels.</summary>
    public FlacFile Silence(int samples) => Frame(
        [.. Enumerable.Repeat(new int[samples], Channels)],
        bits =>
        {
            for (var channel = 0; channel < Channels; channel++)
            {
                bits.Constant(0, Bits);
            }
        });

    [SuppressMessage("Security", "CA5351", Justification = "FLAC prescribes MD5.")]
    public byte[] ToArray(long? total = null)
    {
        var info = new BitWriter().Write(16, 16).Write(65_535, 16).Write(0, 24).Write(0, 24)
            .Write(SampleRate, 20).Write(Channels - 1, 3).Write(Bits - 1, 5).Write(total ?? (WriteTotal ? _sampleNumber : 0), 36);
        var md5 = WriteMd5 ? MD5.HashData([.. _samples]) : new byte[16];
        return [.. "fLaC"u8, 0x80, 0, 0, 34, .. info.ToArray(), .. md5, .. _frames];
    }

    private static void WriteNumber(BitWriter bits, long number)
    {
        if (number < 0x80)
        {
            bits.Write(number, 8);
            return;
        }

        // n bytes hold 6(n−1) bits behind the first one's 7−n.
        var bytes = 2;
        while (number >> ((6 * (bytes - 1)) + 7 - bytes) > 0)
        {
            bytes++;
        }

        bits.Write(-1, bytes).Write(0, 1).Write(number >> (6 * (bytes - 1)), 7 - bytes);
        for (var i = bytes - 2; i >= 0; i--)
        {
            bits.Write(0b10, 2).Write(number >> (6 * i) & 63, 6);
        }
    }
}

/// <summary>The codes of a frame header where they are not to be the plain ones.</summary>
internal sealed record FlacFrameCodes
{
    public int Sync { get; init; } = 0b111111111111100;

    public int? BlockSize { get; init; }

    public int? Rate { get; init; }

    public int RateValue { get; init; }

    public int? Size { get; init; }

    public int Reserved { get; init; }

    public long? Number { get; init; }

    public int HeaderCrcError { get; init; }

    public int FrameCrcError { get; init; }
}
