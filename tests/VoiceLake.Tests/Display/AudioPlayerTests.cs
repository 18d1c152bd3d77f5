using System.Text.RegularExpressions;
using CsCheck;
using VoiceLake.Audio;
using VoiceLake.Display;

namespace VoiceLake.Tests.Display;

public partial class AudioPlayerTests
{
    [Fact]
    public void The_page_holds_a_wav_file_with_the_same_samples() => Gen.Short.Array[0, 500].Sample(samples =>
    {
        var pcm = samples.SelectMany(sample => BitConverter.GetBytes(sample)).ToArray();
        var html = DisplayOutput.Bundle(AudioPlayer.Of(pcm, 16_000))["text/html"];
        var wav = Convert.FromBase64String(DataUri().Match(html).Groups[1].Value);

        BitConverter.ToInt32(wav, 4).ShouldBe(wav.Length - 8);
        BitConverter.ToInt32(wav, 40).ShouldBe(pcm.Length);
        wav[44..].ShouldBe(pcm);
    });

    [Fact]
    public void Our_own_decoder_reads_the_wav_file()
    {
        var player = AudioPlayer.Of([0f, 0.5f, -1f, 0.25f], 22_050);
        var audio = AudioDecoder.Decode(player.Wav, "player.wav");

        audio.SampleRate.ShouldBe(22_050);
        audio.Notes.ShouldBeEmpty();
        audio.Channels.ShouldHaveSingleItem().ShouldBe([0f, 0.5f, -1f, 0.25f]);
    }

    [Fact]
    public void Samples_past_full_scale_are_cut_off()
        => AudioPlayer.Of([2f, -2f], 16_000).Wav[44..].ShouldBe([0xFF, 0x7F, 0x00, 0x80]);

    [Fact]
    public void Label_and_caption_are_data_not_markup()
    {
        var html = AudioPlayer.Of(new byte[4], 16_000, "\"><script>alert(1)</script>", "<b>read</b> & heard").ToHtml();

        html.ShouldContain("aria-label=\"&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;\"");
        html.ShouldContain("<figcaption>&lt;b&gt;read&lt;/b&gt; &amp; heard</figcaption>");
        html.ShouldNotContain("<script");
    }

    [Fact]
    public void The_text_says_what_is_heard_and_how_long()
        => AudioPlayer.Of(new byte[16_000], 16_000, "b0101", "A sentence.").ToString().ShouldBe("Audio: b0101, 0.50 s at 16000 Hz: A sentence.");

    [Fact]
    public void An_odd_number_of_bytes_is_an_error()
        => Should.Throw<ArgumentException>(() => AudioPlayer.Of(new byte[3], 16_000)).Message.ShouldStartWith("16-bit PCM has two bytes a sample; these are 3 bytes.");

    [GeneratedRegex("src=\"data:audio/wav;base64,([^\"]*)\"")]
    private static partial Regex DataUri();
}
