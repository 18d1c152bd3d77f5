using System.Globalization;
using VoiceLake.Audio;
using VoiceLake.Tests.Support;

namespace VoiceLake.Tests.Features.Egemaps;

/// <summary>What openSMILE 3.0.1 says of the ten shared clips.</summary>
internal sealed record EgemapsReference(IReadOnlyList<string> Names, IReadOnlyList<(string Clip, double[] Values)> Rows)
{
    private const int KeyColumns = 2;

    public static EgemapsReference Load()
    {
        var (names, rows) = Read(SharedMaterial.Require("reference/opensmile_egemaps_functionals.csv"));
        return new EgemapsReference(names, [.. rows.Select(row => (row[0].Trim('\''), Numbers(row)))]);
    }

    /// <summary>The descriptors of a clip, frame by frame.</summary>
    public static (IReadOnlyList<string> Names, double[][] Frames) Frames(string clip)
    {
        var (names, rows) = Read(SharedMaterial.Require($"reference/clips/{clip}/opensmile_egemaps_lld.csv"));
        return (names, [.. rows.Select(Numbers)]);
    }

    public static float[] Samples(string clip) => AudioDecoder.Decode(File.ReadAllBytes(SharedMaterial.Require($"data/clips/{clip}.wav")), clip).Channels[0];

    private static (IReadOnlyList<string> Names, string[][] Rows) Read(string path)
    {
        var lines = File.ReadAllLines(path).Where(line => line.Length > 0).Select(line => line.Split(';')).ToArray();
        return ([.. lines[0][KeyColumns..].Select(name => name.Replace('.', '_'))], lines[1..]);
    }

    private static double[] Numbers(string[] row) => [.. row[KeyColumns..].Select(cell => double.Parse(cell, CultureInfo.InvariantCulture))];
}
