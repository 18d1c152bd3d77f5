using VoiceLake.Bronze;
using VoiceLake.Lake;
using VoiceLake.Silver.Casting;

namespace VoiceLake.Silver;

/// <summary>What one run has to do.</summary>
/// <param name="Work">The archives to decode, by name.</param>
/// <param name="Unchanged">The rows of those that are left alone.</param>
internal sealed record SilverPlan(IReadOnlyList<SilverWork> Work, IReadOnlyList<KnownSubmission> Unchanged)
{
    public static async Task<SilverPlan> MakeAsync(DataLake lake, SilverOptions options, CancellationToken cancellationToken)
    {
        var sources = await lake.Table("bronze.submissions").ReadAsync<BronzeSubmission>(cancellationToken: cancellationToken).ToListAsync(cancellationToken);
        var silver = lake.Table(SilverStage.SubmissionsTable);
        var known = await silver.FindSnapshotAsync(cancellationToken: cancellationToken) is null
            ? []
            : await silver.ReadAsync<KnownSubmission>(cancellationToken: cancellationToken).ToDictionaryAsync(row => row.Archive, StringComparer.Ordinal, cancellationToken: cancellationToken);
        var clips = await SilverHoldings.ReadAsync(lake.Table(SilverStage.ClipsTable), cancellationToken);
        var findings = await SilverHoldings.ReadAsync(lake.Table(SilverStage.QuarantineTable), cancellationToken);
        var taken = known.Values.ToDictionary(row => row.Submission, row => row.Archive, StringComparer.Ordinal);
        var names = ArchiveNames.Of(sources);
        var work = new List<SilverWork>();
        var unchanged = new List<KnownSubmission>();
        foreach (var source in sources.OrderBy(source => source.Name, StringComparer.Ordinal))
        {
            var name = names[source.Name];
            if (known.TryGetValue(source.Name, out var row) && row.Sha256 == source.Sha256 && row.Decoding == options.FingerprintOf(name)
                && clips.AreWhole(row, row.Clips) && findings.AreWhole(row, row.Findings))
            {
                unchanged.Add(row);
                continue;
            }

            // x.tgz and x.zip are both submission x: the one that came first keeps the name.
            if (!taken.TryAdd(name.Submission, source.Name) && taken[name.Submission] != source.Name)
            {
                name = name with { Submission = source.Name, SharesNameWith = taken[name.Submission] };
            }

            work.Add(new SilverWork(source, name));
        }

        return new SilverPlan(work, unchanged);
    }
}

/// <summary>The names of all archives, read, and which of them are like another.</summary>
internal static class ArchiveNames
{
    /// <summary>Each name by its file; of those that are alike, all but the first by name say so: a function of bronze alone, whatever came first.</summary>
    public static IReadOnlyDictionary<string, SubmissionName> Of(IReadOnlyList<BronzeSubmission> sources)
    {
        var names = new SortedDictionary<string, SubmissionName>(StringComparer.Ordinal);
        var contents = new Dictionary<string, string>(StringComparer.Ordinal);
        var spellings = new Dictionary<string, (string Archive, string User)>(StringComparer.OrdinalIgnoreCase);
        foreach (var source in sources.OrderBy(source => source.Name, StringComparer.Ordinal))
        {
            var name = SubmissionName.Parse(source.Name);
            if (!contents.TryAdd(source.Sha256, source.Name))
            {
                name = name with { SharesContentWith = contents[source.Sha256] };
            }

            if (!name.IsAnonymous && !spellings.TryAdd(name.User, (source.Name, name.User)) && spellings[name.User].User != name.User)
            {
                name = name with { SharesSpellingWith = spellings[name.User].Archive };
            }

            names[source.Name] = name;
        }

        return names;
    }
}

/// <summary>One archive to decode.</summary>
internal sealed record SilverWork(BronzeSubmission Source, SubmissionName Name);

/// <summary>What a row of <c>silver.submissions</c> says of the work that was done.</summary>
internal sealed record KnownSubmission(string Submission, string Archive, string Sha256, string Decoding, long Clips, long ClipsRejected, long Findings, string RunId);

/// <summary>How many rows of each archive a table holds and which run wrote them: what <c>silver.submissions</c> calls done is done only where they are there.</summary>
/// <remarks>Each table has commits of its own, and any of them may have been lost or belong to a run that was killed; no sample is read to find out.</remarks>
internal sealed class SilverHoldings
{
    private readonly Dictionary<string, (long Rows, string Run)> _held = new(StringComparer.Ordinal);

    public static async Task<SilverHoldings> ReadAsync(LakeTable table, CancellationToken cancellationToken)
    {
        var holdings = new SilverHoldings();
        if (await table.FindSnapshotAsync(cancellationToken: cancellationToken) is not { } snapshot)
        {
            return holdings;
        }

        var options = new TableReadOptions { Version = snapshot.Version, Columns = ["submission", "run_id"] };
        await foreach (var batch in table.ReadBatchesAsync(options, cancellationToken))
        {
            var (submissions, runs) = (batch.Column<string>("submission"), batch.Column<string>("run_id"));
            for (var row = 0; row < batch.RowCount; row++)
            {
                holdings.Add(submissions[row], runs[row]);
            }
        }

        return holdings;
    }

    /// <summary>Whether the table holds as many rows of the archive as were written, all by the run that wrote them.</summary>
    public bool AreWhole(KnownSubmission submission, long rows) =>
        _held.TryGetValue(submission.Submission, out var held) ? held == (rows, submission.RunId) : rows == 0;

    private void Add(string submission, string run) =>
        _held[submission] = _held.TryGetValue(submission, out var held) ? (held.Rows + 1, held.Run == run ? run : "") : (1, run);
}
