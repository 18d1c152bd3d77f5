namespace VoiceLake.Features;

/// <summary>What is wanted of a clip.</summary>
/// <remarks>Notebook: 03-gold-features</remarks>
[Flags]
public enum FeatureOutput
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>One row of values for the whole clip.</summary>
    Row = 1,

    /// <summary>The tables of its frames.</summary>
    Frames = 2,
}
