using VoiceLake.Audio;
using VoiceLake.Quality;

namespace VoiceLake.Tests.Audio;

public sealed class AudioDecoderTests
{
    [Fact]
    public void An_empty_file_breaks_its_rule()
    {
        var error = Should.Throw<AudioFormatException>(() => AudioDecoder.Decode([], "kdl/wav/b0001.wav"));
        (error.Rule, error.Offset).ShouldBe((AudioRules.Empty, 0));
        error.Message.ShouldBe("kdl/wav/b0001.wav: the file is empty (byte 0). Copy the archive again; if it is the same at the source, the recording is lost.");
    }

    [Theory]
    [InlineData("OggS", "Ogg")]
    [InlineData("FORM....AIFF", "AIFF")]
    [InlineData("RIFF....AVI ", "another RIFF form")]
    [InlineData("ID3\u0004\0\0\0\0\0\0....", "MP3")]
    [InlineData("<html>", "a web page")]
    [InlineData("ab", "the bytes 6162")]
    public void An_unknown_format_is_called_by_its_name(string start, string called)
    {
        var error = Should.Throw<AudioFormatException>(() => AudioDecoder.Decode(System.Text.Encoding.Latin1.GetBytes(start), "clip.wav"));
        error.Rule.ShouldBe(AudioRules.UnknownFormat);
        error.Message.ShouldContain(called);
        error.Message.ShouldContain("sox");
    }

    [Fact]
    public void The_name_says_nothing_about_the_format() =>
        AudioDecoder.Decode(WavFile.Mono16(1, 2).ToArray(), "clip.flac").Codec.ShouldBe("wav/pcm_s16le");

    [Fact]
    public void A_file_past_the_limit_is_not_decoded() =>
        Should.Throw<AudioFormatException>(() => AudioDecoder.Decode(WavFile.Mono16(1, 2, 3).ToArray(), "clip.wav", new AudioDecoderOptions { MaxSamples = 2 }))
            .Rule.ShouldBe(AudioRules.TooLong);

    [Fact]
    public void Every_rule_is_listed_once_with_meaning_and_remedy()
    {
        var names = typeof(AudioRules).GetFields().Select(field => (string)field.GetRawConstantValue()!);
        AudioRules.All.Select(rule => rule.Name).ShouldBe(names, ignoreOrder: true);
        AudioRules.All.ShouldAllBe(rule => rule.Meaning.EndsWith('.') && rule.Remedy.EndsWith('.'));
        AudioRules.All.Select(rule => rule.Severity).ShouldContain(QualitySeverity.Flagged);
    }
}
