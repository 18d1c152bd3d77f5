using System.Collections.Concurrent;

namespace VoiceLake.Bronze.Internals;

/// <summary>Counts what became of the items of a run.</summary>
internal sealed class CopyTally
{
    private long _copied;
    private long _recovered;
    private long _unchanged;
    private long _verified;
    private long _repaired;

    public long Copied => _copied;

    public long Recovered => _recovered;

    public long Unchanged => _unchanged;

    public long Verified => _verified;

    public long Repaired => _repaired;

    public ConcurrentBag<BronzeFailure> Failures { get; } = [];

    public void Add(CopyOutcome outcome)
    {
        if (outcome.Failure is { } failure)
        {
            Failures.Add(failure);
            return;
        }

        Interlocked.Increment(ref outcome.Row is null ? ref _unchanged : ref outcome.Copied ? ref _copied : ref _recovered);
        Interlocked.Add(ref _verified, outcome == CopyOutcome.Verified ? 1 : 0);
        Interlocked.Add(ref _repaired, outcome.Repaired ? 1 : 0);
    }
}
