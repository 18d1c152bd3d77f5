using System.Formats.Tar;
using System.IO.Compression;
using VoiceLake.Audio;
using VoiceLake.Tests.Support;

namespace VoiceLake.Tests.Audio;

public sealed class RealClipTests
{
    private const int HeaderBytes = 44;

    [Fact]
    public void Every_clip_of_the_real_archives_passes_through_bit_for_bit()
    {
        var clips = Clips().ToList();
        clips.Count.ShouldBe(30);
        foreach (var (name, file) in clips)
        {
            var audio = AudioDecoder.Decode(file, name);
            (audio.SampleRate, audio.Channels.Length, audio.Codec, audio.Notes.Count).ShouldBe((16_000, 1, "wav/pcm_s16le", 0), name);

            var pcm = Pcm16.FromFloat(Resampler.Resample(ChannelMixer.ToMono(audio), audio.SampleRate));
            pcm.Bytes.AsSpan().SequenceEqual(file.AsSpan(HeaderBytes)).ShouldBeTrue(name);
            pcm.Clipped.ShouldBe(0, name);

            var levels = AudioLevels.Measure(pcm.Bytes);
            levels.Silent.ShouldBeFalse(name);
            levels.PeakDbfs!.Value.ShouldBeGreaterThan(levels.RmsDbfs!.Value, name);
        }
    }

    [Fact]
    public void Trimming_real_speech_keeps_every_frame_within_60_dB_of_the_loudest()
    {
        foreach (var (name, file) in Clips())
        {
            var samples = AudioDecoder.Decode(file, name).Channels[0];
            var (start, end) = SilenceTrimmer.Find(samples);
            (start % 512, end % 512 * (samples.Length - end)).ShouldBe((0, 0), name);

            var loudest = Enumerable.Range(0, 1 + (samples.Length / 512)).Max(frame => Power(samples, frame));
            for (var frame = 0; frame <= samples.Length / 512; frame++)
            {
                if (frame * 512 < start || (frame * 512 >= end && end < samples.Length))
                {
                    Power(samples, frame).ShouldBeLessThanOrEqualTo(loudest * 1e-6 * (1 + 1e-9), name);
                }
            }
        }
    }

    private static double Power(float[] samples, int frame)
    {
        var (start, end) = (Math.Max(0, (frame * 512) - 1_024), Math.Min(samples.Length, (frame * 512) + 1_024));
        return samples[start..end].Sum(sample => sample * (double)sample) / 2_048;
    }

    private static IEnumerable<(string Name, byte[] File)> Clips()
    {
        foreach (var archive in Directory.GetFiles(SharedMaterial.Require("data/voxforge"), "*.tgz"))
        {
            using var tar = new TarReader(new GZipStream(File.OpenRead(archive), CompressionMode.Decompress));
            while (tar.GetNextEntry() is { } entry)
            {
                if (entry.Name.EndsWith(".wav", StringComparison.Ordinal))
                {
                    using var bytes = new MemoryStream();
                    entry.DataStream!.CopyTo(bytes);
                    yield return (entry.Name, bytes.ToArray());
                }
            }
        }
    }
}
