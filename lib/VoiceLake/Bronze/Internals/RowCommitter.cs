using VoiceLake.Lake;

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

    /// <summary>Replaces by name, so that a row that another run wrote in the meantime is not doubled.</summary>
    private async Task CommitAsync(CancellationToken cancellationToken)
    {
        var names = _rows.Select(row => row.Name).ToList();
        await table.ReplaceAsync(TableFilter.In("name", names), _rows.OrderBy(row => row.Name, StringComparer.Ordinal), new TableWriteOptions { RunId = runId }, cancellationToken);
        foreach (var name in names)
        {
            await tickets.DeleteAsync(name, cancellationToken);
        }

        _rows.Clear();
        _since = options.TimeProvider.GetTimestamp();
    }
}
