using System.Globalization;
using VoiceLake.Tests.Support;

namespace VoiceLake.Tests.Features;

/// <summary>The reference values of the 81 window features: 79 windows of 30 clips.</summary>
internal sealed record WindowReference(IReadOnlyList<string> Names, IReadOnlyList<WindowReferenceRow> Rows)
{
    private const int KeyColumns = 4;

    public static WindowReference Load()
    {
        var lines = File.ReadAllLines(SharedMaterial.Require("reference/window81/voxforge.csv"));
        return new WindowReference(
            lines[0].Split(',')[KeyColumns..],
            [.. lines[1..].Select(line => line.Split(',')).Select(cells => new WindowReferenceRow(
                cells[0],
                Integer(cells[1]),
                Integer(cells[2]),
                Integer(cells[3]),
                [.. cells[KeyColumns..].Select(Number)]))]);
    }

    private static int Integer(string cell) => int.Parse(cell, CultureInfo.InvariantCulture);

    /// <summary>What is not finite in the reference has no value.</summary>
    private static double Number(string cell) => cell switch
    {
        "inf" or "-inf" or "nan" or "" => double.NaN,
        _ => double.Parse(cell, CultureInfo.InvariantCulture),
    };
}

/// <summary>One window of the reference.</summary>
internal sealed record WindowReferenceRow(string Clip, int Window, int StartSample, int Samples, double[] Features);
