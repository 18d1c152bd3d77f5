namespace VoiceLake.Lake;

/// <summary>The containers of a lake.</summary>
/// <remarks>Notebook: 00-setup</remarks>
public static class LakeContainers
{
    /// <summary>Raw archives, as they came.</summary>
    public const string Bronze = "bronze";

    /// <summary>Decoded and cast rows.</summary>
    public const string Silver = "silver";

    /// <summary>Features, ready for models.</summary>
    public const string Gold = "gold";

    /// <summary>Manifests and whatever else belongs to no layer.</summary>
    public const string Miscellaneous = "miscellaneous";

    /// <summary>All four, in the order of the data's way.</summary>
    public static IReadOnlyList<string> All { get; } = [Bronze, Silver, Gold, Miscellaneous];

    internal static string Sentence => "bronze, silver, gold or miscellaneous";

    /// <summary>How to come by what a container lacks.</summary>
    internal static string Run(string container) => container switch
    {
        Bronze => "run notebook 01-extract-to-bronze",
        Silver => "run notebook 02-silver-decode-and-cast",
        Gold => "run notebook 03-gold-features",
        _ => "run what writes it",
    };

    internal static bool IsName(string? container) => container is Bronze or Silver or Gold or Miscellaneous;
}
