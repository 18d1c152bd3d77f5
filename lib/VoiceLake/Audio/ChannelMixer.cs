namespace VoiceLake.Audio;

/// <summary>Mixes channels down to mono.</summary>
/// <remarks>Notebook: 02-silver-decode-and-cast</remarks>
public static class ChannelMixer
{
    /// <summary>The mean of all channels, sample by sample.</summary>
    /// <param name="audio">One channel or more.</param>
    /// <returns>Samples in [−1, 1]; of mono audio the very array that stands in <paramref name="audio"/>, uncopied.</returns>
    /// <remarks>The mean cannot clip, and a voice on both channels keeps its level; out-of-phase channels cancel. Notebook: 02-silver-decode-and-cast</remarks>
    public static float[] ToMono(AudioData audio)
    {
        ArgumentNullException.ThrowIfNull(audio);
        if (audio.Channels.Length == 1)
        {
            return audio.Channels[0];
        }

        var sum = new double[audio.Length];
        foreach (var channel in audio.Channels)
        {
            Add(channel, sum);
        }

        var mono = new float[audio.Length];
        Mean(sum, audio.Channels.Length, mono);
        return mono;
    }

    // Summed in double precision: the mean of equal channels is then that channel bit for bit.
    internal static void Add(ReadOnlySpan<float> channel, Span<double> sum)
    {
        for (var i = 0; i < sum.Length; i++)
        {
            sum[i] += channel[i];
        }
    }

    internal static void Mean(ReadOnlySpan<double> sum, int channels, Span<float> mono)
    {
        for (var i = 0; i < mono.Length; i++)
        {
            mono[i] = (float)(sum[i] / channels);
        }
    }
}
