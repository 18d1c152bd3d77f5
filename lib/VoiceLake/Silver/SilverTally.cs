using VoiceLake.Quality;
using VoiceLake.Stages;

namespace VoiceLake.Silver;

/// <summary>Counts what a run does, so that what went in adds up.</summary>
internal sealed class SilverTally(SilverPlan plan, IProgress<StageProgress>? progress)
{
    private readonly SortedDictionary<string, long> _findings = new(StringComparer.Ordinal);
    private readonly long _bytesTotal = plan.Work.Sum(item => item.Source.Bytes);
    private long _good;
    private long _rejected;
    private long _clips;
    private long _clipsRejected;
    private long _bytes;

    private long ClipsUnchanged => plan.Unchanged.Sum(row => row.Clips + row.ClipsRejected);

    /// <summary>Counts submissions as they pass.</summary>
    public async IAsyncEnumerable<DecodedSubmission> Watch(IAsyncEnumerable<DecodedSubmission> decoded)
    {
        // The first word, so that a run with nothing to do says so.
        progress?.Report(Progress(null));
        SilverTelemetry.AddUnchanged(plan.Unchanged.Count, ClipsUnchanged);
        await foreach (var submission in decoded)
        {
            Add(submission.Submission, submission.Quarantine);
            yield return submission;
        }
    }

    private void Add(SilverSubmission submission, IReadOnlyList<QuarantineRow> quarantine)
    {
        _good += submission.Clips > 0 ? 1 : 0;
        _rejected += submission.Clips > 0 ? 0 : 1;
        _clips += submission.Clips;
        _clipsRejected += submission.ClipsRejected;
        _bytes += submission.Bytes;
        SilverTelemetry.Add(submission, quarantine);
        foreach (var row in quarantine)
        {
            _findings[row.Rule] = _findings.GetValueOrDefault(row.Rule) + 1;
        }

        progress?.Report(Progress(submission.Submission));
    }

    private StageProgress Progress(string? current) => new(
        "silver", plan.Unchanged.Count + _good + _rejected, plan.Unchanged.Count + plan.Work.Count, _bytes, _bytesTotal, current);

    public SilverReport Report(string run) => new(
        run,
        new StageCount("submissions", _good, _rejected, plan.Unchanged.Count),
        new StageCount("clips", _clips, _clipsRejected, ClipsUnchanged),
        _findings);
}
