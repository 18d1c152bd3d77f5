using CsCheck;
using VoiceLake.Audio;
using VoiceLake.Tests.Support;

namespace VoiceLake.Tests.Audio;

public sealed class AudioReaderTests
{
    private static readonly Gen<AudioFixture> AnyFixture = Gen.Int[0, AudioFixtures.All.Count - 1].Select(i => AudioFixtures.All[i]);

    public static TheoryData<string> Names => [.. AudioFixtures.All.Select(fixture => fixture.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_file_read_in_pieces_is_the_file_decoded_whole_whatever_the_pieces(string name)
    {
        var fixture = AudioFixtures.Named(name);
        foreach (var block in new[] { 13, 4_096, 1_000_000 })
        {
            ShouldBeAsDecoded(fixture.Bytes, _ => block);
        }
    }

    [Fact]
    public void Damaged_files_give_the_same_samples_and_notes_or_the_same_error() =>
        Gen.Select(AnyFixture, Gen.Select(Gen.Double[0, 1], Gen.Byte[1, 255]).List[0, 8], Gen.Double[0, 2], Gen.Int[1, 5_000]).Sample(
            (fixture, flips, cut, seed) =>
            {
                var bytes = fixture.Bytes.ToArray();
                foreach (var (place, mask) in flips)
                {
                    // The squared place makes the headers, where most can go wrong, as likely as all the samples.
                    bytes[(int)(place * place * (bytes.Length - 1))] ^= mask;
                }

                var random = new Random(seed);
                ShouldBeAsDecoded(bytes[..(int)(Math.Min(cut, 1) * bytes.Length)], _ => random.Next(1, seed + 1));
            },
            iter: 600);

    [Fact]
    public void Every_wav_that_is_mended_is_mended_alike()
    {
        byte[] samples = WavFile.Bytes([.. Enumerable.Range(0, 40_001).Select(i => (short)(i * 31))]);
        byte[][] files =
        [
            new WavFile().Format(1, 1, 16_000, 16).Data(samples, size: 0).ToArray(),
            new WavFile().Format(1, 1, 16_000, 16).Data(samples, size: uint.MaxValue).ToArray(),
            new WavFile().Format(1, 1, 16_000, 16).Data(samples, size: 900_000).ToArray(),
            new WavFile().Format(1, 2, 16_000, 16).Data(samples).ToArray(),
            new WavFile().Data(samples).Format(1, 1, 16_000, 16).ToArray(),
            new WavFile().Format(1, 1, 16_000, 8).Data(samples[1..], pad: false).Chunk("LIST", [1, 2, 3, 4]).ToArray(),
            new WavFile().Format(1, 1, 16_000, 16).Data(samples).Raw(9, 9, 9).ToArray(),
            new WavFile { Magic = "RIFX" }.Format(1, 3, 16_000, 24).Data(samples).ToArray(),
            new WavFile { Magic = "RF64" }.Ds64((ulong)samples.Length).Format(1, 2, 16_000, 16).Data(samples, size: uint.MaxValue).ToArray(),
            new WavFile().Format(7, 5, 8_000, 8).Data(samples).ToArray(),
            new WavFile().Format(3, 1, 16_000, 32).Data([.. Enumerable.Range(0, 30_000).SelectMany(i => BitConverter.GetBytes(i / 20_000f))]).ToArray(),
            new WavFile().Format(3, 2, 16_000, 32).Data([.. Enumerable.Range(0, 30_000).SelectMany(i => BitConverter.GetBytes(i is 20_001 or 20_004 ? float.NaN : 0))]).ToArray(),
            new WavFile().Format(1, 1, 16_000, 16).Data([]).ToArray(),
        ];
        foreach (var file in files)
        {
            ShouldBeAsDecoded(file, read => 1 + (read % 9_973));
        }
    }

    [Fact]
    public void A_flac_frame_larger_than_what_is_held_of_the_file_is_read_whole()
    {
        var random = new Random(5);
        var wide = Enumerable.Range(0, 65_000).Select(_ => (long)random.Next(short.MinValue, short.MaxValue)).ToArray();
        int[] ints = [.. wide.Select(value => (int)value)];
        var file = new FlacFile { Channels = 2 };
        for (var frame = 0; frame < 3; frame++)
        {
            file.Frame([ints, ints], bits => bits.Verbatim(wide, 16).Verbatim(wide, 16));
        }

        var bytes = file.ToArray();
        ShouldBeAsDecoded(bytes, _ => 1_000);
        ShouldBeAsDecoded(bytes[..^300_000], _ => 1_000);
        ShouldBeAsDecoded([.. bytes, .. new byte[200_000]], _ => 70_000);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_hour_is_read_in_a_few_hundred_kilobytes(bool flac)
    {
        // Two minutes of silence are enough to see that memory does not grow with the file: whole they are 7.7 MB.
        const int Seconds = 120;
        var bytes = flac ? Silence(Seconds) : new WavFile().Format(1, 1, 16_000, 16).Data(new byte[Seconds * 32_000]).ToArray();
        var block = new float[4_000];
        var before = GC.GetAllocatedBytesForCurrentThread();
        using var reader = AudioReader.Open(new MemoryStream(bytes), "clip");
        while (reader.Read(block) > 0)
        {
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(400_000);
        reader.Position.ShouldBe(Seconds * 16_000);
    }

    [Fact]
    public void A_reader_says_what_the_headers_say_before_the_first_sample()
    {
        var fixture = AudioFixtures.All.First(fixture => fixture.Channels == 2 && fixture.Name.EndsWith("flac", StringComparison.Ordinal));
        using var reader = AudioReader.Open(AudioFixtures.PathOf(fixture.Name));
        var audio = AudioDecoder.Decode(fixture.Bytes, fixture.Name);
        (reader.SampleRate, reader.Channels, reader.Length, reader.Position).ShouldBe((audio.SampleRate, 2, audio.Length, 0));
        (reader.Codec, reader.BitsPerSample).ShouldBe((audio.Codec, audio.BitsPerSample));
    }

    [Fact]
    public void The_length_of_a_flac_stream_that_does_not_say_it_is_unknown()
    {
        using var reader = AudioReader.Open(new MemoryStream(FlacSound.Sound(new FlacFile { WriteTotal = false }).ToArray()), "clip");
        reader.Length.ShouldBeNull();
        reader.Read(new float[1_000]).ShouldBe(192);
        reader.Read(new float[1_000]).ShouldBe(0);
    }

    [Fact]
    public void A_length_that_is_too_long_to_be_decoded_whole_is_read_in_pieces_as_far_as_it_goes()
    {
        var bytes = FlacSound.Sound(new FlacFile { WriteMd5 = false }).ToArray(total: 0xF_FFFF_FFFF);
        ShouldBeAsDecoded(bytes, _ => 50);

        using var reader = AudioReader.Open(new MemoryStream(bytes), "clip");
        reader.Length.ShouldBe(0xF_FFFF_FFFF);
        var error = Should.Throw<AudioFormatException>(() => reader.Read(new float[1_000]));
        (error.Rule, reader.Position).ShouldBe((AudioRules.FlacTruncated, 192));
    }

    [Fact]
    public void A_file_inside_a_stream_begins_where_the_stream_stands()
    {
        var stream = new MemoryStream([1, 2, 3, .. WavFile.Mono16(100, -200).ToArray()]) { Position = 3 };
        using var reader = AudioReader.Open(stream, "clip");
        var samples = new float[5];
        reader.Read(samples).ShouldBe(2);
        samples[..2].ShouldBe([100 / 32_768f, -200 / 32_768f]);
    }

    [Fact]
    public void A_stream_that_cannot_seek_names_the_remedy()
    {
        using var pipe = new System.IO.Pipelines.Pipe().Reader.AsStream();
        Should.Throw<ArgumentException>(() => AudioReader.Open(pipe, "clip")).Message.ShouldContain("MemoryStream");
    }

    [Fact]
    public void The_stream_is_closed_with_the_reader_and_where_it_cannot_be_read()
    {
        var good = new MemoryStream(WavFile.Mono16(1).ToArray());
        AudioReader.Open(good, "clip").Dispose();
        good.CanRead.ShouldBeFalse();

        var bad = new MemoryStream([1, 2, 3]);
        Should.Throw<AudioFormatException>(() => AudioReader.Open(bad, "clip"));
        bad.CanRead.ShouldBeFalse();
    }

    private static byte[] Silence(int seconds)
    {
        var file = new FlacFile();
        for (var second = 0; second < seconds; second++)
        {
            file.Frame([new int[16_000]], bits => bits.Verbatim(new long[16_000], 16));
        }

        return file.ToArray();
    }

    private static void ShouldBeAsDecoded(byte[] bytes, Func<int, int> block)
    {
        var (whole, wholeNotes, wholeError) = Whole(bytes);
        var (pieces, notes, error) = Pieces(bytes, block);
        error.ShouldBe(wholeError);
        if (whole is not null)
        {
            pieces.AsSpan().SequenceEqual(whole).ShouldBeTrue();
            notes.ShouldBe(wholeNotes);
        }
    }

    private static (float[]? Samples, IReadOnlyList<AudioNote> Notes, string? Error) Whole(byte[] bytes)
    {
        try
        {
            var audio = AudioDecoder.Decode(bytes, "clip");
            return (ChannelMixer.ToMono(audio), audio.Notes, null);
        }
        catch (AudioFormatException error)
        {
            return (null, [], $"{error.Rule} {error.Offset} {error.Message}");
        }
    }

    private static (float[] Samples, IReadOnlyList<AudioNote> Notes, string? Error) Pieces(byte[] bytes, Func<int, int> block)
    {
        var samples = new List<float>();
        try
        {
            // The limit that a file decoded whole has: a reader that is told none has none.
            using var reader = AudioReader.Open(new MemoryStream(bytes), "clip", new AudioDecoderOptions());
            for (int count, call = 0; ; call++)
            {
                var buffer = new float[block(call)];
                samples.AddRange(buffer.AsSpan(0, count = reader.Read(buffer)));
                if (count < buffer.Length)
                {
                    reader.Read(buffer).ShouldBe(0);
                    return ([.. samples], reader.Notes, null);
                }
            }
        }
        catch (AudioFormatException error)
        {
            return ([.. samples], [], $"{error.Rule} {error.Offset} {error.Message}");
        }
    }
}
