using CsCheck;
using VoiceLake.Audio;
using VoiceLake.Audio.Flac;

namespace VoiceLake.Tests.Audio;

public sealed class FlacDecoderTests
{
    private static readonly int[] Wave = [.. Enumerable.Range(0, 64).Select(i => (int)(9_000 * Math.Sin(i / 3.0)) + (i % 5))];

    private static readonly long[] WideWave = [.. Wave.Select(value => (long)value)];

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
    [InlineData(4)]
    [InlineData(5)]
    public void Every_kind_of_subframe_gives_its_samples(int parameterBits)
    {
        var rice = new FlacRice(5, parameterBits, PartitionOrder: 2);
        ShouldGive(Wave, bits => bits.Verbatim(WideWave, 16));
        for (var order = 0; order <= 4; order++)
        {
            ShouldGive(Wave, bits => bits.Fixed(WideWave, 16, order, rice));
        }

        for (var order = 1; order <= 32; order++)
        {
            int[] taps = [.. Enumerable.Range(0, order).Select(i => (i * 37 % 64) - 32)];
            ShouldGive(Wave, bits => bits.Linear(WideWave, 16, taps, precision: 7, shift: 6, new FlacRice(10, parameterBits)));
        }

        ShouldGive([.. Enumerable.Repeat(-77, 64)], bits => bits.Constant(-77, 16));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public void Escaped_partitions_hold_raw_residuals(int parameterBits)
    {
        ShouldGive(Wave, bits => bits.Fixed(WideWave, 16, 1, new FlacRice(0, parameterBits, PartitionOrder: 3, RawBits: 16)));
        ShouldGive([.. Enumerable.Repeat(9, 64)], bits => bits.Fixed([.. Enumerable.Repeat(9L, 64)], 16, 1, new FlacRice(0, parameterBits, RawBits: 0)));
    }

    [Fact]
    public void Quotients_longer_than_the_bit_window_are_read() =>
        ShouldGive(Wave, bits => bits.Fixed(WideWave, 16, 0, new FlacRice(Parameter: 1)));

    [Fact]
    public void Wasted_bits_come_back_as_zeros()
    {
        int[] coarse = [.. Wave.Select(value => value >> 3 << 3)];
        long[] wide = [.. coarse.Select(value => (long)value)];
        ShouldGive(coarse, bits => bits.Verbatim(wide, 16, wasted: 3));
        ShouldGive(coarse, bits => bits.Fixed(wide, 16, 2, new FlacRice(6), wasted: 2));
        ShouldGive(coarse, bits => bits.Linear(wide, 16, [9, -3], precision: 5, shift: 3, new FlacRice(6), wasted: 1));
    }

    [Fact]
    public void All_widths_stereo_modes_and_subframes_give_the_samples_back() => Gen.Select(
        Gen.Int[4, 32], Gen.Int[7, 10], Gen.Int[0, 3], Gen.Int[1, 20], Gen.Int[0, int.MaxValue]).Sample(
        (width, stereo, kind, length, seed) =>
        {
            // A residual has at most 32 bits, so that only verbatim samples can be as wide as they like.
            var random = new Random(seed);
            var range = 1L << (Math.Min(width, kind == 0 ? 32 : 29) - 1);
            long[] Channel() => [.. Enumerable.Range(0, length + 4).Select(_ => random.NextInt64(-range, range) >> random.Next(width))];
            var (left, right) = (Channel(), Channel());
            long[] side = [.. left.Zip(right, (l, r) => l - r)];
            long[] mid = [.. left.Zip(right, (l, r) => (l + r) >> 1)];
            var (first, second) = stereo switch { 8 => (left, side), 9 => (side, right), 10 => (mid, side), _ => (left, right) };
            var file = new FlacFile { Channels = 2, Bits = width };
            int[][] samples = [[.. left.Select(value => (int)value)], [.. right.Select(value => (int)value)]];
            file.Frame(samples, bits =>
            {
                Write(bits, first, width + (stereo == 9 ? 1 : 0), kind);
                Write(bits, second, width + (stereo is 8 or 10 ? 1 : 0), kind);
            }, stereo == 7 ? null : stereo);
            Integers(file.ToArray()).ShouldBe(samples);
        },
        iter: 1_000);

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
    }

    [Fact]
    public void Where_neither_length_nor_md5_is_known_other_bytes_lose_the_sync()
    {
        var file = Sound(new FlacFile { WriteTotal = false, WriteMd5 = false }).ToArray();
        Decode(file).Length.ShouldBe(192);
        ShouldBreak([.. file, 1, 2, 3], AudioRules.FlacFrameSync).Offset.ShouldBe(file.Length);
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
    }

    [Fact]
    public void A_damaged_frame_that_runs_past_the_next_is_not_taken_for_a_cut_one()
    {
        var file = new FlacFile().Frame([Wave], bits => bits.Write(8, 7).Write(0, 1).Write(1, 2).Write(0, 4).Write(30, 5)).Frame([Wave], bits => bits.Verbatim(WideWave, 16));
        var error = ShouldBreak(file.ToArray(), AudioRules.FlacSubframe);
        error.Offset.ShouldBe(42);
        error.Message.ShouldContain($"next one at byte {file.LastFrame}");
    }

    [Fact]
    public void Checksums_that_do_not_match_break_their_rules()
    {
        ShouldBreak(Sound(codes: new FlacFrameCodes { HeaderCrcError = 1 }).ToArray(), AudioRules.FlacFrameHeaderCrc).Offset.ShouldBe(42);
        ShouldBreak(Sound(codes: new FlacFrameCodes { FrameCrcError = 1 }).ToArray(), AudioRules.FlacFrameCrc).Offset.ShouldBe(42);
        var bytes = Sound().ToArray();
        bytes[30] ^= 1;
        ShouldBreak(bytes, AudioRules.FlacMd5);
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
    }

    [Fact]
    public void A_sample_wider_than_the_stream_breaks_its_rule() =>
        ShouldBreak(
            new FlacFile { WriteMd5 = false }.Frame([[32_767, 32_768]], bits => bits.Fixed([32_767, 32_768], 16, 1, new FlacRice(1))).ToArray(),
            AudioRules.FlacSampleRange);

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
    }

    [Fact]
    public void Metadata_blocks_beside_streaminfo_are_skipped()
    {
        var bytes = Sound().ToArray();
        Decode([.. "fLaC"u8, 0, .. bytes[5..42], 1, 0, 0, 3, 9, 9, 9, 0x84, 0, 0, 0, .. bytes[42..]]).Length.ShouldBe(192);
    }

    [Fact]
    public void A_declared_length_takes_no_memory_before_the_samples_come()
    {
        var bytes = Sound(new FlacFile { WriteMd5 = false }).ToArray(total: 200_000_000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        ShouldBreak(bytes, AudioRules.FlacTruncated);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1_000_000);
        ShouldBreak(Sound().ToArray(total: 0xF_FFFF_FFFF), AudioRules.TooLong);
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

    internal static int[][] Integers(byte[] file)
    {
        using var reader = new FlacStreamReader(file, "clip.flac");
        var channels = Enumerable.Range(0, reader.Info.Channels).Select(_ => new List<int>()).ToArray();
        while (reader.Read())
        {
            for (var channel = 0; channel < channels.Length; channel++)
            {
                channels[channel].AddRange(reader.Samples(channel));
            }
        }

        return [.. channels.Select(channel => channel.ToArray())];
    }

    private static AudioData Decode(byte[] file) => AudioDecoder.Decode(file, "clip.flac");

    private static AudioFormatException ShouldBreak(byte[] file, string rule)
    {
        var error = Should.Throw<AudioFormatException>(() => Decode(file));
        error.Rule.ShouldBe(rule, error.Message);
        return error;
    }

    private static FlacFile Sound(FlacFile? file = null, FlacFrameCodes? codes = null)
    {
        file ??= new FlacFile();
        for (var i = 0; i < 3; i++)
        {
            file.Frame([Wave], bits => bits.Fixed(WideWave, 16, 2, new FlacRice(5)), codes: codes);
        }

        return file;
    }

    private static void ShouldGive(int[] samples, Action<BitWriter> write)
    {
        var file = new FlacFile().Frame([samples], write).ToArray();
        Integers(file).ShouldBe([samples]);
        Decode(file).Channels[0].ShouldBe(samples.Select(sample => sample / 32_768f));
    }

    private static void Write(BitWriter bits, long[] samples, int width, int kind)
    {
        var rice = new FlacRice(Math.Max(0, width - 4), ParameterBits: 5);
        _ = kind switch
        {
            0 => bits.Verbatim(samples, width),
            1 => bits.Fixed(samples, width, 0, rice),
            2 => bits.Linear(samples, width, [1], precision: 3, shift: 2, rice),
            _ => bits.Linear(samples, width, [3, -1, 1], precision: 4, shift: 3, rice),
        };
    }
}
