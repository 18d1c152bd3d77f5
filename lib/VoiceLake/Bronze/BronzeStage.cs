using VoiceLake.Bronze.Internals;
using VoiceLake.Lake;
using VoiceLake.Stages;
using VoiceLake.Telemetry;

namespace VoiceLake.Bronze;

/// <summary>The first stage: copies a source's archives as they are to <c>bronze/submissions/</c> and keeps a row of each in <c>bronze.submissions</c>.</summary>
/// <remarks>
/// Notebook: 01-extract-to-bronze
/// <para>A copy is complete when as many bytes have come as Content-Length says. Without a length, the last chunk (HTTP/1.1) or the end of the stream
/// (HTTP/2) must have come. A body that ends with its connection looks the same whole and cut: it is whole when the archive's own end is there (gzip: the
/// unpacked length in the trailer; zip: the end of the directory; tar: two empty blocks), or when the source, asked by HEAD or for the rest, names just
/// this length. A checksum that the source states (Repr-Digest, RFC 9530) must fit in every case. Only then does the file become visible, in one step.</para>
/// <para>What failed stands in <c>bronze.failures</c> until it succeeds or its source no longer lists it: a table, so that nothing depends on the memory of one run, and written only when
/// it changes, so that a repeated run adds no version.</para>
/// <para>Several runs may work on one lake at once: they share the copies, and each archive is registered once.</para>
/// </remarks>
public static class BronzeStage
{
    /// <summary>The table of copied submissions.</summary>
    public const string SubmissionsTable = "bronze.submissions";

    /// <summary>The table of submissions that could not be copied at the last run that asked for them.</summary>
    public const string FailuresTable = "bronze.failures";

    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(2);

    /// <summary>Lists a source, writes its manifest, and copies what is new or changed; run again, it asks only what changed.</summary>
    /// <param name="lake">Where the archives go.</param>
    /// <param name="source">Where they come from.</param>
    /// <param name="options">The defaults when null.</param>
    /// <param name="progress">Told of every finished file and every further MiB.</param>
    /// <param name="cancellationToken">Stops the run; what is complete stays, what is begun is taken up by the next run.</param>
    /// <exception cref="ArgumentException">Options out of range, all named at once.</exception>
    /// <exception cref="SubmissionSourceException">The source cannot be listed.</exception>
    /// <exception cref="LakeException">The lake cannot be written.</exception>
    public static async Task<BronzeReport> RunAsync(
        DataLake lake,
        SubmissionSource source,
        BronzeOptions? options = null,
        IProgress<StageProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(lake);
        ArgumentNullException.ThrowIfNull(source);
        options ??= new BronzeOptions();
        options.Validate();
        var runId = options.RunId ?? RunId.New(options.TimeProvider);
        return await StageTelemetry.RunAsync("bronze", runId, async span =>
        {
            span?.SetTag("voicelake.source", TelemetryTags.PublicAddress(source.ToString()));
            var report = await RunAsync(lake, source, options, runId, progress, cancellationToken);
            span.Tag(report.Submissions);
            return report;
        });
    }

    private static async Task<BronzeReport> RunAsync(
        DataLake lake, SubmissionSource source, BronzeOptions options, string runId, IProgress<StageProgress>? progress, CancellationToken cancellationToken)
    {
        using var client = new SourceClient(options);
        await using var session = await source.ConnectAsync(client, cancellationToken);
        var manifest = await ManifestWriter.WriteAsync(lake.Store, session.Listing, cancellationToken);

        var meter = new ProgressMeter(progress, session.Listing.Items.Count);
        var context = new CopyContext(lake.Store, client, new CopyTickets(lake.Store), meter, options, session.Listing.Source, runId);
        var tally = await CopyAllAsync(lake, session, context, cancellationToken);

        var failures = tally.Failures.OrderBy(failure => failure.Name, StringComparer.Ordinal).ToList();
        await FailureTable.UpdateAsync(lake.Table(FailuresTable), session.Listing, failures, runId, cancellationToken);
        return new BronzeReport(
            runId,
            session.Listing.Source,
            new StageCount("submissions", tally.Copied + tally.Recovered, failures.Count, tally.Unchanged),
            tally.Copied,
            tally.Recovered,
            meter.Bytes,
            client.Retries,
            tally.Verified,
            tally.Repaired,
            session.Listing.Ignored,
            manifest,
            failures);
    }

    private static async Task<CopyTally> CopyAllAsync(DataLake lake, SourceSession session, CopyContext context, CancellationToken cancellationToken)
    {
        var (tally, patience, time) = (new CopyTally(), new Patience(context.Options.GiveUpAfter), context.Options.TimeProvider);
        using var committer = new RowCommitter(lake.Table(SubmissionsTable), context.Tickets, context.Options, context.RunId);
        IReadOnlyList<SubmissionItem> items = session.Listing.Items;
        var (wait, since) = (FirstWait, time.GetTimestamp());
        while (true)
        {
            var state = await BronzeState.ReadAsync(lake, cancellationToken);
            var putOff = await new CopyPass(session, state, context, committer, patience, tally).RunAsync(items, cancellationToken);
            if (putOff.Count == 0)
            {
                await committer.FlushAsync(cancellationToken);
                return tally;
            }

            // Another run is at work on these: when it has them, they are known here too.
            (wait, since) = putOff.Count < items.Count ? (FirstWait, time.GetTimestamp()) : (wait, since);
            if (time.GetElapsedTime(since) >= context.Options.WaitForOtherRuns)
            {
                throw putOff[0].Reason;
            }

            await committer.FlushAsync(cancellationToken);
            await Task.Delay(wait, time, cancellationToken);
            wait = TimeSpan.FromTicks(Math.Min(2 * wait.Ticks, LongestWait.Ticks));
            items = [.. putOff.Select(one => one.Item)];
        }
    }
}
