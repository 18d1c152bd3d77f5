using VoiceLake.Features;

namespace VoiceLake.Gold;

/// <summary>What one feature column of gold holds, as a row of <c>gold.feature_dictionary</c>.</summary>
/// <remarks>Notebook: 03-gold-features</remarks>
/// <param name="Name">The column's name.</param>
/// <param name="Unit">Hz, dB, nats…; <c>1</c> for a ratio or a count.</param>
/// <param name="Formula">How it is computed.</param>
/// <param name="Source">Where the definition comes from.</param>
/// <param name="Notebook">The notebook that teaches it.</param>
/// <param name="WhyNull">When the cell has no value, and why.</param>
/// <param name="TableName">The table that has the column.</param>
/// <param name="FeatureSet">Name and version of the set that it belongs to.</param>
public sealed record GoldFeature(string Name, string Unit, string Formula, string Source, string Notebook, string WhyNull, string TableName, string FeatureSet)
{
    /// <summary>The columns of some tables, in order.</summary>
    internal static IReadOnlyList<GoldFeature> Of(params ReadOnlySpan<(string Table, FeatureSet Features)> tables)
    {
        var all = new List<GoldFeature>();
        foreach (var (table, features) in tables)
        {
            all.AddRange(features.Definitions.Select(column =>
                new GoldFeature(column.Name, column.Unit, column.Formula, column.Source, column.Notebook, column.WhyNull, table, features.Id)));
        }

        return all;
    }
}
