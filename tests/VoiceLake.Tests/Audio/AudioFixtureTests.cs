using System.Security.Cryptography;
using VoiceLake.Audio;

namespace VoiceLake.Tests.Audio;

public sealed class AudioFixtureTests
{
    public static TheoryData<string> Names => [.. AudioFixtures.All.Select(fixture => fixture.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_file_decodes_to_what_flac_and_sox_make_of_it(string name)
    {
        var fixture = AudioFixtures.Named(name);
        var audio = AudioDecoder.Decode(fixture.Bytes, name);
        (audio.SampleRate, audio.Channels.Length, audio.Length).ShouldBe((fixture.SampleRate, fixture.Channels, fixture.Samples));
        audio.Notes.ShouldBeEmpty();

        // A float holds 24 bits; what is wider is compared before it becomes one.
        var integers = name == "widest-32.flac"
            ? FlacSound.Integers(fixture.Bytes)
            : [.. audio.Channels.Select(channel => channel.Select(sample => (int)(sample * 2_147_483_648d)).ToArray())];
        var interleaved = Enumerable.Range(0, audio.Length).SelectMany(i => integers.SelectMany(channel => BitConverter.GetBytes(channel[i])));
        Convert.ToHexStringLower(SHA256.HashData([.. interleaved])).ShouldBe(fixture.Sha256);
    }

    [Fact]
    public void A_32_bit_sample_is_rounded_to_the_nearest_float()
    {
        var fixture = AudioFixtures.Named("widest-32.flac");
        AudioDecoder.Decode(fixture.Bytes, fixture.Name).Channels
            .ShouldBe(FlacSound.Integers(fixture.Bytes).Select(channel => channel.Select(sample => (float)(sample / 2_147_483_648d)).ToArray()));
    }
}
