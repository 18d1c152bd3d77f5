using VoiceLake.Audio;
using VoiceLake.Tests.Support;

namespace VoiceLake.Tests.Audio;

public sealed class WavDecoderTests
{
    private static readonly short[] Ramp = [-32_768, -1, 0, 1, 32_767];

    private static readonly float[] RampValues = [-1f, -1 / 32_768f, 0, 1 / 32_768f, 32_767 / 32_768f];

    [Fact]
    public void Sixteen_bits_are_divided_by_32768()
    {
        var audio = WavFile.Mono16(Ramp).Decode();
        audio.Channels.ShouldBe([RampValues]);
        (audio.SampleRate, audio.BitsPerSample, audio.Codec, audio.Length).ShouldBe((16_000, 16, "wav/pcm_s16le", 5));
        audio.Notes.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(1, 8, new byte[] { 0, 128, 255 }, "u8", new[] { -1f, 0f, 127 / 128f })]
    [InlineData(1, 16, new byte[] { 0, 0x80, 0xFF, 0x7F }, "s16le", new[] { -1f, 32_767 / 32_768f })]
    [InlineData(1, 24, new byte[] { 0, 0, 0x80, 1, 0, 0 }, "s24le", new[] { -1f, 1 / 8_388_608f })]
    [InlineData(1, 20, new byte[] { 0, 0, 0x80, 0x10, 0, 0 }, "s24le", new[] { -1f, 1 / 524_288f })]
    [InlineData(1, 32, new byte[] { 0, 0, 0, 0x80, 0, 1, 0, 0 }, "s32le", new[] { -1f, 1 / 8_388_608f })]
    [InlineData(3, 32, new byte[] { 0, 0, 0x80, 0x3F, 0, 0, 0, 0xBF }, "f32le", new[] { 1f, -0.5f })]
    [InlineData(3, 64, new byte[] { 0, 0, 0, 0, 0, 0, 0xF0, 0x3F }, "f64le", new[] { 1f })]
    [InlineData(6, 8, new byte[] { 0x55, 0xD5, 0x2A, 0xAA }, "alaw", new[] { -8 / 32_768f, 8 / 32_768f, -32_256 / 32_768f, 32_256 / 32_768f })]
    [InlineData(7, 8, new byte[] { 0x7F, 0xFF, 0x00, 0x80 }, "mulaw", new[] { 0f, 0f, -32_124 / 32_768f, 32_124 / 32_768f })]
    public void Every_encoding_has_its_values(int tag, int bits, byte[] data, string codec, float[] values)
    {
        var audio = new WavFile().Format(tag, 1, 8_000, bits).Data(data).Decode();
        audio.Channels.ShouldBe([values]);
        (audio.Codec, audio.BitsPerSample).ShouldBe(("wav/pcm_" + codec, bits));
        audio.Notes.ShouldBeEmpty();
    }

    [Fact]
    public void Channels_are_taken_apart()
    {
        var audio = new WavFile().Format(1, 3, 44_100, 16).Data(WavFile.Bytes(1, 2, 3, 4, 5, 6)).Decode();
        audio.Channels.Select(channel => channel.Select(sample => sample * 32_768).ToArray()).ShouldBe([[1f, 4f], [2f, 5f], [3f, 6f]]);
    }

    [Fact]
    public void Extensible_gives_its_subformat_and_valid_bits()
    {
        var audio = new WavFile().Extensible(subtype: 1, channels: 1, rate: 48_000, bits: 32, validBits: 20).Data([0, 0, 0, 0x40]).Decode();
        (audio.Channels[0][0], audio.BitsPerSample, audio.Codec).ShouldBe((0.5f, 20, "wav/pcm_s32le"));
    }

    [Fact]
    public void Big_endian_extensible_is_read_with_the_whole_sub_format_swapped()
    {
        var audio = new WavFile { Magic = "RIFX" }.Extensible(subtype: 1, channels: 1, rate: 48_000, bits: 24, validBits: 24).Data([0x40, 0, 0]).Decode();
        (audio.Channels[0][0], audio.Codec).ShouldBe((0.5f, "wav/pcm_s24be"));
    }

    [Fact]
    public void Valid_bits_past_the_container_are_noted()
    {
        var audio = new WavFile().Extensible(subtype: 1, channels: 1, rate: 48_000, bits: 16, validBits: 24).Data([0, 0x40]).Decode();
        audio.BitsPerSample.ShouldBe(16);
        audio.Notes.Single().Rule.ShouldBe(AudioRules.WavValidBits);
        AttackLedger.Withstood("audio", "WAV: more valid bits than the container has", 1, "read with the bits of the container, flagged");
    }

    [Fact]
    public void Rifx_is_big_endian()
    {
        var audio = new WavFile { Magic = "RIFX" }.Format(1, 1, 16_000, 16).Data([0x80, 0, 0, 1]).Decode();
        audio.Channels.ShouldBe([[-1f, 1 / 32_768f]]);
        audio.Codec.ShouldBe("wav/pcm_s16be");
    }

    [Theory]
    [InlineData("RF64")]
    [InlineData("BW64")]
    public void The_wide_forms_take_their_data_size_from_ds64(string magic)
    {
        var audio = new WavFile { Magic = magic }.Ds64(4).Format(1, 1, 16_000, 16).Data(WavFile.Bytes(1, 2), size: uint.MaxValue).Chunk("LIST", [1, 2, 3, 4]).Decode();
        audio.Length.ShouldBe(2);
        audio.Notes.ShouldBeEmpty();
    }

    [Fact]
    public void Rf64_without_ds64_uses_the_32_bit_size()
    {
        var audio = new WavFile { Magic = "RF64" }.Format(1, 1, 16_000, 16).Data(WavFile.Bytes(1, 2)).Decode();
        audio.Length.ShouldBe(2);
        audio.Notes.Single().Rule.ShouldBe(AudioRules.WavNoDs64);
        AttackLedger.Withstood("audio", "WAV: RF64 without its sizes", 1, "read by the 32-bit sizes, flagged");
    }

    [Fact]
    public void Unknown_chunks_and_their_pad_bytes_are_skipped()
    {
        var audio = new WavFile().Chunk("LIST", [1, 2, 3]).Format(1, 1, 16_000, 16).Chunk("fact", [4, 0, 0, 0]).Chunk("junk", [9]).Data(WavFile.Bytes(Ramp)).Decode();
        audio.Channels.ShouldBe([RampValues]);
        audio.Notes.ShouldBeEmpty();
    }

    [Fact]
    public void A_missing_pad_byte_is_noted()
    {
        var audio = new WavFile().Format(1, 1, 16_000, 16).Chunk("LIST", [1, 2, 3], pad: false).Data(WavFile.Bytes(Ramp)).Decode();
        audio.Channels.ShouldBe([RampValues]);
        audio.Notes.Single().ShouldBe(new AudioNote(AudioRules.WavPadMissing, 47, audio.Notes[0].Detail));
        AttackLedger.Withstood("audio", "WAV: an odd chunk without its pad byte", 1, "every sample read, flagged");
    }

    [Theory]
    [InlineData(0u, AudioRules.WavDataSizeZero)]
    [InlineData(uint.MaxValue, AudioRules.WavDataSizeUnknown)]
    [InlineData(11u, AudioRules.WavDataSizePastEnd)]
    [InlineData(0xFFFFFFFEu, AudioRules.WavDataSizePastEnd)]
    public void A_data_size_that_cannot_be_is_read_to_the_end(uint size, string rule)
    {
        var audio = new WavFile().Format(1, 1, 16_000, 16).Data(WavFile.Bytes(Ramp), size).Decode();
        audio.Channels.ShouldBe([RampValues]);
        (audio.Notes.Single().Rule, audio.Notes[0].Offset).ShouldBe((rule, 40));
        AttackLedger.Withstood("audio", "WAV: a data size of 0, -1 or past the end", 1, "every sample that is there read, flagged");
    }

    [Fact]
    public void An_empty_data_chunk_before_other_chunks_is_empty() =>
        new WavFile().Format(1, 1, 16_000, 16).Data([]).Chunk("LIST", [1, 2, 3, 4]).ShouldBreak(AudioRules.NoSamples);

    [Fact]
    public void A_partial_last_frame_is_left_out_and_noted()
    {
        var audio = new WavFile().Format(1, 2, 16_000, 16).Data([1, 0, 2, 0, 3, 0]).Decode();
        audio.Length.ShouldBe(1);
        (audio.Notes.Single().Rule, audio.Notes[0].Offset).ShouldBe((AudioRules.WavPartialFrame, 48));
        AttackLedger.Withstood("audio", "WAV: samples that end inside a frame", 1, "whole frames read, flagged");
    }

    [Fact]
    public void Data_before_fmt_is_read_and_noted()
    {
        var audio = new WavFile().Data(WavFile.Bytes(Ramp)).Format(1, 1, 16_000, 16).Decode();
        audio.Channels.ShouldBe([RampValues]);
        audio.Notes.Single().Rule.ShouldBe(AudioRules.WavDataBeforeFormat);
        AttackLedger.Withstood("audio", "WAV: samples before the header that explains them", 1, "every sample read, flagged");
    }

    [Fact]
    public void Bytes_after_the_samples_that_are_no_chunk_are_noted()
    {
        var audio = WavFile.Mono16(Ramp).Raw(1, 2, 3).Decode();
        audio.Length.ShouldBe(5);
        audio.Notes.Single().Rule.ShouldBe(AudioRules.WavTrailingBytes);
        AttackLedger.Withstood("audio", "WAV: bytes behind the samples that are no chunk", 1, "every sample read, flagged");
    }

    [Fact]
    public void A_wrong_block_align_is_mended_where_the_byte_rate_confirms_channels_and_bits()
    {
        var audio = new WavFile().Format(1, 2, 16_000, 16, blockAlign: 2).Data(WavFile.Bytes(1, 2, 3, 4)).Decode();
        audio.Length.ShouldBe(2);
        audio.Notes.Single().Rule.ShouldBe(AudioRules.WavBlockAlignMended);
    }

    [Fact]
    public void A_block_align_that_nothing_confirms_breaks_its_rule()
    {
        var error = new WavFile().Format(1, 2, 16_000, 16, blockAlign: 2, byteRate: 32_000).Data(WavFile.Bytes(1, 2)).ShouldBreak(AudioRules.WavBlockAlign);
        error.Offset.ShouldBe(32);
        AttackLedger.Withstood("audio", "WAV: a block align that nothing confirms", 1, "rejected by its rule at its place");
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void A_sample_that_is_no_number_breaks_its_rule_at_its_place(float value)
    {
        var error = new WavFile().Format(3, 1, 16_000, 32).Data([0, 0, 0, 0, .. BitConverter.GetBytes(value)]).ShouldBreak(AudioRules.WavNotFinite);
        error.Offset.ShouldBe(48);
        AttackLedger.Withstood("audio", "WAV: samples that are NaN or infinite", 1, "rejected by its rule at its place");
    }

    [Fact]
    public void Samples_past_full_scale_are_kept_and_noted()
    {
        var audio = new WavFile().Format(3, 1, 16_000, 32).Data(BitConverter.GetBytes(1.5f)).Decode();
        audio.Channels.ShouldBe([[1.5f]]);
        audio.Notes.Single().Rule.ShouldBe(AudioRules.WavPastFullScale);
    }

    [Fact]
    public void Headers_that_say_too_little_break_their_rules()
    {
        new WavFile().Format(1, 1, 16_000, 16).ShouldBreak(AudioRules.WavNoData);
        new WavFile().Data(WavFile.Bytes(1, 2)).ShouldBreak(AudioRules.WavNoFormat);
        new WavFile().Chunk("fmt ", [1, 0, 1, 0]).Data([0, 0]).ShouldBreak(AudioRules.WavFormatTruncated);
        new WavFile().Format(0xFFFE, 1, 16_000, 16).Data([0, 0]).ShouldBreak(AudioRules.WavFormatTruncated);
        new WavFile().Chunk("LIST", [1, 2], size: 999).ShouldBreak(AudioRules.WavChunkPastEnd);
        var cut = Should.Throw<AudioFormatException>(() => AudioDecoder.Decode("RIFF\0\0"u8, "clip.wav"));
        (cut.Rule, cut.Offset).ShouldBe((AudioRules.WavHeaderTruncated, 6));
        AttackLedger.Withstood("audio", "WAV: headers that are missing, cut or past the end", 6, "rejected by their rules");
    }

    [Fact]
    public void Headers_that_say_the_impossible_break_their_rules()
    {
        new WavFile().Format(1, 0, 16_000, 16).Data([0, 0]).ShouldBreak(AudioRules.WavFormat);
        new WavFile().Format(1, 1, 16_000, 0).Data([0, 0]).ShouldBreak(AudioRules.WavFormat);
        new WavFile().Format(1, 1, 16_000, 40).Data([0, 0]).ShouldBreak(AudioRules.WavFormat);
        new WavFile().Format(3, 1, 16_000, 16).Data([0, 0]).ShouldBreak(AudioRules.WavFormat);
        new WavFile().Format(1, 1, 0, 16).Data([0, 0]).ShouldBreak(AudioRules.SampleRate);
        new WavFile().Format(0x11, 1, 16_000, 4).Data([0, 0]).ShouldBreak(AudioRules.WavCodec).Message.ShouldContain("IMA ADPCM");
        new WavFile().Extensible(0x10001, 1, 16_000, 16, 16).Data([0, 0]).ShouldBreak(AudioRules.WavCodec);
        AttackLedger.Withstood("audio", "WAV: 0 channels, 0 bits, 0 Hz, impossible and unknown codings", 7, "rejected by their rules");
    }
}
