using System.Runtime.CompilerServices;
using VoiceLake.Features;
using VoiceLake.Lake;

namespace VoiceLake.Gold.Internals;

/// <summary>gold.windows: its columns, what it holds, and results as rows of it.</summary>
internal sealed class WindowTable
{
    public const string Name = "gold.windows";
    public const string ClipColumn = "clip";
    public const string SplitColumn = "split";
    private const int BatchWindows = 1_024;
    private readonly LakeTable _table;
    private readonly FeatureSet _features;
    private readonly TableWriteOptions _write;
    private readonly TableSchema _schema;

    public WindowTable(LakeTable table, FeatureSet features, string runId)
    {
        (_table, _features, _write) = (table, features, new TableWriteOptions { RunId = runId });
        _schema = new TableSchema(
        [
            new(ClipColumn, ColumnType.String, false),
            new("window", ColumnType.Integer, false),
            new("start_sample", ColumnType.Integer, false),
            new("samples", ColumnType.Integer, false),
            .. features.Names.Select(name => new TableColumn(name, ColumnType.Double)),
            new("speaker", ColumnType.String, false),
            new("gender", ColumnType.String, false),
            new(SplitColumn, ColumnType.String, false),
            new("clip_sha256", ColumnType.String, false),
            new("feature_set", ColumnType.String, false),
            new("run_id", ColumnType.String, false),
        ]);
    }

    /// <summary>Whether there is no table of these columns: none at all, or one of another build.</summary>
    public async Task<bool> IsMissingAsync(CancellationToken cancellationToken)
        => await _table.FindSnapshotAsync(cancellationToken: cancellationToken) is not { } known || !known.Schema.Equals(_schema);

    /// <summary>From what the windows in the table were computed.</summary>
    public async IAsyncEnumerable<WindowKey> ReadKeysAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (await IsMissingAsync(cancellationToken))
        {
            yield break;
        }

        await foreach (var window in _table.ReadAsync<WindowKey>(cancellationToken: cancellationToken))
        {
            yield return window;
        }
    }

    /// <summary>Puts the windows of these clips in the place of what the table has of them, and removes other clips, in one commit.</summary>
    public async Task ReplaceAsync(IReadOnlyList<ClipResult> clips, IEnumerable<string> removed, CancellationToken cancellationToken)
    {
        var windows = clips.SelectMany(clip => clip.Windows.Select(window => new WindowRow(clip.Clip, window)));
        var rows = windows.Chunk(BatchWindows).DefaultIfEmpty([]).Select(ToBatch).ToAsyncEnumerable();
        await (await IsMissingAsync(cancellationToken)
            ? _table.OverwriteAsync(rows, _schema, _write, cancellationToken)
            : _table.ReplaceAsync(TableFilter.In(ClipColumn, clips.Select(clip => clip.Clip.Clip).Concat(removed)), rows, _schema, _write, cancellationToken));
    }

    /// <summary>One row a window, in order; NaN becomes null.</summary>
    private TableBatch ToBatch(WindowRow[] rows)
    {
        T[] Column<T>(Converter<WindowRow, T> value) => Array.ConvertAll(rows, value);
        double?[] Feature(int index) => Column(row => row.Window.Features[index] is var value && double.IsNaN(value) ? null : (double?)value);
        return new TableBatch(_schema,
        [
            Column(row => row.Clip.Clip),
            Column(row => row.Window.Window),
            Column(row => row.Window.StartSample),
            Column(row => row.Window.Samples),
            .. Enumerable.Range(0, _features.Count).Select(Feature),
            Column(row => row.Clip.Speaker),
            Column(row => row.Clip.Gender),
            Column(row => SpeakerSplit.Of(row.Clip.Speaker)),
            Column(row => row.Clip.Sha256),
            Column(_ => _features.Id),
            Column(_ => _write.RunId!),
        ]);
    }

    private sealed record WindowRow(ClipRow Clip, ClipWindow Window);
}
