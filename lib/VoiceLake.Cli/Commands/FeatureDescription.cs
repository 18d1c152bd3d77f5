using VoiceLake.Features;
using VoiceLake.Lake;

namespace VoiceLake.Cli.Commands;

/// <summary>What feature columns hold, as CSV: a row a column, as in <c>gold.feature_dictionary</c>.</summary>
internal static class FeatureDescription
{
    private static readonly TableSchema Schema = new(
        [.. new[] { "name", "unit", "formula", "source", "why_null", "feature_set" }.Select(name => new TableColumn(name, ColumnType.String, false))]);

    public static async Task WriteAsync(TextWriter output, IReadOnlyList<FeatureSet> sets, CancellationToken cancellationToken)
    {
        (FeatureDefinition Feature, string Set)[] rows = [.. sets.SelectMany(set => set.Definitions.Select(definition => (definition, set.Id)))];
        string[] Column(Func<FeatureDefinition, string> text) => [.. rows.Select(row => text(row.Feature))];
        var table = new TableBatch(
            Schema,
            [
                Column(feature => feature.Name),
                Column(feature => feature.Unit),
                Column(feature => feature.Formula),
                Column(feature => feature.Source),
                Column(feature => feature.WhyNull),
                rows.Select(row => row.Set).ToArray(),
            ]);
        await TableCsv.WriteAsync(output, Schema, new[] { table }.ToAsyncEnumerable(), cancellationToken: cancellationToken);
    }
}
