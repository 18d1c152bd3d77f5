using VoiceLake.Lake;
using VoiceLake.Stages;

namespace VoiceLake.Bronze.Internals;

/// <summary>Commits rows to <c>bronze.submissions</c> in batches, and strikes the tickets of what is committed.</summary>
internal sealed class RowCommitter(LakeTable table, CopyTickets tickets, BronzeOptions options, string runId) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);
    private readonly List<BronzeSubmission> _rows = [];
    private long _since = options.TimeProvider.GetTimestamp();

    /// <summary>Takes a row; commits when there are enough or the last commit is long ago.</summary>
    public async Task AddAsync(BronzeSubmission row, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            _rows.Add(row);
            if (_rows.Count >= options.CommitRows || options.TimeProvider.GetElapsedTime(_since) >= options.CommitInterval)
            {
                await CommitAsync(cancellationToken);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Commits what is left; nothing when nothing is.</summary>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (_rows.Count > 0)
            {
                await CommitAsync(cancellationToken);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private async Task CommitAsync(CancellationToken cancellationToken)
    {
        await LostRace.RetryAsync(losses => ReplaceAsync(losses > 0, cancellationToken));
        foreach (var row in _rows)
        {
            await tickets.DeleteAsync(row.Name, cancellationToken);
        }

        _rows.Clear();
        _since = options.TimeProvider.GetTimestamp();
    }

    /// <summary>Replaces by name, so that a row that another run wrote in the meantime is not doubled; after a lost race, those that it wrote alike stay.</summary>
    private async Task ReplaceAsync(bool hasLost, CancellationToken cancellationToken)
    {
        var theirs = hasLost ? await ReadAsync(cancellationToken) : [];
        var rows = _rows.Where(row => !(theirs.TryGetValue(row.Name, out var other) && IsSame(row, other))).OrderBy(row => row.Name, StringComparer.Ordinal).ToList();
        if (rows.Count > 0)
        {
            await table.ReplaceAsync(TableFilter.In("name", rows.Select(row => row.Name)), rows, new TableWriteOptions { RunId = runId }, cancellationToken);
        }
    }

    private async Task<Dictionary<string, BronzeSubmission>> ReadAsync(CancellationToken cancellationToken)
    {
        var names = new TableReadOptions { Where = TableFilter.In("name", _rows.Select(row => row.Name)) };
        var rows = new Dictionary<string, BronzeSubmission>(StringComparer.Ordinal);
        await foreach (var row in table.ReadAsync<BronzeSubmission>(names, cancellationToken))
        {
            rows[row.Name] = row;
        }

        return rows;
    }

    private static bool IsSame(BronzeSubmission one, BronzeSubmission other) => one == (other with { CopiedAt = one.CopiedAt, RunId = one.RunId });
}
