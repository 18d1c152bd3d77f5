namespace VoiceLake.Audio.Wav;

/// <summary>Decodes RIFF, RIFX, RF64 and BW64 files with samples in PCM, floating point, A-law or µ-law.</summary>
internal static class WavDecoder
{
    public static AudioData Decode(ReadOnlySpan<byte> bytes, string name, AudioDecoderOptions options)
    {
        if (bytes.Length < 12)
        {
            throw AudioRules.Broken(AudioRules.WavHeaderTruncated, name, bytes.Length, $"the file ends after {bytes.Length} bytes of its RIFF header");
        }

        var notes = new List<AudioNote>();
        var file = new WavBytes(bytes, name, bigEndian: bytes[3] == 'X');
        var chunks = WavChunks.Find(file, wide: bytes[3] == '4', notes);
        var format = chunks.Format!;
        var (frames, rest) = Math.DivRem(chunks.DataLength, format.FrameBytes);
        options.CheckLength(frames, format.Channels, name, chunks.DataStart);
        if (rest > 0)
        {
            notes.Add(new AudioNote(
                AudioRules.WavPartialFrame,
                chunks.DataStart + chunks.DataLength - rest,
                $"The last frame has {rest} of {format.FrameBytes} bytes: left out."));
        }

        var data = bytes.Slice(chunks.DataStart, frames * format.FrameBytes);
        var samples = frames == 0 ? [] : WavSamples.Read(data, format, frames);
        if (format.Encoding == WavEncoding.Float)
        {
            CheckFloats(samples, format, chunks.DataStart, name, notes);
        }

        return new AudioData(samples, format.SampleRate, format.Bits, format.Codec, notes);
    }

    private static void CheckFloats(float[][] channels, WavFormat format, int start, string name, List<AudioNote> notes)
    {
        var beyond = 0L;
        for (var channel = 0; channel < channels.Length; channel++)
        {
            for (var i = 0; i < channels[channel].Length; i++)
            {
                var sample = channels[channel][i];
                if (!float.IsFinite(sample))
                {
                    var offset = start + ((long)i * format.FrameBytes) + (channel * format.ContainerBytes);
                    throw AudioRules.Broken(AudioRules.WavNotFinite, name, offset, $"sample {i} of channel {channel} is {sample}");
                }

                beyond += Math.Abs(sample) > 1 ? 1 : 0;
            }
        }

        if (beyond > 0)
        {
            notes.Add(new AudioNote(AudioRules.WavPastFullScale, start, $"{beyond} samples lie outside [−1, 1]: kept as they are."));
        }
    }
}
