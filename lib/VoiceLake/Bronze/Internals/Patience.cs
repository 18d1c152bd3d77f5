namespace VoiceLake.Bronze.Internals;

/// <summary>Ends a hopeless run early: when file after file cannot be reached at all, the rest is reported without waiting for its time-outs too.</summary>
internal sealed class Patience(int limit)
{
    private int _unreachable;

    /// <summary>The outcome of an item that is no longer tried; null while there is hope.</summary>
    public CopyOutcome? GiveUp(SubmissionItem item, CopyContext context) => Volatile.Read(ref _unreachable) < limit
        ? null
        : new CopyOutcome(null, false, new BronzeFailure(
            item.FileName, item.Url, context.Source, BronzeRules.Unreachable.Name, $"not tried: the source could not be reached for {limit} files in a row", null, 0, context.Options.TimeProvider.GetUtcNow(), context.RunId));

    /// <summary>Notes what became of an item.</summary>
    public void Note(CopyOutcome outcome)
    {
        if (outcome.Failure is { Status: null } failure && failure.Rule == BronzeRules.Unreachable.Name)
        {
            Interlocked.Increment(ref _unreachable);
        }
        else if (outcome.Failure is not null || outcome.Copied || outcome.Row is null)
        {
            Volatile.Write(ref _unreachable, 0);
        }
    }
}
