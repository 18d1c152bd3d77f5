namespace VoiceLake.Lake.Delta;

/// <summary>Commits by put-if-absent; a lost race is run again where the two commits go together, and is an error by name where they do not.</summary>
internal sealed class CommitLoop(DeltaLog log, string table, TimeProvider time)
{
    /// <summary>Makes the commit; returns its version.</summary>
    public async Task<long> CommitAsync(PendingCommit commit, CancellationToken cancellationToken)
    {
        while (!await log.TryCommitAsync(commit.Version, commit.Actions(time.GetUtcNow()), cancellationToken))
        {
            var state = (await log.FindAsync(null, cancellationToken))!;
            var now = state.ToSnapshot();
            for (var version = commit.Version; version <= now.Version; version++)
            {
                Check(commit, now, version, await log.ReadAsync(version, cancellationToken));
            }

            state.RequireWritable(commit.Write);
            TableTelemetry.AddRace(table);
            commit = commit with { State = state, Base = now };
        }

        return commit.Version;
    }

    private void Check(PendingCommit commit, TableSnapshot now, long version, IReadOnlyList<DeltaAction> others)
    {
        // Two runs that create one table alike only append to it.
        var createdAlike = commit.Base is null && commit.Write != TableWrite.Overwrite && now.Schema.Equals(commit.Schema) && now.PartitionColumns.SequenceEqual(commit.PartitionBy);
        if (others.Any(action => action.MetaData is not null || action.Protocol is not null) && !createdAlike)
        {
            throw Lost(version, CommitConflict.MetadataChanged, commit.Base is null ? "created the table with other columns" : "changed the table's columns or properties");
        }

        if (commit.Options.Transaction is { } transaction && others.Any(action => action.Txn?.AppId == transaction.AppId))
        {
            throw Lost(version, CommitConflict.ConcurrentTransaction, $"of the same application '{transaction.AppId}' committed");
        }

        if (commit.Write == TableWrite.Append)
        {
            return;
        }

        var removed = commit.Removed.Select(remove => remove.Path).ToHashSet(StringComparer.Ordinal);
        if (others.Any(action => action.Remove is { } remove && (commit.Write == TableWrite.Overwrite || removed.Contains(remove.Path))))
        {
            throw Lost(version, CommitConflict.ConcurrentDelete, "removed or replaced rows that this one read");
        }

        if (others.Any(action => action.Add is { DataChange: true } add && (commit.Where?.MayMatch(now.Schema, DeltaState.FileOf(table, add)) ?? true)))
        {
            throw Lost(version, CommitConflict.ConcurrentAppend, "added rows that this one would have had to replace");
        }
    }

    private LakeConflictException Lost(long version, CommitConflict conflict, string what) =>
        new(table, version, conflict, $"{conflict}: another run {what} ({table} version {version}) while this one wrote. Nothing was changed: run it again.");
}
