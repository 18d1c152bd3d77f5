using VoiceLake.Bronze;
using VoiceLake.Lake;
using VoiceLake.Quality;
using VoiceLake.Silver.Casting;
using VoiceLake.Stages;

namespace VoiceLake.Silver;

/// <summary>Decodes and casts the archives of bronze into <c>silver.submissions</c>, <c>silver.clips</c> and <c>silver.quarantine</c>.</summary>
/// <remarks>Notebook: 02-silver-decode-and-cast</remarks>
public static class SilverStage
{
    /// <summary>The table of archives.</summary>
    public const string SubmissionsTable = "silver.submissions";

    /// <summary>The table of clips.</summary>
    public const string ClipsTable = "silver.clips";

    /// <summary>The table of findings.</summary>
    public const string QuarantineTable = "silver.quarantine";

    /// <summary>Decodes every archive that is new, that changed, or that was decoded with other options; leaves the others alone.</summary>
    /// <param name="lake">The lake; bronze must have run.</param>
    /// <param name="options">null takes the defaults.</param>
    /// <param name="progress">Told as each archive is decoded.</param>
    /// <param name="cancellationToken">Stops between archives; what was committed stays, and the next run goes on from there.</param>
    /// <exception cref="LakeException">There is no <c>bronze.submissions</c>.</exception>
    public static async Task<SilverReport> RunAsync(
        DataLake lake, SilverOptions? options = null, IProgress<StageProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(lake);
        options ??= new SilverOptions();
        options.Validate();
        var run = RunId.New(options.Time);
        var plan = await SilverPlan.MakeAsync(lake, options.Fingerprint, cancellationToken);
        var tables = new SilverTables(lake, run);
        await tables.CreateMissingAsync(cancellationToken);
        var tally = new SilverTally(plan, progress);
        await foreach (var batch in SilverBatches.Of(tally.Watch(DecodeAsync(lake, plan, options, run, cancellationToken)), options))
        {
            await tables.CommitAsync(batch, cancellationToken);
            SilverTables.Release();
        }

        return tally.Report(run);
    }

    private static IAsyncEnumerable<DecodedSubmission> DecodeAsync(DataLake lake, SilverPlan plan, SilverOptions options, string run, CancellationToken cancellationToken) =>
        OrderedWork.RunAsync(plan.Work, options.Parallelism, async (item, token) =>
        {
            var path = LakePath.Parse($"bronze/submissions/{item.Source.Name}");
            if (await ArchiveSeal.CheckAsync(lake.Store, path, item.Source, token) is { } broken)
            {
                return SubmissionDecoder.Refuse(broken, item.Source, item.Name, options, run);
            }

            await using var archive = await lake.Store.OpenReadAsync(path, cancellationToken: token);
            return SubmissionDecoder.Decode(archive, item.Source, item.Name, options, run, token);
        }, cancellationToken);
}

/// <summary>What one run has to do.</summary>
/// <param name="Work">The archives to decode, by name.</param>
/// <param name="Unchanged">The rows of those that are left alone.</param>
internal sealed record SilverPlan(IReadOnlyList<SilverWork> Work, IReadOnlyList<KnownSubmission> Unchanged)
{
    public static async Task<SilverPlan> MakeAsync(DataLake lake, string fingerprint, CancellationToken cancellationToken)
    {
        var sources = await lake.Table("bronze.submissions").ReadAsync<BronzeSubmission>(cancellationToken: cancellationToken).ToListAsync(cancellationToken);
        var silver = lake.Table(SilverStage.SubmissionsTable);
        var known = await silver.FindSnapshotAsync(cancellationToken: cancellationToken) is null
            ? []
            : await silver.ReadAsync<KnownSubmission>(cancellationToken: cancellationToken).ToDictionaryAsync(row => row.Archive, StringComparer.Ordinal, cancellationToken: cancellationToken);
        var taken = known.Values.ToDictionary(row => row.Submission, row => row.Archive, StringComparer.Ordinal);
        var work = new List<SilverWork>();
        var unchanged = new List<KnownSubmission>();
        foreach (var source in sources.OrderBy(source => source.Name, StringComparer.Ordinal))
        {
            if (known.TryGetValue(source.Name, out var row) && row.Sha256 == source.Sha256 && row.Decoding == fingerprint)
            {
                unchanged.Add(row);
                continue;
            }

            // x.tgz and x.zip are both submission x: the one that came first keeps the name.
            var name = SubmissionName.Parse(source.Name);
            if (!taken.TryAdd(name.Submission, source.Name) && taken[name.Submission] != source.Name)
            {
                name = name with { Submission = source.Name, SharesNameWith = taken[name.Submission] };
            }

            work.Add(new SilverWork(source, name));
        }

        return new SilverPlan(work, unchanged);
    }
}

/// <summary>One archive to decode.</summary>
internal sealed record SilverWork(BronzeSubmission Source, SubmissionName Name);

/// <summary>What a row of <c>silver.submissions</c> says of the work that was done.</summary>
internal sealed record KnownSubmission(string Submission, string Archive, string Sha256, string Decoding, long Clips, long ClipsRejected);
