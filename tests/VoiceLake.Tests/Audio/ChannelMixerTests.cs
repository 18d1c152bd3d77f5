using VoiceLake.Audio;

namespace VoiceLake.Tests.Audio;

public sealed class ChannelMixerTests
{
    [Fact]
    public void The_mix_is_the_mean_of_all_channels() =>
        ChannelMixer.ToMono(Audio([1f, 0.5f, -1f], [0f, 0.25f, -1f], [-0.25f, 0f, -1f])).ShouldBe([0.25f, 0.25f, -1f]);

    [Fact]
    public void Equal_channels_come_back_bit_for_bit()
    {
        var channel = Enumerable.Range(0, 999).Select(i => i / 32_768f).ToArray();
        ChannelMixer.ToMono(Audio(channel, channel, channel)).ShouldBe(channel);
    }

    [Fact]
    public void Mono_is_not_copied()
    {
        var audio = Audio([0.5f]);
        ChannelMixer.ToMono(audio).ShouldBeSameAs(audio.Channels[0]);
    }

    private static AudioData Audio(params float[][] channels) => new(channels, 16_000, 16, "flac", []);
}
