using VoiceLake.Audio.Internals;

namespace VoiceLake.Audio.Wav;

/// <summary>Decodes RIFF, RIFX, RF64 and BW64 files with samples in PCM, floating point, A-law or µ-law.</summary>
internal sealed class WavSource : AudioSource
{
    private readonly string _name;
    private readonly WavFormat _format;
    private readonly long _start;
    private readonly long _frames;
    private long _block;
    private long _next;
    private long _pastFullScale;

    public WavSource(AudioBytes bytes, string name, AudioDecoderOptions options)
    {
        if (bytes.Length < 12)
        {
            throw AudioRules.Broken(AudioRules.WavHeaderTruncated, name, bytes.Length, $"the file ends after {bytes.Length} bytes of its RIFF header");
        }

        var kind = bytes.At(3, 1)[0];
        var chunks = WavChunks.Find(new WavBytes(bytes, name, bigEndian: kind == 'X'), wide: kind == '4', Notes);
        (_name, _format, _start) = (name, chunks.Format!, chunks.DataStart);
        (_frames, var rest) = Math.DivRem(chunks.DataLength, _format.FrameBytes);
        options.CheckLength(_frames, _format.Channels, name, _start);
        if (rest > 0)
        {
            Notes.Add(new AudioNote(AudioRules.WavPartialFrame, _start + chunks.DataLength - rest, $"The last frame has {rest} of {_format.FrameBytes} bytes: left out."));
        }
    }

    public override int SampleRate => _format.SampleRate;

    public override int Channels => _format.Channels;

    public override int Bits => _format.Bits;

    public override string Codec => _format.Codec;

    public override long? Length => _frames;

    public override int Next(AudioBytes file, int most)
    {
        var count = (int)Math.Min(_frames - _next, most);
        if (count == 0 && _pastFullScale > 0)
        {
            Notes.Add(new AudioNote(AudioRules.WavPastFullScale, _start, $"{_pastFullScale} samples lie outside [−1, 1]: kept as they are."));
        }

        (_block, _next) = (_next, _next + count);
        if (_format.Encoding == WavEncoding.Float)
        {
            CheckFloats(Data(file, 0, count));
        }

        return count;
    }

    public override void Copy(AudioBytes file, int channel, int start, Span<float> samples)
        => WavSamples.Read(Data(file, start, samples.Length)[(channel * _format.ContainerBytes)..], _format, samples);

    public override void Dispose()
    {
        // Nothing is held: the bytes are the caller's.
    }

    private ReadOnlySpan<byte> Data(AudioBytes file, int start, int count)
    {
        var bytes = count * _format.FrameBytes;
        return file.At(_start + ((_block + start) * _format.FrameBytes), bytes)[..bytes];
    }

    private void CheckFloats(ReadOnlySpan<byte> data)
    {
        for (var i = 0; i < data.Length; i += _format.ContainerBytes)
        {
            var sample = WavSamples.Float(data[i..], _format);
            if (!float.IsFinite(sample))
            {
                var (frame, channel) = Math.DivRem((_block * Channels) + (i / _format.ContainerBytes), Channels);
                var offset = _start + (_block * _format.FrameBytes) + i;
                throw AudioRules.Broken(AudioRules.WavNotFinite, _name, offset, $"sample {frame} of channel {channel} is {sample}");
            }

            _pastFullScale += Math.Abs(sample) > 1 ? 1 : 0;
        }
    }
}
