using CsCheck;
using VoiceLake.Audio;

namespace VoiceLake.Tests.Audio;

public sealed class Pcm16Tests
{
    [Fact]
    public void Every_16_bit_value_comes_back_bit_for_bit()
    {
        var bytes = Enumerable.Range(short.MinValue, 65_536).SelectMany(value => BitConverter.GetBytes((short)value)).ToArray();
        var result = Pcm16.FromFloat(Pcm16.ToFloat(bytes));
        result.Bytes.ShouldBe(bytes);
        result.Clipped.ShouldBe(0);
    }

    [Fact]
    public void Samples_are_rounded_with_ties_to_even() =>
        Pcm16.FromFloat([0.5f / 32_768, 1.5f / 32_768, -0.6f / 32_768, 0.4f / 32_768]).Bytes.ShouldBe([0, 0, 2, 0, 0xFF, 0xFF, 0, 0]);

    [Fact]
    public void Samples_past_full_scale_are_clipped_and_counted()
    {
        var result = Pcm16.FromFloat([1f, 2f, -1f, -1.5f, 32_767 / 32_768f]);
        result.Bytes.ShouldBe(WavFile.Bytes(32_767, 32_767, -32_768, -32_768, 32_767));
        result.Clipped.ShouldBe(3);
    }

    [Fact]
    public void A_clip_of_any_length_is_rounded_and_clipped_as_its_samples_are_one_by_one() =>
        Gen.Float[-1.1f, 1.1f].Array[0, 70].Sample(samples =>
        {
            var each = samples.Select(sample => Pcm16.FromFloat([sample])).ToList();
            var whole = Pcm16.FromFloat(samples);
            whole.Bytes.ShouldBe(each.SelectMany(one => one.Bytes));
            whole.Clipped.ShouldBe(each.Sum(one => one.Clipped));
        });

    [Fact]
    public void Half_a_sample_is_a_mistake() => Should.Throw<ArgumentException>(() => Pcm16.ToFloat([1, 2, 3]));
}
