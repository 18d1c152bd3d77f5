namespace VoiceLake.Audio.Flac;

/// <summary>Carries a broken rule out of a frame to <see cref="FlacSource"/>, which knows the file's name and what was sound before.</summary>
internal sealed class FlacFault(string rule, long offset, string found) : Exception(found)
{
    public string Rule { get; } = rule;

    public long Offset { get; } = offset;
}
