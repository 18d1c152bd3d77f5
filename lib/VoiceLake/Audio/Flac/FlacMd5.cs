using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace VoiceLake.Audio.Flac;

/// <summary>The MD5 of the decoded samples: interleaved, little-endian, in whole bytes.</summary>
internal sealed class FlacMd5(int channels, int bits) : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
    private readonly int _bytesPerSample = (bits + 7) / 8;
    private byte[] _interleaved = [];

    public void Append(FlacFrame frame)
    {
        var length = frame.BlockSize * channels * _bytesPerSample;
        _interleaved = _interleaved.Length < length ? new byte[length] : _interleaved;
        for (var channel = 0; channel < channels; channel++)
        {
            Interleave(frame.Samples(channel), channel);
        }

        _hash.AppendData(_interleaved, 0, length);
    }

    public bool Is(ReadOnlySpan<byte> expected) => _hash.GetCurrentHash().AsSpan().SequenceEqual(expected);

    public void Dispose() => _hash.Dispose();

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Interleave(ReadOnlySpan<int> samples, int channel)
    {
        if (_bytesPerSample == 2 && BitConverter.IsLittleEndian)
        {
            var shorts = MemoryMarshal.Cast<byte, short>(_interleaved.AsSpan());
            for (var (i, at) = (0, channel); i < samples.Length; i++, at += channels)
            {
                shorts[at] = (short)samples[i];
            }

            return;
        }

        for (var i = 0; i < samples.Length; i++)
        {
            var at = ((i * channels) + channel) * _bytesPerSample;
            for (var place = 0; place < _bytesPerSample; place++)
            {
                _interleaved[at + place] = (byte)(samples[i] >> (8 * place));
            }
        }
    }
}
