using VoiceLake.Lake;
using VoiceLake.Quality;

namespace VoiceLake.Silver;

/// <summary>Archives that are committed together.</summary>
internal sealed record SilverBatch(IReadOnlyList<DecodedSubmission> Submissions);

/// <summary>The three tables of silver, written in an order that survives a kill.</summary>
internal sealed class SilverTables(DataLake lake, string run)
{
    private readonly LakeTable _clips = lake.Table(SilverStage.ClipsTable);
    private readonly LakeTable _quarantine = lake.Table(SilverStage.QuarantineTable);
    private readonly LakeTable _submissions = lake.Table(SilverStage.SubmissionsTable);
    private readonly TableWriteOptions _options = new() { RunId = run };

    /// <summary>Makes the tables that are not there, so that an empty lake has them too.</summary>
    public async Task CreateMissingAsync(CancellationToken cancellationToken)
    {
        await CreateAsync<SilverClip>(_clips, cancellationToken);
        await CreateAsync<QuarantineRow>(_quarantine, cancellationToken);
        await CreateAsync<SilverSubmission>(_submissions, cancellationToken);
    }

    /// <summary>Replaces the rows of a batch's archives; the row that says an archive is done comes last, so that a killed run is replayed whole.</summary>
    public async Task CommitAsync(SilverBatch batch, CancellationToken cancellationToken)
    {
        var names = TableFilter.In("submission", batch.Submissions.Select(decoded => decoded.Submission.Submission));
        await _clips.ReplaceAsync(names, batch.Submissions.SelectMany(decoded => decoded.Clips), _options, cancellationToken);
        await _quarantine.ReplaceAsync(names, batch.Submissions.SelectMany(decoded => decoded.Quarantine), _options, cancellationToken);
        await _submissions.ReplaceAsync(names, batch.Submissions.Select(decoded => decoded.Submission), _options, cancellationToken);
    }

    private async Task CreateAsync<T>(LakeTable table, CancellationToken cancellationToken)
        where T : class
    {
        if (await table.FindSnapshotAsync(cancellationToken: cancellationToken) is null)
        {
            await table.OverwriteAsync(Array.Empty<T>(), _options, cancellationToken);
        }
    }
}

/// <summary>Gathers decoded archives until a batch is full.</summary>
internal static class SilverBatches
{
    public static async IAsyncEnumerable<SilverBatch> Of(IAsyncEnumerable<DecodedSubmission> submissions, SilverOptions options)
    {
        var batch = new List<DecodedSubmission>();
        var bytes = 0L;
        await foreach (var submission in submissions)
        {
            batch.Add(submission);
            bytes += submission.SampleBytes;
            if (batch.Count >= options.BatchArchives || bytes >= options.BatchBytes)
            {
                yield return new SilverBatch(batch);
                (batch, bytes) = ([], 0);
            }
        }

        if (batch.Count > 0)
        {
            yield return new SilverBatch(batch);
        }
    }
}
