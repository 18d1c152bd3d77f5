using VoiceLake.Audio;
using VoiceLake.Audio.Flac;
using VoiceLake.Audio.Internals;

namespace VoiceLake.Tests.Audio;

/// <summary>A small FLAC file that is sound, and what the decoder makes of files.</summary>
internal static class FlacSound
{
    public static readonly int[] Wave = [.. Enumerable.Range(0, 64).Select(i => (int)(9_000 * Math.Sin(i / 3.0)) + (i % 5))];

    public static readonly long[] WideWave = [.. Wave.Select(value => (long)value)];

    public static int[][] Integers(byte[] file)
    {
        using var reader = new FlacSource(new AudioBytes(file), "clip.flac", new AudioDecoderOptions());
        var channels = Enumerable.Range(0, reader.Channels).Select(_ => new List<int>()).ToArray();
        while (reader.Next(new AudioBytes(file), int.MaxValue) > 0)
        {
            for (var channel = 0; channel < channels.Length; channel++)
            {
                channels[channel].AddRange(reader.Samples(channel));
            }
        }

        return [.. channels.Select(channel => channel.ToArray())];
    }

    public static AudioData Decode(byte[] file) => AudioDecoder.Decode(file, "clip.flac");

    public static AudioFormatException ShouldBreak(byte[] file, string rule)
    {
        var error = Should.Throw<AudioFormatException>(() => Decode(file));
        error.Rule.ShouldBe(rule, error.Message);
        return error;
    }

    public static FlacFile Sound(FlacFile? file = null, FlacFrameCodes? codes = null)
    {
        file ??= new FlacFile();
        for (var i = 0; i < 3; i++)
        {
            file.Frame([Wave], bits => bits.Fixed(WideWave, 16, 2, new FlacRice(5)), codes: codes);
        }

        return file;
    }
}
