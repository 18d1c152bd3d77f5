namespace VoiceLake.Features.Egemaps;

/// <summary>The 25 descriptors of a clip, frame by frame, before they are smoothed, in the order of the frames' columns.</summary>
internal sealed class Descriptors
{
    public const int Loudness = 0;
    public const int AlphaRatio = 1;
    public const int Flux = 5;
    public const int Pitch = 10;
    public const int Jitter = 11;
    public const int Shimmer = 12;
    public const int HarmonicsToNoise = 13;
    public const int FirstLevel = 14;
    public const int FirstFormant = 16;
    public const int Count = 25;

    private readonly Track[] _tracks = [.. Enumerable.Range(0, Count).Select(_ => new Track())];

    public Track this[int descriptor] => _tracks[descriptor];

    public static int FormantFrequency(int formant) => FirstFormant + (3 * formant);

    public static int FormantBandwidth(int formant) => FirstFormant + 1 + (3 * formant);

    public static int FormantLevel(int formant) => FirstFormant + 2 + (3 * formant);

    /// <summary>Whether zeros of a descriptor mean that there is no value.</summary>
    public static bool IsOfVoice(int descriptor) => descriptor >= Pitch;

    /// <summary>Whether a descriptor is measured in voiced frames only, and has a value of its own in others.</summary>
    public static bool IsLevel(int descriptor)
        => descriptor is >= Jitter and < FirstFormant || (descriptor >= FirstFormant && (descriptor - FirstFormant) % 3 == 2);

    public void Clear()
    {
        foreach (var track in _tracks)
        {
            track.Clear();
        }
    }
}
