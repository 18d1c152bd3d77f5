namespace VoiceLake.Audio;

/// <summary>A file that is not the audio it claims to be, or is damaged past reading.</summary>
/// <param name="rule">Kebab-case name of what is wrong, such as <c>flac-frame-crc</c>.</param>
/// <param name="offset">Where, in bytes from the start of the file.</param>
/// <param name="message">What was found and what to do.</param>
public sealed class AudioFormatException(string rule, long offset, string message) : FormatException(message)
{
    /// <summary>Kebab-case name of what is wrong.</summary>
    public string Rule { get; } = rule;

    /// <summary>Where, in bytes from the start of the file.</summary>
    public long Offset { get; } = offset;
}
