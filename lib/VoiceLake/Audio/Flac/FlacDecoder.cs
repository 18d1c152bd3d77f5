namespace VoiceLake.Audio.Flac;

/// <summary>Decodes FLAC streams (RFC 9639).</summary>
internal static class FlacDecoder
{
    public static AudioData Decode(ReadOnlySpan<byte> file, string name, AudioDecoderOptions options) =>
        throw AudioRules.Broken(AudioRules.UnknownFormat, name, file.Length, $"FLAC is not read yet ({options.MaxSamples})");
}
