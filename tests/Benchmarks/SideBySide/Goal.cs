using System.Globalization;

namespace VoiceLake.Benchmarks.SideBySide;

/// <summary>What a figure should be at most or at least.</summary>
internal sealed record Goal(double Value, bool AtMost)
{
    public static Goal Most(double value) => new(value, AtMost: true);

    public static Goal Least(double value) => new(value, AtMost: false);

    /// <summary>The goal beside a figure: by how much it was missed, where it was.</summary>
    public string Beside(double figure)
    {
        var excess = AtMost ? (figure / Value) - 1 : 1 - (figure / Value);
        var text = $"{(AtMost ? "≤" : "≥")} {Value.ToString(CultureInfo.InvariantCulture)}";
        return excess > 0 ? $"{text}, **missed by {excess.ToString("0 %", CultureInfo.InvariantCulture)}**" : text;
    }
}
