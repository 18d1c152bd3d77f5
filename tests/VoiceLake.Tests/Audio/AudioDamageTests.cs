using System.Diagnostics;
using CsCheck;
using VoiceLake.Audio;
using VoiceLake.Tests.Support;

namespace VoiceLake.Tests.Audio;

public sealed class AudioDamageTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static readonly HashSet<string> Rules = [.. AudioRules.All.Select(rule => rule.Name)];

    private static readonly Gen<AudioFixture> AnyFixture = Gen.Int[0, AudioFixtures.All.Count - 1].Select(i => AudioFixtures.All[i]);

    [Fact]
    public void Flipped_bytes_give_audio_or_a_named_error()
    {
        Gen.Select(AnyFixture, Gen.Select(Gen.Double[0, 1], Gen.Byte[1, 255]).List[1, 8]).Sample(
            (fixture, flips) =>
            {
                var bytes = fixture.Bytes.ToArray();
                foreach (var (place, mask) in flips)
                {
                    // The squared place makes the headers, where most can go wrong, as likely as all the samples.
                    bytes[(int)(place * place * (bytes.Length - 1))] ^= mask;
                }

                DecodeOrFail(bytes);
            },
            iter: 2_000);
        AttackLedger.WithstoodAtRandom("audio", "WAV and FLAC with flipped bytes", 2_000, "audio or a named error, in bounded time and memory");
    }

    [Fact]
    public void Cut_files_give_audio_or_a_named_error()
    {
        Gen.Select(AnyFixture, Gen.Double[0, 1]).Sample(
            (fixture, place) =>
            {
                var length = (int)(place * (fixture.Bytes.Length - 1));
                var audio = DecodeOrFail(fixture.Bytes[..length]);

                // Only a WAV, or a FLAC stream that names no length, can be cut and still be read.
                (audio is null || audio.Length < fixture.Samples).ShouldBeTrue(fixture.Name);
            },
            iter: 500);
        AttackLedger.WithstoodAtRandom("audio", "WAV and FLAC cut anywhere", 500, "audio or a named error, in bounded time and memory");
    }

    [Fact]
    public void Random_bytes_behind_a_true_start_give_audio_or_a_named_error()
    {
        Gen.Select(AnyFixture, Gen.Int[4, 64], Gen.Byte.Array[0, 2_000]).Sample(
            (fixture, kept, noise) => DecodeOrFail([.. fixture.Bytes[..kept], .. noise]),
            iter: 1_000);
        AttackLedger.WithstoodAtRandom("audio", "random bytes behind the start of a WAV or FLAC", 1_000, "audio or a named error, in bounded time and memory");
    }

    private static AudioData? DecodeOrFail(byte[] bytes)
    {
        var watch = Stopwatch.StartNew();
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        AudioData? audio = null;
        try
        {
            audio = AudioDecoder.Decode(bytes, "clip");
            audio.Channels.ShouldAllBe(channel => channel.Length == audio.Length && channel.All(float.IsFinite));
            audio.Notes.ShouldAllBe(note => Rules.Contains(note.Rule) && note.Offset >= 0 && note.Offset <= bytes.Length);
        }
        catch (AudioFormatException error)
        {
            Rules.ShouldContain(error.Rule);
            error.Offset.ShouldBeInRange(0, bytes.Length);
        }

        // Eight channels of the longest FLAC block, as integers, as bytes for the MD5 and as floats, are 8 MB.
        (GC.GetAllocatedBytesForCurrentThread() - allocated).ShouldBeLessThan(32_000_000);
        watch.Elapsed.ShouldBeLessThan(Patience);
        return audio;
    }
}
