using System.Runtime.CompilerServices;
using VoiceLake.Lake.Delta;
using VoiceLake.Lake.Files;

namespace VoiceLake.Lake;

/// <summary>What a write does to the rows that are there.</summary>
internal enum TableWrite
{
    Append,
    Overwrite,
    Replace,
}

/// <summary>Writes data files, then one commit.</summary>
internal sealed class TableWriter(ILakeStore store, DeltaLog log, string table, LakePath folder, TimeProvider time)
{
    public Task<TableCommit> WriteAsync(
        TableWrite write, TableFilter? where, IAsyncEnumerable<TableBatch> batches, TableSchema rows, TableWriteOptions? options, CancellationToken cancellationToken)
    {
        options ??= new TableWriteOptions();
        return TableTelemetry.WriteAsync(table, write, options.RunId, () => CommitAsync(write, where, batches, rows, options, cancellationToken));
    }

    private async Task<TableCommit> CommitAsync(
        TableWrite write, TableFilter? where, IAsyncEnumerable<TableBatch> batches, TableSchema rows, TableWriteOptions options, CancellationToken cancellationToken)
    {
        var state = await log.FindAsync(null, cancellationToken);
        var snapshot = state?.ToSnapshot();
        state?.RequireWritable(write);
        if (options.Transaction is { } transaction && snapshot?.Transactions.TryGetValue(transaction.AppId, out var done) == true && done >= transaction.Version)
        {
            return new TableCommit(snapshot.Version, 0, 0);
        }

        var schema = TableSchemas.ToWrite(write, snapshot, rows, table);
        var pending = new PendingCommit(write, where, state, snapshot, schema, [.. snapshot?.PartitionColumns ?? options.PartitionBy], options);
        await using var files = new DataFileSet(store, folder, schema, pending.PartitionBy);
        try
        {
            List<RemoveAction> removed = [];
            var removedRows = 0L;
            var copied = 0L;
            if (snapshot is not null && write == TableWrite.Overwrite)
            {
                removed.AddRange(snapshot.Files.Select(Remove));
                removedRows = snapshot.Files.Sum(file => file.RowCount ?? 0);
            }
            else if (snapshot is not null && write == TableWrite.Replace)
            {
                await foreach (var kept in RemoveMatching(snapshot, where!, removed, count => removedRows += count, cancellationToken))
                {
                    copied += kept.RowCount;
                    await files.AddAsync(kept, cancellationToken);
                }
            }

            var addedRows = 0L;
            await foreach (var batch in batches.WithCancellation(cancellationToken))
            {
                if (batch.RowCount > 0)
                {
                    addedRows += batch.RowCount;
                    await files.AddAsync(RowSources.Conform(batch, schema, table), cancellationToken);
                }
            }

            await files.FinishAsync(cancellationToken);
            if (snapshot is not null && files.Added.Count == 0 && removed.Count == 0 && options.Transaction is null && write != TableWrite.Overwrite)
            {
                return new TableCommit(snapshot.Version, 0, 0);
            }

            var version = await new CommitLoop(log, table, time).CommitAsync(pending with { Added = files.Added, Removed = removed }, cancellationToken);
            return new TableCommit(version, addedRows, removedRows);
        }
        catch
        {
            // Not committed, never visible; removing them now only saves space. What broke off after the commit took effect leaves them.
            var active = files.Added.Count > 0 ? await FilesAsync() : new HashSet<string>();
            foreach (var add in files.Added.Where(add => !active.Contains(add.Path)))
            {
                await store.DeleteAsync(folder.Child(Uri.UnescapeDataString(add.Path)), CancellationToken.None);
            }

            throw;
        }
    }

    private async Task<IReadOnlySet<string>> FilesAsync() =>
        (await log.FindAsync(null, CancellationToken.None))?.ToSnapshot().Files.Select(file => file.LogPath).ToHashSet(StringComparer.Ordinal) ?? [];

    // A file without a match stays as it is; of one with a match the other rows are copied.
    private async IAsyncEnumerable<TableBatch> RemoveMatching(
        TableSnapshot snapshot, TableFilter where, List<RemoveAction> removed, Action<long> count, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var column = snapshot.Schema.Select([where.ColumnName]);
        foreach (var file in snapshot.Files.Where(file => where.MayMatch(snapshot.Schema, file)))
        {
            var (matches, rows) = (0L, 0L);
            await foreach (var batch in DataFileReader.ReadAsync(store, folder, file, column, cancellationToken))
            {
                matches += where.Match(batch).Length;
                rows += batch.RowCount;
            }

            if (matches == 0)
            {
                continue;
            }

            removed.Add(Remove(file));
            count(matches);
            if (matches == rows)
            {
                continue;
            }

            await foreach (var batch in DataFileReader.ReadAsync(store, folder, file, snapshot.Schema, cancellationToken))
            {
                var gone = where.Match(batch).ToHashSet();
                var kept = Enumerable.Range(0, batch.RowCount).Where(row => !gone.Contains(row)).ToArray();
                if (kept.Length > 0)
                {
                    yield return kept.Length == batch.RowCount ? batch : batch.Take(kept);
                }
            }
        }
    }

    private RemoveAction Remove(TableFile file) => new(file.LogPath, time.GetUtcNow().ToUnixTimeMilliseconds(), true)
    {
        ExtendedFileMetadata = true,
        PartitionValues = file.PartitionValues,
        Size = file.Length,
    };
}
