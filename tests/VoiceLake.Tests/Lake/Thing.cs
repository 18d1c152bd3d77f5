using System.Text.Json;

namespace VoiceLake.Tests.Lake;

/// <summary>A record with every type that a table holds.</summary>
public sealed record Thing(
    int Id,
    string Name,
    string? Note,
    int? Small,
    long Large,
    long? LargeOrNot,
    float Half,
    float? HalfOrNot,
    double Twice,
    double? TwiceOrNot,
    bool Flag,
    bool? FlagOrNot,
    byte[] Samples,
    byte[]? SamplesOrNot,
    DateTimeOffset At,
    DateTimeOffset? AtOrNot,
    DateOnly Day,
    DateOnly? DayOrNot,
    string[] Words,
    IReadOnlyList<string>? WordsOrNot,
    int[]? Counts,
    float[]? Frame,
    double[]? Means)
{
    public static Thing Full(int id) => new(
        id, $"näme {id}", "a \"note\",\r\nwith lines", int.MinValue, long.MaxValue, -1, 1.5f, float.MinValue, Math.PI, double.Epsilon, true, false,
        [0, 255, 1], [], new DateTimeOffset(2024, 2, 29, 23, 59, 59, TimeSpan.FromHours(2)).AddTicks(1_234_560), new DateTimeOffset(1969, 7, 20, 20, 17, 40, TimeSpan.Zero),
        new DateOnly(1911, 3, 4), new DateOnly(2026, 11, 23), ["a", "", "ü"], ["x"], [1, int.MaxValue], [0.1f, -0f], [double.MaxValue, 0.1]);

    public static Thing Empty(int id) => new(
        id, "", null, null, 0, null, 0, null, 0, null, false, null, [], null, DateTimeOffset.UnixEpoch, null, default, null, [], null, null, null, null);

    /// <summary>All values as text, since records compare arrays by reference.</summary>
    public static string Text(Thing thing) => JsonSerializer.Serialize(thing with { At = thing.At.ToUniversalTime(), AtOrNot = thing.AtOrNot?.ToUniversalTime() });
}
