using System.Runtime.CompilerServices;
using Microsoft.Data.Analysis;
using VoiceLake.Lake.Delta;
using VoiceLake.Lake.Files;
using VoiceLake.Lake.Records;

namespace VoiceLake.Lake;

/// <summary>One table of a lake: Parquet data files and a Delta commit log.</summary>
/// <remarks>
/// Notebook: 02-silver-decode-and-cast
/// <para>Rows stream: a writer and a reader hold one row group of about 2 MB at a time.</para>
/// </remarks>
public sealed class LakeTable
{
    private readonly DeltaLog _log;
    private readonly TableWriter _writer;
    private readonly ILakeStore _store;
    private readonly LakePath _folder;

    internal LakeTable(ILakeStore store, string name, LakePath folder, TimeProvider time)
    {
        (Name, _store, _folder) = (name, store, folder);
        _log = new DeltaLog(store, name, folder);
        _writer = new TableWriter(store, _log, name, folder, time);
    }

    /// <summary>The name, such as <c>silver.clips</c>.</summary>
    public string Name { get; }

    /// <summary>The table at a version, the newest by default; null where there is no such table.</summary>
    /// <exception cref="LakeTableNotFoundException">The table has no such version.</exception>
    public async Task<TableSnapshot?> FindSnapshotAsync(long? version = null, CancellationToken cancellationToken = default) =>
        (await _log.FindAsync(version, cancellationToken))?.ToSnapshot();

    /// <summary>Reads rows as records, binding by column name; a record with fewer properties reads only those columns.</summary>
    /// <exception cref="LakeTableNotFoundException">There is no such table or version; the message names the stage to run.</exception>
    public async IAsyncEnumerable<T> ReadAsync<T>(TableReadOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        where T : class
    {
        var columns = RecordBinding<T>.Schema;
        var read = (options ?? new TableReadOptions()) with { Columns = [.. columns.Columns.Select(column => column.Name)] };
        await foreach (var batch in ReadBatchesAsync(read, cancellationToken))
        {
            foreach (var row in RecordBinding<T>.ToRows(RowSources.Conform(batch, columns, Name)))
            {
                yield return row;
            }
        }
    }

    /// <summary>Reads rows as columns, one row group at a time.</summary>
    /// <exception cref="LakeTableNotFoundException">There is no such table or version; the message names the stage to run.</exception>
    public async IAsyncEnumerable<TableBatch> ReadBatchesAsync(TableReadOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        options ??= new TableReadOptions();
        var snapshot = await FindSnapshotAsync(options.Version, cancellationToken) ?? throw NotFound();
        var wanted = options.Columns is { } names ? snapshot.Schema.Select(names) : snapshot.Schema;
        var read = options.Where is { } filter && wanted.IndexOf(filter.ColumnName) < 0
            ? new TableSchema([.. wanted.Columns, snapshot.Schema.Columns[snapshot.Schema.Require(filter.ColumnName)]])
            : wanted;
        foreach (var file in snapshot.Files.Where(file => options.Where?.MayMatch(snapshot.Schema, file) ?? true))
        {
            await foreach (var batch in DataFileReader.ReadAsync(_store, _folder, file, read, cancellationToken))
            {
                var found = options.Where is { } where && where.Match(batch) is var rows && rows.Length < batch.RowCount ? batch.Take(rows) : batch;
                if (found.RowCount > 0)
                {
                    yield return RowSources.Conform(found, wanted, Name);
                }
            }
        }
    }

    /// <summary>Reads rows as one data frame in memory: timestamps as UTC <see cref="DateTime"/>, binary and arrays as vectors (a missing one is empty).</summary>
    /// <exception cref="LakeTableNotFoundException">There is no such table or version; the message names the stage to run.</exception>
    public async Task<DataFrame> ReadFrameAsync(TableReadOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new TableReadOptions();
        var snapshot = await FindSnapshotAsync(options.Version, cancellationToken) ?? throw NotFound();
        var schema = options.Columns is { } names ? snapshot.Schema.Select(names) : snapshot.Schema;
        return await Frames.Frames.FromBatchesAsync(schema, ReadBatchesAsync(options with { Version = snapshot.Version }, cancellationToken), cancellationToken);
    }

    /// <summary>Adds rows; creates the table where there is none.</summary>
    /// <exception cref="LakeSchemaException">The rows' columns are not the table's.</exception>
    /// <exception cref="LakeConflictException">Another run changed the table in a way that does not go together.</exception>
    public Task<TableCommit> AppendAsync<T>(IAsyncEnumerable<T> rows, TableWriteOptions? options = null, CancellationToken cancellationToken = default)
        where T : class => AppendAsync(RowSources.FromRecords(rows, cancellationToken), RecordBinding<T>.Schema, options, cancellationToken);

    /// <inheritdoc cref="AppendAsync{T}(IAsyncEnumerable{T}, TableWriteOptions?, CancellationToken)"/>
    public Task<TableCommit> AppendAsync<T>(IEnumerable<T> rows, TableWriteOptions? options = null, CancellationToken cancellationToken = default)
        where T : class => AppendAsync(RowSources.ToAsync(rows), options, cancellationToken);

    /// <inheritdoc cref="AppendAsync{T}(IAsyncEnumerable{T}, TableWriteOptions?, CancellationToken)"/>
    public Task<TableCommit> AppendAsync(DataFrame frame, TableWriteOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(frame);
        var batch = Frames.Frames.ToBatch(frame);
        return AppendAsync(RowSources.ToAsync([batch]), batch.Schema, options, cancellationToken);
    }

    /// <inheritdoc cref="AppendAsync{T}(IAsyncEnumerable{T}, TableWriteOptions?, CancellationToken)"/>
    public Task<TableCommit> AppendAsync(IAsyncEnumerable<TableBatch> batches, TableSchema schema, TableWriteOptions? options = null, CancellationToken cancellationToken = default) =>
        _writer.WriteAsync(TableWrite.Append, null, batches, schema, options, cancellationToken);

    /// <summary>Puts these rows in the place of all others; none at all make an empty table with its schema.</summary>
    /// <exception cref="LakeConflictException">Another run changed the table meanwhile.</exception>
    public Task<TableCommit> OverwriteAsync<T>(IAsyncEnumerable<T> rows, TableWriteOptions? options = null, CancellationToken cancellationToken = default)
        where T : class => OverwriteAsync(RowSources.FromRecords(rows, cancellationToken), RecordBinding<T>.Schema, options, cancellationToken);

    /// <inheritdoc cref="OverwriteAsync{T}(IAsyncEnumerable{T}, TableWriteOptions?, CancellationToken)"/>
    public Task<TableCommit> OverwriteAsync<T>(IEnumerable<T> rows, TableWriteOptions? options = null, CancellationToken cancellationToken = default)
        where T : class => OverwriteAsync(RowSources.ToAsync(rows), options, cancellationToken);

    /// <inheritdoc cref="OverwriteAsync{T}(IAsyncEnumerable{T}, TableWriteOptions?, CancellationToken)"/>
    public Task<TableCommit> OverwriteAsync(DataFrame frame, TableWriteOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(frame);
        var batch = Frames.Frames.ToBatch(frame);
        return OverwriteAsync(RowSources.ToAsync([batch]), batch.Schema, options, cancellationToken);
    }

    /// <inheritdoc cref="OverwriteAsync{T}(IAsyncEnumerable{T}, TableWriteOptions?, CancellationToken)"/>
    public Task<TableCommit> OverwriteAsync(IAsyncEnumerable<TableBatch> batches, TableSchema schema, TableWriteOptions? options = null, CancellationToken cancellationToken = default) =>
        _writer.WriteAsync(TableWrite.Overwrite, null, batches, schema, options, cancellationToken);

    /// <summary>Removes the rows that match and adds these, in one commit, so that a replay changes nothing; only files that hold a match are rewritten.</summary>
    /// <exception cref="LakeSchemaException">The rows' columns are not the table's.</exception>
    /// <exception cref="LakeConflictException">Another run changed the table in a way that does not go together.</exception>
    public Task<TableCommit> ReplaceAsync<T>(TableFilter where, IAsyncEnumerable<T> rows, TableWriteOptions? options = null, CancellationToken cancellationToken = default)
        where T : class => ReplaceAsync(where, RowSources.FromRecords(rows, cancellationToken), RecordBinding<T>.Schema, options, cancellationToken);

    /// <inheritdoc cref="ReplaceAsync{T}(TableFilter, IAsyncEnumerable{T}, TableWriteOptions?, CancellationToken)"/>
    public Task<TableCommit> ReplaceAsync<T>(TableFilter where, IEnumerable<T> rows, TableWriteOptions? options = null, CancellationToken cancellationToken = default)
        where T : class => ReplaceAsync(where, RowSources.ToAsync(rows), options, cancellationToken);

    /// <inheritdoc cref="ReplaceAsync{T}(TableFilter, IAsyncEnumerable{T}, TableWriteOptions?, CancellationToken)"/>
    public Task<TableCommit> ReplaceAsync(TableFilter where, DataFrame frame, TableWriteOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(frame);
        var batch = Frames.Frames.ToBatch(frame);
        return ReplaceAsync(where, RowSources.ToAsync([batch]), batch.Schema, options, cancellationToken);
    }

    /// <inheritdoc cref="ReplaceAsync{T}(TableFilter, IAsyncEnumerable{T}, TableWriteOptions?, CancellationToken)"/>
    public Task<TableCommit> ReplaceAsync(TableFilter where, IAsyncEnumerable<TableBatch> batches, TableSchema schema, TableWriteOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(where);
        return _writer.WriteAsync(TableWrite.Replace, where, batches, schema, options, cancellationToken);
    }

    /// <summary>Every commit, the newest first.</summary>
    /// <exception cref="LakeTableNotFoundException">There is no such table; the message names the stage to run.</exception>
    public async Task<IReadOnlyList<TableVersion>> HistoryAsync(CancellationToken cancellationToken = default)
    {
        List<TableVersion> history = [];
        await foreach (var (version, actions) in _log.ReadAllAsync(await _log.ListVersionsAsync(cancellationToken), cancellationToken))
        {
            history.Insert(0, TableHistory.Of(Name, version, actions));
        }

        return history.Count > 0 ? history : throw NotFound();
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    private LakeTableNotFoundException NotFound() => new(Name, $"There is no table {Name} in {_store.Address}: {LakeContainers.Run(_folder.Container)} first, or check the name and the lake.");
}
