namespace VoiceLake.Lake.Copying;

/// <summary>Carries a plan out: what must go first goes, data comes, then the logs, and at last what a mirror has too much of.</summary>
internal sealed class CopyRun(ILakeStore from, ILakeStore to, LakeCopyOptions options, CopyPlan plan, IProgress<LakeCopyProgress>? progress)
{
    private readonly Lock _lock = new();
    private readonly CopyRefusals _refusals = new();
    private readonly ObjectCopy _copy = new(from, to, options);
    private readonly List<LakeCopyFailure> _failures = [.. plan.Refused];
    private readonly int _objects = plan.Objects.Count;
    private readonly long _bytes = plan.Objects.Sum(found => found.Length);
    private int _done;
    private int _copied;
    private long _copiedBytes;
    private long _sent;
    private int _notTried;

    public async Task<LakeCopyReport> RunAsync(CancellationToken cancellationToken)
    {
        foreach (var failure in plan.Refused)
        {
            CopyTelemetry.AddFailed();
            Report(failure);
        }

        var deleted = await DeleteAsync(plan.First, cancellationToken);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.Parallelism, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(plan.Data, parallel, async (found, stop) => await TryAsync(found, stop));
        await Parallel.ForEachAsync(plan.Logs, parallel, async (log, stop) => await CopyLogAsync(log.Key, log.Value, stop));
        var left = _failures.Count == 0 ? 0 : plan.Extra.Count;
        if (left == 0)
        {
            deleted += await DeleteAsync(plan.Extra, cancellationToken);
        }

        return new LakeCopyReport(_copied, _copiedBytes, plan.Kept, deleted, left, [.. _failures.OrderBy(failure => failure.Path.ToString(), StringComparer.Ordinal)]) { NotTried = _notTried };
    }

    private async Task CopyLogAsync(LakePath table, List<LakeObject> log, CancellationToken cancellationToken)
    {
        bool lacks;
        lock (_lock)
        {
            if (_refusals.IsClosed(table.Container))
            {
                _notTried += log.Count;
                return;
            }

            lacks = _failures.Exists(failure => failure.Path.Container == table.Container && failure.Path.Name.StartsWith(table.Name, StringComparison.Ordinal));
        }

        if (lacks)
        {
            Fail(new LakeCopyFailure(table, $"The table {table} kept its old version in the target, for some of its files could not be copied: run it again."));
            return;
        }

        foreach (var found in log)
        {
            if (!await TryAsync(found, cancellationToken))
            {
                return;
            }
        }
    }

    private async Task<bool> TryAsync(LakeObject found, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_refusals.IsClosed(found.Path.Container))
            {
                _notTried++;
                return false;
            }
        }

        try
        {
            await _copy.RunAsync(found, Sent, cancellationToken);
        }
        catch (LakeAccessException refused)
        {
            lock (_lock)
            {
                _refusals.Refused(found.Path, refused.Message);
            }

            Fail(new LakeCopyFailure(found.Path, refused.Message));
            return false;
        }
        catch (IOException error)
        {
            Fail(new LakeCopyFailure(found.Path, error.Message));
            return false;
        }

        CopyTelemetry.AddCopied(found.Length);
        lock (_lock)
        {
            _refusals.Passed(found.Path);
            (_done, _copied, _copiedBytes) = (_done + 1, _copied + 1, _copiedBytes + found.Length);
            Report(null);
        }

        return true;
    }

    private async Task<int> DeleteAsync(IReadOnlyList<LakePath> paths, CancellationToken cancellationToken)
    {
        var deleted = 0;
        foreach (var path in paths)
        {
            deleted += await to.DeleteAsync(path, cancellationToken) ? 1 : 0;
        }

        return deleted;
    }

    private void Sent(long bytes)
    {
        lock (_lock)
        {
            _sent += bytes;
            Report(null);
        }
    }

    private void Fail(LakeCopyFailure failure)
    {
        CopyTelemetry.AddFailed();
        lock (_lock)
        {
            _failures.Add(failure);
            _done++;
            Report(failure);
        }
    }

    private void Report(LakeCopyFailure? failure) => progress?.Report(new LakeCopyProgress(_done, _objects, _sent, _bytes, failure));
}
