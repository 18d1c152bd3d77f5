using System.Buffers.Binary;
using System.Text;
using VoiceLake.Audio;

namespace VoiceLake.Tests.Audio;

/// <summary>Builds WAV files byte by byte, the wrong ones too.</summary>
internal sealed class WavFile
{
    private readonly List<byte> _chunks = [];

    public string Magic { get; init; } = "RIFF";

    public bool BigEndian => Magic == "RIFX";

    public static WavFile Mono16(params short[] samples) => new WavFile().Format(1, 1, 16_000, 16).Data(Bytes(samples));

    public static byte[] Bytes(params short[] samples)
    {
        var bytes = new byte[samples.Length * 2];
        for (var i = 0; i < samples.Length; i++)
        {
            BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(2 * i), samples[i]);
        }

        return bytes;
    }

    public WavFile Format(int tag, int channels, int rate, int bits, int? blockAlign = null, int? byteRate = null, byte[]? extension = null)
    {
        var frame = channels * ((bits + 7) / 8);
        byte[] body =
        [
            .. U16(tag), .. U16(channels), .. U32((uint)rate), .. U32((uint)(byteRate ?? rate * frame)), .. U16(blockAlign ?? frame), .. U16(bits),
            .. extension is null ? [] : (byte[])[.. U16(extension.Length), .. extension],
        ];
        return Chunk("fmt ", body);
    }

    public WavFile Extensible(int subtype, int channels, int rate, int bits, int validBits) =>
        Format(0xFFFE, channels, rate, bits, extension: [.. U16(validBits), .. U32(0), .. U32((uint)subtype), .. U16(0), .. U16(0x10), 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71]);

    public WavFile Data(byte[] samples, uint? size = null, bool pad = true) => Chunk("data", samples, size, pad);

    public WavFile Chunk(string id, byte[] body, uint? size = null, bool pad = true)
    {
        _chunks.AddRange(Encoding.Latin1.GetBytes(id));
        _chunks.AddRange(U32(size ?? (uint)body.Length));
        _chunks.AddRange(body);
        if (pad && body.Length % 2 == 1)
        {
            _chunks.Add(0);
        }

        return this;
    }

    public WavFile Ds64(ulong dataSize) => Chunk("ds64", [.. U64(dataSize + 72), .. U64(dataSize), .. U64(dataSize / 2), .. U32(0)]);

    public WavFile Raw(params byte[] bytes)
    {
        _chunks.AddRange(bytes);
        return this;
    }

    public byte[] ToArray() => [.. Encoding.Latin1.GetBytes(Magic), .. U32((uint)_chunks.Count + 4), .. "WAVE"u8, .. _chunks];

    public AudioData Decode() => AudioDecoder.Decode(ToArray(), "clip.wav");

    public AudioFormatException ShouldBreak(string rule)
    {
        var error = Should.Throw<AudioFormatException>(() => AudioDecoder.Decode(ToArray(), "clip.wav"));
        error.Rule.ShouldBe(rule, error.Message);
        error.Message.ShouldStartWith("clip.wav: ");
        return error;
    }

    private byte[] U16(int value) => Ordered(BitConverter.GetBytes((ushort)value));

    private byte[] U32(uint value) => Ordered(BitConverter.GetBytes(value));

    private byte[] U64(ulong value) => Ordered(BitConverter.GetBytes(value));

    private byte[] Ordered(byte[] bytes) => BigEndian == BitConverter.IsLittleEndian ? [.. bytes.Reverse()] : bytes;
}
