using System.Runtime.CompilerServices;
using VoiceLake.Features;
using VoiceLake.Lake;

namespace VoiceLake.Gold.Internals;

/// <summary>A table of features of clips or of parts of them: its columns, what it holds, and results as rows of it.</summary>
internal sealed class GoldTable
{
    public const string ClipColumn = "clip";
    public const string SplitColumn = "split";
    private const int BatchRows = 1_024;
    private readonly LakeTable _table;
    private readonly TableWriteOptions _write;
    private readonly TableSchema _schema;

    /// <param name="table">The table in the lake.</param>
    /// <param name="features">The columns that hold features.</param>
    /// <param name="places">The columns that say where in the clip a row belongs.</param>
    /// <param name="write">What commits say of the run.</param>
    public GoldTable(LakeTable table, FeatureSet features, IReadOnlyList<string> places, TableWriteOptions write)
    {
        (_table, Features, _write) = (table, features, write);
        _schema = new TableSchema(
        [
            new(ClipColumn, ColumnType.String, false),
            .. places.Select(name => new TableColumn(name, ColumnType.Integer, false)),
            .. features.Names.Select(name => new TableColumn(name, ColumnType.Double)),
            new("speaker", ColumnType.String, false),
            new("gender", ColumnType.String, false),
            new(SplitColumn, ColumnType.String, false),
            new("clip_sha256", ColumnType.String, false),
            new("feature_set", ColumnType.String, false),
            new("run_id", ColumnType.String, false),
        ]);
    }

    /// <summary>The columns that hold features.</summary>
    public FeatureSet Features { get; }

    /// <summary>Whether there is no table of these columns: none at all, or one of another build.</summary>
    public async Task<bool> IsMissingAsync(CancellationToken cancellationToken)
        => await _table.FindSnapshotAsync(cancellationToken: cancellationToken) is not { } known || !known.Schema.Equals(_schema);

    /// <summary>From what the rows in the table were computed.</summary>
    public async IAsyncEnumerable<GoldKey> ReadKeysAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (await IsMissingAsync(cancellationToken))
        {
            yield break;
        }

        await foreach (var row in _table.ReadAsync<GoldKey>(cancellationToken: cancellationToken))
        {
            yield return row;
        }
    }

    /// <summary>Puts these rows in the place of what the table has of their clips, and removes other clips, in one commit.</summary>
    public async Task ReplaceAsync(IReadOnlyList<GoldRow> rows, IEnumerable<string> removed, CancellationToken cancellationToken)
    {
        var batches = rows.Chunk(BatchRows).DefaultIfEmpty([]).Select(ToBatch).ToAsyncEnumerable();
        await (await IsMissingAsync(cancellationToken)
            ? _table.OverwriteAsync(batches, _schema, _write, cancellationToken)
            : _table.ReplaceAsync(TableFilter.In(ClipColumn, rows.Select(row => row.Clip.Clip).Concat(removed).Distinct()), batches, _schema, _write, cancellationToken));
    }

    /// <summary>NaN becomes null.</summary>
    private TableBatch ToBatch(GoldRow[] rows)
    {
        T[] Column<T>(Converter<GoldRow, T> value) => Array.ConvertAll(rows, value);
        double?[] Feature(int index) => Column(row => row.Features[index] is var value && double.IsNaN(value) ? null : (double?)value);
        var places = _schema.Columns.Count(column => column.Type == ColumnType.Integer);
        return new TableBatch(_schema,
        [
            Column(row => row.Clip.Clip),
            .. Enumerable.Range(0, places).Select(place => Column(row => row.Place[place])),
            .. Enumerable.Range(0, Features.Count).Select(Feature),
            Column(row => row.Clip.Speaker),
            Column(row => row.Clip.Gender),
            Column(row => SpeakerSplit.Of(row.Clip.Speaker)),
            Column(row => row.Clip.Sha256),
            Column(_ => Features.Id),
            Column(_ => _write.RunId!),
        ]);
    }
}
