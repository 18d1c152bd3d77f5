using VoiceLake.Audio;
using VoiceLake.Features;
using VoiceLake.Lake;

namespace VoiceLake.Extraction.Internals;

/// <summary>A row a clip.</summary>
internal sealed class RowWork : SetWork
{
    private readonly TableSchema _schema;

    public RowWork(IReadOnlyList<string> sets)
        : base(sets)
    {
        var features = Usual.Features;
        _schema = new TableSchema([new TableColumn(ClipColumn, ColumnType.String, false), .. features.Names.Select(name => new TableColumn(name, ColumnType.Double))]);
        Tables = [new ClipTable("", _schema, features.Count)];
    }

    public override IReadOnlyList<ClipTable> Tables { get; }

    public override IReadOnlyList<IEnumerable<TableBatch>> Compute(string clip, AudioReader audio, CancellationToken cancellationToken)
    {
        var values = Extract(audio, FeatureOutput.Row, cancellationToken).Values;
        return [[new TableBatch(_schema, [new[] { clip }, .. values.Select(value => new[] { double.IsNaN(value) ? null : (double?)value })])]];
    }
}
