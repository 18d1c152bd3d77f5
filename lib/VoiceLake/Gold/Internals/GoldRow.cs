namespace VoiceLake.Gold.Internals;

/// <summary>A row of a table of features.</summary>
/// <param name="Clip">The clip that it belongs to.</param>
/// <param name="Place">Where in the clip, as the table's own columns say; empty where a row is a whole clip.</param>
/// <param name="Features">In the order of the feature set; NaN where a feature has no value.</param>
internal sealed record GoldRow(ClipRow Clip, int[] Place, double[] Features);
