using VoiceLake.Audio;
using VoiceLake.Audio.Flac;
using VoiceLake.Audio.Internals;
using VoiceLake.Tests.Support;

namespace VoiceLake.Conformance.Audio;

/// <summary>What the flac program encodes, decoded here and by flac itself.</summary>
public sealed class FlacConformanceTests
{
    private static readonly string[] Settings =
    [
        "-0", "-1", "-2", "-3", "-4", "-5", "-6", "-7", "-8",
        "-5 -b 16", "-5 -b 1000", "-8 --lax -b 65535", "--lax -l 32 -8 -e", "-8 -p",
        "--lax -r 15 -5", "-l 0 --disable-fixed-subframes", "-5 --no-mid-side", "-5 --limit-min-bitrate",
    ];

    // sox effects behind `synth 0.7`: 0.7 s is no whole number of blocks.
    private static readonly string[] Sounds =
        ["whitenoise", "sine 440 tremolo 5", "sine 0 gain -300", "brownnoise gain -20", "square 100", "pluck"];

    public static TheoryData<string, int, int> Kinds
    {
        get
        {
            var kinds = new TheoryData<string, int, int>();
            foreach (var settings in Settings)
            {
                kinds.Add(settings, 16, 1);
                kinds.Add(settings, 16, 2);
            }

            foreach (var settings in new[] { "-0", "-5", "-8", "--lax -l 32 -8" })
            {
                foreach (var (bits, channels) in new[] { (8, 1), (8, 2), (16, 8), (24, 1), (24, 2), (24, 8), (32, 1), (32, 2), (32, 3) })
                {
                    kinds.Add(settings, bits, channels);
                }
            }

            return kinds;
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_setting_decodes_sample_for_sample(string settings, int bits, int channels)
    {
        using var folder = new TemporaryFolder();
        var (wave, encoded) = (folder.PathOf("sound.wav"), folder.PathOf("sound.flac"));
        foreach (var sound in Sounds)
        {
            ReferencePrograms.Run("sox", ["-R", "-D", "-n", "-r", "22050", "-b", $"{bits}", "-c", $"{channels}", wave, "synth", "0.7", .. sound.Split(' ')]);
            ReferencePrograms.Run("flac", ["--totally-silent", "-f", "--channel-map=none", .. settings.Split(' '), "-o", encoded, wave]);
            ShouldMatch(encoded, $"{sound} {settings}");
        }
    }

    [Fact]
    public void Real_speech_decodes_sample_for_sample_at_every_level()
    {
        using var folder = new TemporaryFolder();
        var encoded = folder.PathOf("speech.flac");
        foreach (var clip in Directory.GetFiles(SharedMaterial.Require("data/clips"), "*.wav"))
        {
            for (var level = 0; level <= 8; level++)
            {
                ReferencePrograms.Run("flac", "--totally-silent", "-f", $"-{level}", "-o", encoded, clip);
                ShouldMatch(encoded, clip);

                var (direct, decoded) = (AudioDecoder.Decode(File.ReadAllBytes(clip), clip), AudioDecoder.Decode(File.ReadAllBytes(encoded), encoded));
                decoded.Channels[0].AsSpan().SequenceEqual(direct.Channels[0]).ShouldBeTrue(clip);
            }
        }
    }

    [Fact]
    public void Metadata_of_every_kind_is_skipped()
    {
        using var folder = new TemporaryFolder();
        var (wave, encoded) = (folder.PathOf("sound.wav"), folder.PathOf("sound.flac"));
        ReferencePrograms.Run("sox", "-R", "-D", "-n", "-r", "16000", "-b", "16", wave, "synth", "12", "pinknoise");
        ReferencePrograms.Run("flac", "--totally-silent", "-5", "-S", "2s", "-P", "5000", "-T", "ARTIST=é", "--replay-gain", "-o", encoded, wave);
        ShouldMatch(encoded, "metadata");
    }

    private static void ShouldMatch(string encoded, string what)
    {
        var raw = ReferencePrograms.Run("flac", "--totally-silent", "-d", "-c", "--force-raw-format", "--endian=little", "--sign=signed", encoded);
        var file = File.ReadAllBytes(encoded);
        using var source = new FlacSource(new AudioBytes(file), encoded, new AudioDecoderOptions());
        var (channels, bytes) = (source.Channels, source.Bits / 8);
        var position = 0;
        for (int count; (count = source.Next(new AudioBytes(file), int.MaxValue)) > 0;)
        {
            for (var i = 0; i < count; i++)
            {
                for (var channel = 0; channel < channels; channel++, position += bytes)
                {
                    var expected = 0;
                    for (var place = 0; place < bytes; place++)
                    {
                        expected |= raw[position + place] << (8 * (4 - bytes + place));
                    }

                    if (source.Samples(channel)[i] != expected >> (32 - source.Bits))
                    {
                        Assert.Fail($"{what}: channel {channel} before byte {position} is {source.Samples(channel)[i]}");
                    }
                }
            }
        }

        position.ShouldBe(raw.Length, what);
        source.Notes.ShouldBeEmpty(what);
    }
}
