using VoiceLake.Audio;
using static VoiceLake.Tests.Audio.FlacSound;

namespace VoiceLake.Tests.Audio;

public sealed class FlacDecoderTests
{
    // RFC 9639, appendix D.1 and D.3: the whole files.
    private const string StereoExample =
        "664C614380000022100010000000 0F00000F0AC442F0000000013E84B41807DC690307586A3DAD1A2E0FFFF869180000BF0358FD03128BAA9A";

    private const string PredictedExample =
        "664C614380000022100010000000 1F00001F07D0007000000018F8F9E396F5CBCFC6DC807F9977906B32FFF868020017E944004F6F313D1047D227CB6D090831452BDC2822228057A3";

    [Fact]
    public void The_first_example_of_the_rfc_has_one_sample_on_either_side()
    {
        var audio = Decode(Convert.FromHexString(StereoExample.Replace(" ", "", StringComparison.Ordinal)));
        audio.Channels.ShouldBe([[25_588 / 32_768f], [10_416 / 32_768f]]);
        (audio.SampleRate, audio.BitsPerSample, audio.Codec).ShouldBe((44_100, 16, "flac"));
    }

    [Fact]
    public void The_third_example_of_the_rfc_is_linearly_predicted()
    {
        var audio = Decode(Convert.FromHexString(PredictedExample.Replace(" ", "", StringComparison.Ordinal)));
        audio.Channels[0][..6].Select(sample => sample * 128).ShouldBe([0f, 79, 111, 78, 8, -61]);
        (audio.Length, audio.SampleRate, audio.BitsPerSample).ShouldBe((24, 32_000, 8));
    }

    [Theory]
    [InlineData(1, 192)]
    [InlineData(2, 576)]
    [InlineData(5, 4_608)]
    [InlineData(6, 200)]
    [InlineData(8, 256)]
    [InlineData(15, 32_768)]
    public void Every_code_of_a_block_size_is_known(int code, int size)
    {
        var file = new FlacFile();
        int[][] samples = [[.. Enumerable.Repeat(5, size)]];
        file.Frame(samples, bits => bits.Constant(5, 16), codes: new FlacFrameCodes { BlockSize = code });
        Integers(file.ToArray()).ShouldBe(samples);
    }

    [Theory]
    [InlineData(88_200, 1, 0)]
    [InlineData(8_000, 4, 0)]
    [InlineData(44_100, 9, 0)]
    [InlineData(96_000, 11, 0)]
    [InlineData(17_000, 12, 17)]
    [InlineData(12_345, 13, 12_345)]
    [InlineData(123_450, 14, 12_345)]
    public void Every_code_of_a_sample_rate_is_known(int rate, int code, int value)
    {
        var file = new FlacFile { SampleRate = rate };
        file.Frame([[1, 1]], bits => bits.Constant(1, 16), codes: new FlacFrameCodes { Rate = code, RateValue = value, Size = 4 });
        Decode(file.ToArray()).SampleRate.ShouldBe(rate);
    }

    [Fact]
    public void Blocks_may_vary_and_their_sample_numbers_take_up_to_seven_bytes()
    {
        var file = new FlacFile { VariableBlocks = true, WriteTotal = false };
        long[] starts = [0xF_FFFF_0000, 0xF_FFFF_0010, 0xF_FFFF_0027];
        int[] sizes = [16, 23, 1];
        for (var i = 0; i < 3; i++)
        {
            file.Frame([[.. Enumerable.Repeat(i, sizes[i])]], bits => bits.Constant(i, 16), codes: new FlacFrameCodes { Number = starts[i] });
        }

        var audio = Decode(file.ToArray());
        audio.Length.ShouldBe(40);
        audio.Notes.Single().Rule.ShouldBe(AudioRules.FlacStartsMidStream);
    }

    [Fact]
    public void A_thousand_frames_are_numbered_in_one_and_two_bytes()
    {
        var file = new FlacFile();
        for (var i = 0; i < 1_000; i++)
        {
            file.Frame([[i, i]], bits => bits.Constant(i, 16));
        }

        Integers(file.ToArray())[0].ShouldBe(Enumerable.Range(0, 1_000).SelectMany(i => new[] { i, i }));
    }

    [Fact]
    public void An_id3_tag_before_the_stream_is_skipped_and_noted()
    {
        byte[] tag = [.. "ID3"u8, 4, 0, 0, 0, 0, 0, 5, 1, 2, 3, 4, 5];
        var audio = Decode([.. tag, .. Sound().ToArray()]);
        audio.Length.ShouldBe(192);
        audio.Notes.Single().Rule.ShouldBe(AudioRules.FlacId3Prefix);
    }

    [Fact]
    public void Metadata_blocks_beside_streaminfo_are_skipped()
    {
        var bytes = Sound().ToArray();
        Decode([.. "fLaC"u8, 0, .. bytes[5..42], 1, 0, 0, 3, 9, 9, 9, 0x84, 0, 0, 0, .. bytes[42..]]).Length.ShouldBe(192);
    }
}
