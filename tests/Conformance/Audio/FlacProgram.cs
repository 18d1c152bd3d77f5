using System.Buffers.Binary;
using System.Diagnostics;
using VoiceLake.Audio;
using VoiceLake.Audio.Flac;
using VoiceLake.Audio.Internals;

namespace VoiceLake.Conformance.Audio;

/// <summary>The flac program beside the decoder: files of every depth and number of channels, compared integer by integer.</summary>
internal static class FlacProgram
{
    private const int HeaderBytes = 68;

    /// <summary>Encodes samples of 4 to 32 bits; the program takes depths that fill no byte only from a WAV that says so.</summary>
    /// <param name="wave">Where the WAV is written.</param>
    /// <param name="encoded">Where the FLAC is written.</param>
    /// <param name="channels">Samples by channel.</param>
    /// <param name="bits">Bits a sample.</param>
    /// <param name="settings">Of the program, with blanks between.</param>
    public static void Encode(string wave, string encoded, int[][] channels, int bits, string settings)
    {
        File.WriteAllBytes(wave, Wave(channels, bits));
        ReferencePrograms.Run("flac", ["--totally-silent", "--lax", "-f", "--channel-map=none", .. settings.Split(' ', StringSplitOptions.RemoveEmptyEntries), "-o", encoded, wave]);
    }

    /// <summary>Holds what the decoder gives against what the program gives, and both against what was encoded.</summary>
    public static void ShouldMatch(string encoded, string decoded, int[][] samples, string what)
    {
        ReferencePrograms.Run("flac", "--totally-silent", "-d", "-f", "-o", decoded, encoded);
        var file = File.ReadAllBytes(encoded);
        var (ours, bits, notes) = Integers(file, encoded);
        var theirs = Samples(File.ReadAllBytes(decoded), samples.Length, bits);
        for (var channel = 0; channel < samples.Length; channel++)
        {
            ours[channel].AsSpan().SequenceEqual(theirs[channel]).ShouldBeTrue($"{what}: channel {channel} as flac decodes it");
            ours[channel].AsSpan().SequenceEqual(samples[channel]).ShouldBeTrue($"{what}: channel {channel} as it was encoded");
        }

        notes.ShouldBeEmpty(what);
    }

    /// <summary>Whether <c>flac -t</c> takes a file for sound.</summary>
    public static bool Accepts(string encoded)
    {
        using var process = Process.Start(new ProcessStartInfo("flac", ["--totally-silent", "-t", encoded]) { RedirectStandardError = true }).ShouldNotBeNull();
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0;
    }

    private static (int[][] Samples, int Bits, IReadOnlyList<AudioNote> Notes) Integers(byte[] file, string name)
    {
        using var source = new FlacSource(new AudioBytes(file), name, new AudioDecoderOptions());
        var channels = Enumerable.Range(0, source.Channels).Select(_ => new List<int>()).ToArray();
        while (source.Next(new AudioBytes(file), int.MaxValue) > 0)
        {
            for (var channel = 0; channel < channels.Length; channel++)
            {
                channels[channel].AddRange(source.Samples(channel));
            }
        }

        return ([.. channels.Select(channel => channel.ToArray())], source.Bits, source.Notes);
    }

    // The samples stand in the upper bits of whole bytes; those of one byte are unsigned.
    private static byte[] Wave(int[][] channels, int bits)
    {
        var width = (bits + 7) / 8;
        var data = new byte[channels.Length * channels[0].Length * width];
        for (var sample = 0; sample < channels[0].Length; sample++)
        {
            for (var channel = 0; channel < channels.Length; channel++)
            {
                var value = ((long)channels[channel][sample] << ((8 * width) - bits)) + (width == 1 ? 128 : 0);
                for (var place = 0; place < width; place++)
                {
                    data[(((sample * channels.Length) + channel) * width) + place] = (byte)(value >> (8 * place));
                }
            }
        }

        var header = new byte[HeaderBytes];
        "RIFF"u8.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(4), HeaderBytes - 8 + data.Length);
        "WAVEfmt "u8.CopyTo(header.AsSpan(8));
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(16), 40);
        int[] words = [0xFFFE, channels.Length, 16_000, 0, 16_000 * channels.Length * width, (16_000 * channels.Length * width) >> 16, channels.Length * width, 8 * width, 22, bits, 0, 0, 1, 0, 0, 0x10, 0x8000, 0xAA00, 0x3800, 0x719B];
        for (var word = 0; word < words.Length; word++)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(20 + (2 * word)), (ushort)words[word]);
        }

        "data"u8.CopyTo(header.AsSpan(60));
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(64), data.Length);
        return [.. header, .. data, .. new byte[data.Length % 2]];
    }

    private static int[][] Samples(byte[] wave, int channels, int bits)
    {
        var width = (bits + 7) / 8;
        var start = wave.AsSpan().IndexOf("data"u8) + 8;
        var length = BinaryPrimitives.ReadInt32LittleEndian(wave.AsSpan(start - 4)) / (channels * width);
        var samples = Enumerable.Range(0, channels).Select(_ => new int[length]).ToArray();
        for (var sample = 0; sample < length; sample++)
        {
            for (var channel = 0; channel < channels; channel++)
            {
                var bytes = wave.AsSpan(start + (((sample * channels) + channel) * width), width);
                var value = 0;
                for (var place = 0; place < width; place++)
                {
                    value |= bytes[place] << (8 * (4 - width + place));
                }

                samples[channel][sample] = (width == 1 ? value ^ int.MinValue : value) >> (32 - bits);
            }
        }

        return samples;
    }
}
