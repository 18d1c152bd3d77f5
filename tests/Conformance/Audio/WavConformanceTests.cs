using System.Runtime.InteropServices;
using VoiceLake.Audio;
using VoiceLake.Tests.Support;

namespace VoiceLake.Conformance.Audio;

/// <summary>What sox writes, read here and by sox itself.</summary>
public sealed class WavConformanceTests
{
    [Theory]
    [InlineData("a-law", 8, "pcm_alaw")]
    [InlineData("u-law", 8, "pcm_mulaw")]
    [InlineData("unsigned-integer", 8, "pcm_u8")]
    [InlineData("signed-integer", 16, "pcm_s16le")]
    [InlineData("signed-integer", 24, "pcm_s24le")]
    [InlineData("signed-integer", 32, "pcm_s32le")]
    [InlineData("floating-point", 32, "pcm_f32le")]
    [InlineData("floating-point", 64, "pcm_f64le")]
    public void Every_encoding_reads_as_sox_reads_it(string encoding, int bits, string codec)
    {
        using var folder = new TemporaryFolder();
        var (source, wave) = (folder.PathOf("source.wav"), folder.PathOf("sound.wav"));
        foreach (var channels in new[] { 1, 2, 3, 8 })
        {
            ReferencePrograms.Run("sox", "-R", "-D", "-n", "-r", "11025", "-b", "16", "-c", $"{channels}", source, "synth", "0.5", "pinknoise");
            ReferencePrograms.Run("sox", "-D", source, "-e", encoding, "-b", $"{bits}", wave);
            ShouldMatch(wave, "wav/" + codec, channels);
        }
    }

    [Theory]
    [InlineData(16)]
    [InlineData(24)]
    [InlineData(32)]
    public void The_big_endian_form_reads_as_sox_reads_it(int bits)
    {
        using var folder = new TemporaryFolder();
        var wave = folder.PathOf("sound.wav");
        ReferencePrograms.Run("sox", "-R", "-D", "-n", "-B", "-r", "16000", "-b", $"{bits}", "-c", "2", wave, "synth", "0.2", "sine", "440");
        ShouldMatch(wave, $"wav/pcm_s{bits}be", 2);
    }

    [Fact]
    public void A_stream_from_a_pipe_leaves_its_length_open()
    {
        using var folder = new TemporaryFolder();
        var wave = folder.PathOf("sound.wav");
        File.WriteAllBytes(wave, ReferencePrograms.Run("sox", "-R", "-D", "-n", "-r", "16000", "-b", "16", "-t", "wav", "-", "synth", "0.25", "sine", "440"));
        var audio = AudioDecoder.Decode(File.ReadAllBytes(wave), wave);
        audio.Length.ShouldBe(4_000);
        audio.Notes.Single().Rule.ShouldBe(AudioRules.WavDataSizePastEnd);
    }

    [Fact]
    public void The_flac_program_writes_RF64_that_reads_the_same()
    {
        using var folder = new TemporaryFolder();
        var (wave, encoded, wide) = (folder.PathOf("sound.wav"), folder.PathOf("sound.flac"), folder.PathOf("sound.rf64"));
        ReferencePrograms.Run("sox", "-R", "-D", "-n", "-r", "16000", "-b", "24", "-c", "2", wave, "synth", "0.2", "sine", "440");
        ReferencePrograms.Run("flac", "--totally-silent", "-o", encoded, wave);
        ReferencePrograms.Run("flac", "--totally-silent", "-d", "--force-rf64-format", "-o", wide, encoded);
        var (expected, found) = (AudioDecoder.Decode(File.ReadAllBytes(wave), wave), AudioDecoder.Decode(File.ReadAllBytes(wide), wide));
        found.Channels.ShouldBe(expected.Channels);
        (found.Codec, found.Notes.Count).ShouldBe(("wav/pcm_s24le", 0));
    }

    private static void ShouldMatch(string wave, string codec, int channels)
    {
        var audio = AudioDecoder.Decode(File.ReadAllBytes(wave), wave);
        (audio.Codec, audio.Channels.Length).ShouldBe((codec, channels));
        audio.Notes.ShouldBeEmpty();

        // As 64-bit floating point sox gives its 32-bit samples without loss.
        var raw = MemoryMarshal.Cast<byte, double>(ReferencePrograms.Run("sox", "-D", wave, "-t", "raw", "-e", "floating-point", "-b", "64", "-L", "-"));
        raw.Length.ShouldBe(audio.Length * channels);
        for (var i = 0; i < raw.Length; i++)
        {
            if (audio.Channels[i % channels][i / channels] != (float)raw[i])
            {
                Assert.Fail($"{codec}: channel {i % channels} of sample {i / channels} is {audio.Channels[i % channels][i / channels]}, by sox {raw[i]}");
            }
        }
    }
}
