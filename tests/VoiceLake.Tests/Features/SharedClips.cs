using System.Globalization;
using VoiceLake.Audio;
using VoiceLake.Tests.Support;

namespace VoiceLake.Tests.Features;

/// <summary>The ten clips for which the field's programs have given their values.</summary>
internal static class SharedClips
{
    public static IReadOnlyList<string> Names { get; } =
        ["rec_en_000", "rec_en_040", "rec_en_080", "rec_fr_020", "rec_fr_060", "syn_00_006", "syn_02_006", "syn_04_006", "syn_06_006", "syn_08_006"];

    public static TheoryData<string> All => [.. Names];

    /// <summary>A clip's samples, in [−1, 1), at 16 kHz.</summary>
    public static float[] Samples(string clip)
        => AudioDecoder.Decode(File.ReadAllBytes(SharedMaterial.Require($"data/clips/{clip}.wav")), clip).Channels[0];

    /// <summary>What a program gave for a clip: rows of frames, without header.</summary>
    public static double[][] Reference(string clip, string file)
        => [.. File.ReadLines(SharedMaterial.Require($"reference/clips/{clip}/{file}.csv")).Select(line => line.Split(',').Select(cell => double.Parse(cell, CultureInfo.InvariantCulture)).ToArray())];
}
