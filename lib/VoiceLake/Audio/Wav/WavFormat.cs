namespace VoiceLake.Audio.Wav;

/// <summary>What the fmt chunk says, checked.</summary>
internal sealed record WavFormat(WavEncoding Encoding, int Channels, int SampleRate, int ContainerBytes, int Bits, bool BigEndian)
{
    public int FrameBytes => Channels * ContainerBytes;

    public string Codec => "wav/pcm_" + Encoding switch
    {
        WavEncoding.ALaw => "alaw",
        WavEncoding.MuLaw => "mulaw",
        WavEncoding.Float => $"f{ContainerBytes * 8}{Endian}",
        _ => ContainerBytes == 1 ? "u8" : $"s{ContainerBytes * 8}{Endian}",
    };

    private string Endian => BigEndian ? "be" : "le";
}

/// <summary>How one sample is coded.</summary>
internal enum WavEncoding
{
    /// <summary>Two's complement, but unsigned in a container of one byte.</summary>
    Integer,

    /// <summary>IEEE 754.</summary>
    Float,

    /// <summary>ITU-T G.711 A-law.</summary>
    ALaw,

    /// <summary>ITU-T G.711 µ-law.</summary>
    MuLaw,
}
