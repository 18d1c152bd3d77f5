using VoiceLake.Bronze;
using VoiceLake.Lake;
using VoiceLake.Quality;
using VoiceLake.Stages;

namespace VoiceLake.Silver;

/// <summary>Decodes and casts the archives of bronze into <c>silver.submissions</c>, <c>silver.clips</c> and <c>silver.quarantine</c>.</summary>
/// <remarks>
/// Notebook: 02-silver-decode-and-cast
/// <para>Several runs may work on one lake at once. One that loses a commit to another plans anew; what it had done until then, its report counts as unchanged.</para>
/// </remarks>
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
        return await StageTelemetry.RunAsync("silver", run, async span =>
        {
            var report = await LostRace.RunAgainAsync(() => RunOnceAsync(lake, options, run, progress, cancellationToken));
            span.Tag(report.Submissions);
            span.Tag(report.Clips);
            return report;
        });
    }

    private static async Task<SilverReport> RunOnceAsync(DataLake lake, SilverOptions options, string run, IProgress<StageProgress>? progress, CancellationToken cancellationToken)
    {
        var plan = await SilverPlan.MakeAsync(lake, options, cancellationToken);
        var tables = new SilverTables(lake, run);
        await tables.CreateMissingAsync(cancellationToken);
        var tally = new SilverTally(plan, progress);
        await foreach (var batch in SilverBatches.Of(tally.Watch(DecodeAsync(lake, plan, options, run, cancellationToken)), options))
        {
            await tables.CommitAsync(batch, cancellationToken);
            StageMemory.Release();
        }

        return tally.Report(run);
    }

    private static IAsyncEnumerable<DecodedSubmission> DecodeAsync(DataLake lake, SilverPlan plan, SilverOptions options, string run, CancellationToken cancellationToken) =>
        OrderedWork.RunAsync(
            plan.Work, options.Parallelism, (item, token) => SilverTelemetry.DecodeAsync(item.Source.Name, run, () => DecodeAsync(lake, item, options, run, token)), cancellationToken);

    private static async Task<DecodedSubmission> DecodeAsync(DataLake lake, SilverWork item, SilverOptions options, string run, CancellationToken cancellationToken)
    {
        var path = LakePath.Parse($"bronze/submissions/{item.Source.Name}");
        ArchiveSeal archive;
        try
        {
            archive = new ArchiveSeal(await lake.Store.OpenReadAsync(path, cancellationToken: cancellationToken));
        }
        catch (LakeObjectNotFoundException)
        {
            return SubmissionDecoder.Refuse(ArchiveSeal.Missing(path), item.Source, item.Name, options, run);
        }

        await using (archive)
        {
            var decoded = SubmissionDecoder.Decode(archive, item.Source, item.Name, options, run, cancellationToken);
            return archive.Check(item.Source, cancellationToken) is { } broken
                ? SubmissionDecoder.Refuse(broken, item.Source, item.Name, options, run)
                : decoded;
        }
    }
}
