using VoiceLake.Audio.Internals;

namespace VoiceLake.Audio;

/// <summary>Names a file's format by its first bytes, the formats that are not read here too, so that an error can say what it met.</summary>
internal static class AudioMagic
{
    public const string Wav = "WAV";
    public const string Flac = "FLAC";

    /// <summary>What is looked at.</summary>
    public const int Bytes = 12;

    public static string Of(AudioBytes bytes)
    {
        var file = bytes.At(0, Bytes);
        if (file.StartsWith("ID3"u8))
        {
            return bytes.At(Id3v2Length(file), Bytes).StartsWith("fLaC"u8) ? Flac : "MP3 with an ID3 tag";
        }

        return file switch
        {
            [(byte)'f', (byte)'L', (byte)'a', (byte)'C', ..] => Flac,
            [(byte)'R', (byte)'I', (byte)'F', (byte)'F' or (byte)'X', ..] or [(byte)'R', (byte)'F', (byte)'6', (byte)'4', ..]
                or [(byte)'B', (byte)'W', (byte)'6', (byte)'4', ..] => file.Length < 12 || file[8..].StartsWith("WAVE"u8) ? Wav : "another RIFF form",
            [(byte)'O', (byte)'g', (byte)'g', (byte)'S', ..] => "Ogg",
            [(byte)'F', (byte)'O', (byte)'R', (byte)'M', ..] => "AIFF",
            [(byte)'.', (byte)'s', (byte)'n', (byte)'d', ..] => "AU",
            [(byte)'r', (byte)'i', (byte)'f', (byte)'f', ..] => "Wave64",
            [(byte)'w', (byte)'v', (byte)'p', (byte)'k', ..] => "WavPack",
            [(byte)'N', (byte)'I', (byte)'S', (byte)'T', ..] => "NIST SPHERE",
            [(byte)'c', (byte)'a', (byte)'f', (byte)'f', ..] => "Core Audio",
            [0xFF, 0xE2 or 0xE3 or 0xF2 or 0xF3 or 0xFA or 0xFB, ..] => "MP3",
            [_, _, _, _, (byte)'f', (byte)'t', (byte)'y', (byte)'p', ..] => "MP4",
            [(byte)'<', ..] => "a web page",
            [0x1F, 0x8B, ..] => "gzip",
            _ => $"the bytes {Convert.ToHexString(file[..Math.Min(4, file.Length)])}",
        };
    }

    /// <summary>Bytes of an ID3v2 tag with its header and footer; its size is written in four bytes of seven bits.</summary>
    public static int Id3v2Length(ReadOnlySpan<byte> file) => file.Length < 10
        ? file.Length
        : 10 + ((file[6] & 127) << 21) + ((file[7] & 127) << 14) + ((file[8] & 127) << 7) + (file[9] & 127) + ((file[5] & 0x10) != 0 ? 10 : 0);
}
