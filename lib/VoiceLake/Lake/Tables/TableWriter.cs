using System.Text.Json;
using System.Text.Json.Nodes;
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
    // Large enough for few files, small enough to be rewritten by a replace.
    private const long FileBytes = 128 << 20;

    public async Task<TableCommit> WriteAsync(
        TableWrite write, TableFilter? where, IAsyncEnumerable<TableBatch> batches, TableSchema rows, TableWriteOptions? options, CancellationToken cancellationToken)
    {
        options ??= new TableWriteOptions();
        var snapshot = (await log.FindAsync(null, cancellationToken))?.ToSnapshot();
        if (snapshot?.WhyNotWritable is { } reason)
        {
            throw new LakeException($"{table} cannot be written: {reason}.");
        }

        if (options.Transaction is { } transaction && snapshot?.Transactions.TryGetValue(transaction.AppId, out var done) == true && done >= transaction.Version)
        {
            return new TableCommit(snapshot.Version, 0, 0);
        }

        var schema = TableSchemas.ToWrite(write, snapshot, rows, table);
        List<AddAction> added = [];
        List<RemoveAction> removed = [];
        try
        {
            var removedRows = 0L;
            var kept = write switch
            {
                TableWrite.Overwrite when snapshot is not null => RemoveAll(snapshot, removed, count => removedRows += count),
                TableWrite.Replace when snapshot is not null => RemoveMatching(snapshot, where!, removed, count => removedRows += count, cancellationToken),
                _ => RowSources.ToAsync<TableBatch>([]),
            };
            var copied = 0L;
            var all = Chain(Counted(kept, count => copied += count), batches);
            await WriteFilesAsync(all, schema, added, cancellationToken);
            var addedRows = added.Sum(add => FileStatistics.RowCount(add.Stats)!.Value) - copied;
            if (snapshot is not null && added.Count == 0 && removed.Count == 0 && options.Transaction is null && write != TableWrite.Overwrite)
            {
                return new TableCommit(snapshot.Version, 0, 0);
            }

            var commit = new PendingCommit(write, where, snapshot, schema, added, removed, options);
            var version = await CommitAsync(commit, cancellationToken);
            return new TableCommit(version, addedRows, removedRows);
        }
        catch
        {
            // Not committed, never visible; removing them now only saves space.
            foreach (var add in added)
            {
                await store.DeleteAsync(folder.Child(add.Path), CancellationToken.None);
            }

            throw;
        }
    }

    private async Task WriteFilesAsync(IAsyncEnumerable<TableBatch> batches, TableSchema schema, List<AddAction> added, CancellationToken cancellationToken)
    {
        DataFileWriter? file = null;
        var statistics = new FileStatistics();
        try
        {
            await foreach (var batch in RowSources.Gather(batches, schema, table, cancellationToken))
            {
                file ??= await DataFileWriter.CreateAsync(store, folder.Child($"part-{added.Count:d5}-{Guid.NewGuid()}.c000.snappy.parquet"), schema, cancellationToken);
                await file.WriteAsync(batch, cancellationToken);
                statistics.Add(batch);
                if (file.Length >= FileBytes)
                {
                    await FinishAsync();
                }
            }

            await FinishAsync();
        }
        finally
        {
            if (file is not null)
            {
                await file.DisposeAsync();
            }
        }

        async Task FinishAsync()
        {
            if (file is not null)
            {
                var written = await file.FinishAsync();
                added.Add(new AddAction(written.Path.Name[(folder.Name.Length + 1)..], new Dictionary<string, string?>(), written.Length, written.LastModified.ToUnixTimeMilliseconds(), true) { Stats = statistics.ToJson() });
                await file.DisposeAsync();
                (file, statistics) = (null, new FileStatistics());
            }
        }
    }

    private async IAsyncEnumerable<TableBatch> RemoveAll(TableSnapshot snapshot, List<RemoveAction> removed, Action<long> count)
    {
        await Task.CompletedTask;
        foreach (var file in snapshot.Files)
        {
            removed.Add(Remove(file));
            count(file.RowCount ?? 0);
        }

        yield break;
    }

    // A file without a match stays as it is; of one with a match the other rows are copied.
    private async IAsyncEnumerable<TableBatch> RemoveMatching(TableSnapshot snapshot, TableFilter where, List<RemoveAction> removed, Action<long> count, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var column = snapshot.Schema.Select([where.ColumnName]);
        foreach (var file in snapshot.Files.Where(file => where.MayMatch(snapshot.Schema, file)))
        {
            var (matches, rows) = (0L, 0L);
            await foreach (var batch in DataFileReader.ReadAsync(store, folder.Child(file.Path), column, file.PartitionValues, cancellationToken))
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

            await foreach (var batch in DataFileReader.ReadAsync(store, folder.Child(file.Path), snapshot.Schema, file.PartitionValues, cancellationToken))
            {
                var gone = where.Match(batch).ToHashSet();
                yield return batch.Take([.. Enumerable.Range(0, batch.RowCount).Where(row => !gone.Contains(row))]);
            }
        }
    }

    private static async IAsyncEnumerable<TableBatch> Counted(IAsyncEnumerable<TableBatch> batches, Action<long> count)
    {
        await foreach (var batch in batches)
        {
            count(batch.RowCount);
            yield return batch;
        }
    }

    private static async IAsyncEnumerable<TableBatch> Chain(params IAsyncEnumerable<TableBatch>[] sources)
    {
        foreach (var source in sources)
        {
            await foreach (var batch in source)
            {
                yield return batch;
            }
        }
    }

    private RemoveAction Remove(TableFile file) => new(file.LogPath, time.GetUtcNow().ToUnixTimeMilliseconds(), true)
    {
        ExtendedFileMetadata = true,
        PartitionValues = file.PartitionValues,
        Size = file.Length,
    };

    private async Task<long> CommitAsync(PendingCommit commit, CancellationToken cancellationToken)
    {
        while (true)
        {
            var version = (commit.Base?.Version ?? -1) + 1;
            if (await log.TryCommitAsync(version, Actions(commit), cancellationToken))
            {
                return version;
            }

            commit = await RebaseAsync(commit, cancellationToken);
        }
    }

    private async Task<PendingCommit> RebaseAsync(PendingCommit commit, CancellationToken cancellationToken)
    {
        var now = (await log.FindAsync(null, cancellationToken))!.ToSnapshot();
        if (commit.Write != TableWrite.Append)
        {
            throw new LakeConflictException(table, now.Version, CommitConflict.ConcurrentAppend, $"{table} was changed by another run (version {now.Version}) while this one wrote: run it again.");
        }

        TableSchemas.ToWrite(commit.Write, now, commit.Schema, table);
        return commit with { Base = now };
    }

    private List<DeltaAction> Actions(PendingCommit commit)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var parameters = new JsonObject { ["mode"] = commit.Write == TableWrite.Append ? "Append" : "Overwrite" };
        foreach (var (name, value) in commit.Options.Info)
        {
            parameters[name] = value;
        }

        var info = new JsonObject { ["timestamp"] = now, ["operation"] = "WRITE", ["operationParameters"] = parameters, ["engineInfo"] = "VoiceLake" };
        if (commit.Options.RunId is { } run)
        {
            info["runId"] = run;
        }

        List<DeltaAction> actions = [new DeltaAction { CommitInfo = JsonSerializer.SerializeToElement(info) }];
        if (commit.Base is null)
        {
            actions.Add(new DeltaAction { Protocol = new ProtocolAction(1, 2) });
        }

        if (commit.Base is null || !commit.Base.Schema.Equals(commit.Schema))
        {
            actions.Add(new DeltaAction
            {
                MetaData = new MetadataAction(commit.Base?.Id ?? Guid.NewGuid().ToString(), new FormatSpecification("parquet"), SchemaJson.Write(commit.Schema), []) { CreatedTime = now },
            });
        }

        if (commit.Options.Transaction is { } transaction)
        {
            actions.Add(new DeltaAction { Txn = new TransactionAction(transaction.AppId, transaction.Version) { LastUpdated = now } });
        }

        actions.AddRange(commit.Removed.Select(remove => new DeltaAction { Remove = remove }));
        actions.AddRange(commit.Added.Select(add => new DeltaAction { Add = add }));
        return actions;
    }

    private sealed record PendingCommit(TableWrite Write, TableFilter? Where, TableSnapshot? Base, TableSchema Schema, List<AddAction> Added, List<RemoveAction> Removed, TableWriteOptions Options);
}
