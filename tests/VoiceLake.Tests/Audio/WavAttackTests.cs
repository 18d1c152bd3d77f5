using System.Buffers.Binary;
using VoiceLake.Audio;
using VoiceLake.Tests.Support;

namespace VoiceLake.Tests.Audio;

public sealed class WavAttackTests
{
    private static readonly short[] Samples = [.. Enumerable.Range(0, 50).Select(i => (short)((i * 977) - 20_000))];
    private static readonly HashSet<string> Rules = [.. AudioRules.All.Select(rule => rule.Name)];
    private static readonly uint[] Sizes = [0, 1, 2, 3, 4, 8, 15, 17, 18, 24, 39, 40, 41, 99, 101, 1_000, 65_535, 0x7FFF_FFFE, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFF7, 0xFFFF_FFF8, 0xFFFF_FFFE, uint.MaxValue];

    [Fact]
    public void Chunk_sizes_that_lie_give_samples_that_are_there_or_a_named_error()
    {
        var cases = 0;
        foreach (var magic in new[] { "RIFF", "RIFX", "RF64" })
        {
            var sound = new WavFile { Magic = magic };
            sound = (magic == "RF64" ? sound.Ds64(100) : sound).Chunk("LIST", [1, 2, 3, 4, 5, 6, 7, 8]).Format(1, 1, 16_000, 16).Chunk("fact", [50, 0, 0, 0]).Data(Bytes(magic)).Chunk("note", [9, 9]);
            var bytes = sound.ToArray();
            foreach (var id in new[] { magic, "ds64", "LIST", "fmt ", "fact", "data", "note" })
            {
                var place = bytes.AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(id));
                foreach (var size in place < 0 ? [] : Sizes)
                {
                    var lying = bytes.ToArray();
                    Write(lying.AsSpan(place + 4), size, magic == "RIFX");
                    ShouldGiveABeginning(lying, $"{magic}: {id} of {size} bytes");
                    cases++;
                }
            }
        }

        AttackLedger.Withstood("audio", "WAV: chunk sizes that lie, up to 2^32-1", cases, "samples that are there, fewer only with a flag, or a named error");
    }

    [Theory]
    [InlineData(0xFFFF_FFF7)]
    [InlineData(0xFFFF_FFF8)]
    public void A_chunk_behind_the_samples_that_ends_where_it_begins_in_32_bits_does_not_hold_the_decoder_for_ever(uint size)
    {
        var audio = new WavFile().Format(1, 1, 16_000, 16).Data(WavFile.Bytes(Samples)).Chunk("LIST", [1, 2, 3, 4], size).Decode();
        audio.Length.ShouldBe(Samples.Length);
        audio.Notes.Single().Rule.ShouldBe(AudioRules.WavTrailingBytes);
    }

    [Fact]
    public void Every_number_of_a_coding_is_read_or_named()
    {
        for (var tag = 0; tag <= ushort.MaxValue; tag++)
        {
            var bytes = new WavFile().Format(tag, 1, 16_000, 16).Data([0, 1]).ToArray();
            if (tag == 1)
            {
                AudioDecoder.Decode(bytes, "clip.wav").Length.ShouldBe(1);
            }
            else
            {
                Rules.ShouldContain(Should.Throw<AudioFormatException>(() => AudioDecoder.Decode(bytes, "clip.wav")).Rule);
            }
        }

        AttackLedger.Withstood("audio", "WAV: every of 65,536 numbers of a coding", ushort.MaxValue + 1, "read or rejected by name");
    }

    [Fact]
    public void Fields_of_the_header_at_their_extremes_give_samples_or_a_named_error()
    {
        var cases = 0;
        var sound = new WavFile().Format(1, 1, 16_000, 16).Data(WavFile.Bytes(Samples)).ToArray();
        foreach (var (offset, width) in new[] { (20, 2), (22, 2), (24, 4), (28, 4), (32, 2), (34, 2) })
        {
            foreach (var value in new uint[] { 0, 1, 2, 3, 7, 8, 9, 15, 17, 24, 31, 32, 33, 64, 100, 255, 256, 999, 1_000, 32_767, 32_768, 65_535, 0x7FFF_FFFF, 0x8000_0000, uint.MaxValue })
            {
                var bytes = sound.ToArray();
                BitConverter.GetBytes(value)[..width].CopyTo(bytes, offset);
                try
                {
                    var audio = AudioDecoder.Decode(bytes, "clip.wav");
                    (audio.Channels.Sum(channel => channel.Length) * ((audio.BitsPerSample + 7) / 8)).ShouldBeLessThanOrEqualTo(100, $"{offset}: {value}");
                    audio.SampleRate.ShouldBeInRange(1_000, 1_048_575);
                }
                catch (AudioFormatException error)
                {
                    Rules.ShouldContain(error.Rule);
                }

                cases++;
            }
        }

        AttackLedger.Withstood("audio", "WAV: channels, rates and depths at their extremes", cases, "no more samples than bytes, or a named error");
    }

    [Fact]
    public void Floating_point_of_every_odd_kind_is_kept_or_named()
    {
        (float Value, bool IsRead)[] singles =
        [
            (float.NaN, false), (BitConverter.Int32BitsToSingle(0x7F800001), false), (BitConverter.Int32BitsToSingle(-1), false), (float.PositiveInfinity, false), (float.NegativeInfinity, false),
            (float.MaxValue, true), (float.MinValue, true), (float.Epsilon, true), (-0f, true), (1e-45f, true), (1.0000001f, true), (-2f, true),
        ];
        foreach (var (value, isRead) in singles)
        {
            var bytes = new WavFile().Format(3, 1, 16_000, 32).Data([.. BitConverter.GetBytes(0.5f), .. BitConverter.GetBytes(value)]).ToArray();
            if (isRead)
            {
                AudioDecoder.Decode(bytes, "clip.wav").Channels[0].ShouldBe([0.5f, value]);
            }
            else
            {
                Should.Throw<AudioFormatException>(() => AudioDecoder.Decode(bytes, "clip.wav")).Rule.ShouldBe(AudioRules.WavNotFinite);
            }
        }

        foreach (var value in new[] { double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.MaxValue, 1e300 })
        {
            var bytes = new WavFile().Format(3, 1, 16_000, 64).Data(BitConverter.GetBytes(value)).ToArray();
            Should.Throw<AudioFormatException>(() => AudioDecoder.Decode(bytes, "clip.wav")).Rule.ShouldBe(AudioRules.WavNotFinite);
        }

        AttackLedger.Withstood("audio", "WAV: samples that are NaN or infinite", singles.Length + 5, "rejected by its rule at its place");
    }

    private static void ShouldGiveABeginning(byte[] bytes, string what)
    {
        try
        {
            var audio = AudioDecoder.Decode(bytes, "clip.wav");
            audio.Channels.Single().Select(sample => (short)(sample * 32_768)).Take(Samples.Length).ShouldBe(Samples[..Math.Min(audio.Length, Samples.Length)], what);
            (audio.Length == Samples.Length || audio.Notes.Count > 0).ShouldBeTrue(what);
        }
        catch (AudioFormatException error)
        {
            Rules.ShouldContain(error.Rule, what);
            error.Offset.ShouldBeInRange(0, bytes.Length, what);
        }
    }

    private static byte[] Bytes(string magic) =>
        magic == "RIFX" ? [.. WavFile.Bytes([.. Samples.Select(BinaryPrimitives.ReverseEndianness)])] : WavFile.Bytes(Samples);

    private static void Write(Span<byte> place, uint size, bool bigEndian)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(place, bigEndian ? BinaryPrimitives.ReverseEndianness(size) : size);
    }
}
