namespace VoiceLake.Display.Internals;

/// <summary>Colours that people with colour-blindness can tell apart (Okabe and Ito, 2008), on white so that they read in dark pages too.</summary>
internal static class Palette
{
    public const string Background = "#ffffff";
    public const string Text = "#24292f";
    public const string Grid = "#d8dee4";
    public const string Blue = "#0072b2";
    public const string Grey = "#767676";

    /// <summary>The name of the group of rows that have none.</summary>
    public const string NoGroup = "(none)";

    private const string Vermilion = "#d55e00";
    private const string Green = "#009e73";

    private static readonly string[] Known = ["female", "male", "other", "unknown", "train", "validation", "test"];

    private static readonly string[] Cycle = [Blue, Vermilion, Green, "#cc79a7", "#a36a00", "#2f8fc4"];

    /// <summary>The colour of a category: the same in every plot for the genders, by turn for all else.</summary>
    public static string Of(string category, int index) => category switch
    {
        "female" => Vermilion,
        "male" => Blue,
        "other" => Green,
        "unknown" => Grey,
        NoGroup => "#b4bac1",
        _ => Turn(index),
    };

    /// <summary>The colour of the series that comes in this place.</summary>
    public static string Turn(int index) => Cycle[index % Cycle.Length];

    /// <summary>Categories in the order people expect: genders and splits in theirs, all else by name, rows without one last.</summary>
    public static IComparer<string> Order { get; } = Comparer<string>.Create((left, right) =>
        Rank(left) != Rank(right) ? Rank(left).CompareTo(Rank(right)) : string.CompareOrdinal(left, right));

    private static int Rank(string category) => category switch
    {
        NoGroup => int.MaxValue,
        _ when Array.IndexOf(Known, category) is var index and >= 0 => index,
        _ => Known.Length,
    };
}
