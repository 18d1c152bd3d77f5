using VoiceLake.Audio;
using VoiceLake.Tests.Support;
using static VoiceLake.Tests.Audio.FlacSound;

namespace VoiceLake.Tests.Audio;

public sealed class FlacDamageTests
{
    [Theory]
    [InlineData(true, true)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public void Bytes_after_the_last_frame_are_noted_where_the_length_or_the_md5_is_known(bool total, bool md5)
    {
        var file = Sound(new FlacFile { WriteTotal = total, WriteMd5 = md5 }).ToArray();
        var audio = Decode([.. file, 1, 2, 3]);
        audio.Length.ShouldBe(192);
        (audio.Notes.Single().Rule, audio.Notes[0].Offset).ShouldBe((AudioRules.FlacTrailingBytes, file.Length));
        AttackLedger.Withstood("audio", "FLAC: bytes behind the last frame", 1, "every sample read and flagged where length or MD5 is known, else rejected");
    }

    [Fact]
    public void Where_neither_length_nor_md5_is_known_other_bytes_lose_the_sync()
    {
        var file = Sound(new FlacFile { WriteTotal = false, WriteMd5 = false }).ToArray();
        Decode(file).Length.ShouldBe(192);
        ShouldBreak([.. file, 1, 2, 3], AudioRules.FlacFrameSync).Offset.ShouldBe(file.Length);
        AttackLedger.Withstood("audio", "FLAC: bytes behind the last frame", 1, "every sample read and flagged where length or MD5 is known, else rejected");
    }

    [Fact]
    public void A_cut_stream_says_how_many_samples_are_sound()
    {
        var file = Sound();
        var bytes = file.ToArray();
        for (var length = file.LastFrame; length < bytes.Length; length++)
        {
            ShouldBreak(bytes[..length], AudioRules.FlacTruncated).Message.ShouldContain("128 ");
        }

        AttackLedger.Withstood("audio", "FLAC: a stream cut at every byte of its last frame", bytes.Length - file.LastFrame, "rejected with the number of sound samples");
    }

    [Fact]
    public void A_damaged_frame_that_runs_past_the_next_is_not_taken_for_a_cut_one()
    {
        var file = new FlacFile().Frame([Wave], bits => bits.Write(8, 7).Write(0, 1).Write(1, 2).Write(0, 4).Write(30, 5)).Frame([Wave], bits => bits.Verbatim(WideWave, 16));
        var error = ShouldBreak(file.ToArray(), AudioRules.FlacSubframe);
        error.Offset.ShouldBe(42);
        error.Message.ShouldContain($"next one at byte {file.LastFrame}");
        AttackLedger.Withstood("audio", "FLAC: a frame that runs past the next", 1, "rejected as damaged, not as cut");
    }

    [Fact]
    public void Checksums_that_do_not_match_break_their_rules()
    {
        ShouldBreak(Sound(codes: new FlacFrameCodes { HeaderCrcError = 1 }).ToArray(), AudioRules.FlacFrameHeaderCrc).Offset.ShouldBe(42);
        ShouldBreak(Sound(codes: new FlacFrameCodes { FrameCrcError = 1 }).ToArray(), AudioRules.FlacFrameCrc).Offset.ShouldBe(42);
        var bytes = Sound().ToArray();
        bytes[30] ^= 1;
        ShouldBreak(bytes, AudioRules.FlacMd5);
        AttackLedger.Withstood("audio", "FLAC: checksums that do not match (CRC-8, CRC-16, MD5)", 3, "rejected by their rules");
    }

    [Fact]
    public void Headers_that_say_the_impossible_break_their_rules()
    {
        ShouldBreak(Sound(codes: new FlacFrameCodes { Sync = 0 }).ToArray(), AudioRules.FlacFrameSync);
        ShouldBreak(Sound(codes: new FlacFrameCodes { BlockSize = 0 }).ToArray(), AudioRules.FlacFrameHeader);
        ShouldBreak(Sound(codes: new FlacFrameCodes { Rate = 15 }).ToArray(), AudioRules.FlacFrameHeader);
        ShouldBreak(Sound(codes: new FlacFrameCodes { Size = 3 }).ToArray(), AudioRules.FlacFrameHeader);
        ShouldBreak(Sound(codes: new FlacFrameCodes { Reserved = 1 }).ToArray(), AudioRules.FlacFrameHeader);
        ShouldBreak(new FlacFile().Frame([Wave], bits => bits.Verbatim(WideWave, 16), stereoCode: 11).ToArray(), AudioRules.FlacFrameHeader);
        ShouldBreak(Sound(codes: new FlacFrameCodes { Size = 6 }).ToArray(), AudioRules.FlacParametersChange);
        ShouldBreak(Sound(codes: new FlacFrameCodes { Rate = 9 }).ToArray(), AudioRules.FlacParametersChange);
        ShouldBreak(new FlacFile().Frame([Wave], bits => bits.Verbatim(WideWave, 16), stereoCode: 1).ToArray(), AudioRules.FlacParametersChange);
        ShouldBreak(Sound(Sound(), new FlacFrameCodes { Number = 9 }).ToArray(), AudioRules.FlacFrameNumber);
        ShouldBreak(Sound().ToArray(total: 100), AudioRules.FlacSampleCount);
        ShouldBreak(Sound().ToArray(total: 200), AudioRules.FlacTruncated);
        AttackLedger.Withstood("audio", "FLAC: frame headers that say the impossible", 12, "rejected by their rules");
    }

    [Fact]
    public void Subframes_that_say_the_impossible_break_their_rules()
    {
        void Breaks(Action<BitWriter> write) => ShouldBreak(new FlacFile().Frame([Wave], write).ToArray(), AudioRules.FlacSubframe);
        Breaks(bits => bits.Write(2, 7).Write(0, 500));
        Breaks(bits => bits.Write(13, 7).Write(0, 500));
        Breaks(bits => bits.Write(64, 7).Write(0, 500));
        Breaks(bits => bits.Write(0, 7).Write(1, 1).WriteUnary(15).Write(0, 500));
        Breaks(bits => bits.Write(8, 7).Write(0, 1).Write(0b10, 2).Write(0, 500));
        Breaks(bits => bits.Write(8, 7).Write(0, 1).Write(0, 2).Write(7, 4).Write(0, 500));
        Breaks(bits => bits.Write(32, 7).Write(0, 1).Write(0, 16).Write(15, 4).Write(0, 500));
        Breaks(bits => bits.Write(32, 7).Write(0, 1).Write(0, 16).Write(3, 4).Write(-1, 5).Write(0, 500));
        ShouldBreak(new FlacFile().Frame([[1, 2]], bits => bits.Write(11, 7).Write(0, 500)).ToArray(), AudioRules.FlacSubframe);
        AttackLedger.Withstood("audio", "FLAC: subframes that say the impossible", 9, "rejected by their rule");
    }

    [Fact]
    public void A_sample_wider_than_the_stream_breaks_its_rule()
    {
        ShouldBreak(
            new FlacFile { WriteMd5 = false }.Frame([[32_767, 32_768]], bits => bits.Fixed([32_767, 32_768], 16, 1, new FlacRice(1))).ToArray(),
            AudioRules.FlacSampleRange);
        AttackLedger.Withstood("audio", "FLAC: a sample wider than the stream says", 1, "rejected by its rule");
    }

    [Fact]
    public void Metadata_that_cannot_be_breaks_its_rules()
    {
        var bytes = Sound().ToArray();
        ShouldBreak([.. "fLaC"u8, 4, 0, 0, 0, .. bytes[4..]], AudioRules.FlacStreamInfo);
        ShouldBreak([.. "fLaC"u8, 0x80, 0, 0, 33, .. bytes[8..]], AudioRules.FlacStreamInfo);
        ShouldBreak([.. "fLaC"u8, 0, .. bytes[5..42], 0x84, 0xFF, 0xFF, 0xFF], AudioRules.FlacMetadata);
        ShouldBreak([.. "fLaC"u8, 0, .. bytes[5..42], 0xFF, 0, 0, 0], AudioRules.FlacMetadata);
        ShouldBreak(bytes[..6], AudioRules.FlacMetadata);
        ShouldBreak(Sound(new FlacFile { SampleRate = 0 }).ToArray(), AudioRules.SampleRate);
        ShouldBreak(Sound(new FlacFile { Bits = 3 }).ToArray(), AudioRules.FlacStreamInfo);
        AttackLedger.Withstood("audio", "FLAC: metadata that cannot be", 7, "rejected by their rules");
    }

    [Fact]
    public void A_declared_length_takes_no_memory_before_the_samples_come()
    {
        var bytes = Sound(new FlacFile { WriteMd5 = false }).ToArray(total: 200_000_000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        ShouldBreak(bytes, AudioRules.FlacTruncated);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1_000_000);
        ShouldBreak(Sound().ToArray(total: 0xF_FFFF_FFFF), AudioRules.TooLong);
        AttackLedger.Withstood("audio", "FLAC: a length that is not there", 2, "rejected, no memory taken before the samples come");
    }

    [Fact]
    public void Silence_that_swells_past_the_limit_is_stopped()
    {
        var file = new FlacFile { WriteTotal = false, WriteMd5 = false };
        for (var i = 0; i < 20; i++)
        {
            file.Frame([new int[60_000]], bits => bits.Constant(0, 16));
        }

        var error = Should.Throw<AudioFormatException>(() => AudioDecoder.Decode(file.ToArray(), "clip.flac", new AudioDecoderOptions { MaxSamples = 1_000_000 }));
        error.Rule.ShouldBe(AudioRules.TooLong);
    }

    [Fact]
    public void A_few_bytes_of_silence_that_stand_for_hours_are_refused_before_they_take_memory()
    {
        var file = new FlacFile { WriteMd5 = false };
        for (var i = 0; i < 400; i++)
        {
            file.Frame([new int[65_535]], bits => bits.Constant(0, 16));
        }

        var bytes = file.ToArray();
        var before = GC.GetAllocatedBytesForCurrentThread();
        ShouldBreak(bytes, AudioRules.TooLong).Message.ShouldContain("more than 100 samples each");
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(150_000_000);
        AudioDecoder.Decode(bytes, "clip.flac", new AudioDecoderOptions { MaxSamplesPerByte = 10_000 }).Length.ShouldBe(400 * 65_535);
        AttackLedger.Withstood("audio", "FLAC: silence that swells past the limits", 2, "rejected at the limit");
    }
}
