namespace VoiceLake.Audio.Wav;

/// <summary>Reads the fmt chunk: WAVEFORMAT, WAVEFORMATEX and WAVE_FORMAT_EXTENSIBLE.</summary>
internal static class WavFormatReader
{
    private const int Extensible = 0xFFFE;

    // A sub-format is {0000xxxx-0000-0010-8000-00AA00389B71}, xxxx being a format tag. In RIFX some programs swap every field of
    // it, and some, sox among them, the tag alone.
    private static ReadOnlySpan<byte> PlainTail => [0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71];

    private static ReadOnlySpan<byte> SwappedTail => [0, 0, 0, 0x10, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71];

    public static WavFormat Read(WavBytes file, long offset, long size, List<AudioNote> notes)
    {
        if (size < 16)
        {
            throw file.Broken(AudioRules.WavFormatTruncated, offset, $"the fmt chunk has {size} bytes of at least 16");
        }

        int tag = file.UInt16(offset);
        int channels = file.UInt16(offset + 2);
        var rate = file.UInt32(offset + 4);
        int bits = file.UInt16(offset + 14);
        var validBits = bits;
        if (tag == Extensible)
        {
            (tag, validBits) = ReadExtension(file, offset, size, bits, notes);
        }

        var encoding = Encoding(file, tag, offset);
        AudioDecoderOptions.CheckRate(rate, file.Name, offset + 4);
        CheckWidths(file, offset, encoding, channels, bits);
        var container = (bits + 7) / 8;
        CheckBlockAlign(file, offset, channels * container, rate, notes);
        return new WavFormat(encoding, channels, (int)rate, container, validBits, file.BigEndian);
    }

    private static (int Tag, int ValidBits) ReadExtension(WavBytes file, long offset, long size, int bits, List<AudioNote> notes)
    {
        if (size < 40)
        {
            throw file.Broken(AudioRules.WavFormatTruncated, offset, $"the fmt chunk has {size} bytes of the 40 of WAVE_FORMAT_EXTENSIBLE");
        }

        var tag = ReadSubFormat(file, offset + 24);

        // Valid bits stand at the top of the container, so they change the sample size that is reported and no sample.
        int valid = file.UInt16(offset + 18);
        if (valid > bits)
        {
            notes.Add(new AudioNote(AudioRules.WavValidBits, offset + 18, $"{valid} valid bits in a container of {bits}: read as {bits}."));
        }

        return (tag, valid is 0 || valid > bits ? bits : valid);
    }

    private static int ReadSubFormat(WavBytes file, long offset)
    {
        if (file.Slice(offset + 2, 14).SequenceEqual(PlainTail))
        {
            return file.UInt16(offset);
        }

        return file.BigEndian && file.UInt16(offset) == 0 && file.Slice(offset + 4, 12).SequenceEqual(SwappedTail)
            ? file.UInt16(offset + 2)
            : throw file.Broken(AudioRules.WavCodec, offset, $"the sub-format {Convert.ToHexString(file.Slice(offset, 16))} is not known");
    }

    private static WavEncoding Encoding(WavBytes file, int tag, long offset) => tag switch
    {
        1 => WavEncoding.Integer,
        3 => WavEncoding.Float,
        6 => WavEncoding.ALaw,
        7 => WavEncoding.MuLaw,
        _ => throw file.Broken(AudioRules.WavCodec, offset, $"the samples are coded as {CodecName(tag)} (format tag 0x{tag:X4})"),
    };

    private static string CodecName(int tag) => tag switch
    {
        0x0002 => "Microsoft ADPCM",
        0x0011 => "IMA ADPCM",
        0x0031 => "GSM 6.10",
        0x0050 => "MPEG",
        0x0055 => "MP3",
        _ => "something unknown",
    };

    private static void CheckWidths(WavBytes file, long offset, WavEncoding encoding, int channels, int bits)
    {
        var possible = encoding switch
        {
            WavEncoding.Integer => bits is >= 1 and <= 32,
            WavEncoding.Float => bits is 32 or 64,
            _ => bits == 8,
        };
        if (!possible || channels == 0)
        {
            throw file.Broken(AudioRules.WavFormat, offset, $"{channels} channels of {bits} bits cannot hold {encoding} samples");
        }
    }

    /// <summary>Channels and bits count where the block align differs only if the byte rate, written apart from it, bears them out.</summary>
    private static void CheckBlockAlign(WavBytes file, long offset, int frameBytes, long rate, List<AudioNote> notes)
    {
        int declared = file.UInt16(offset + 12);
        if (declared == frameBytes)
        {
            return;
        }

        var found = $"the block align is {declared} bytes, but channels and bits make {frameBytes}";
        if (file.UInt32(offset + 8) != frameBytes * rate)
        {
            throw file.Broken(AudioRules.WavBlockAlign, offset + 12, found);
        }

        notes.Add(new AudioNote(AudioRules.WavBlockAlignMended, offset + 12, $"Read with {frameBytes} bytes a frame, as the byte rate says: {found}."));
    }
}
