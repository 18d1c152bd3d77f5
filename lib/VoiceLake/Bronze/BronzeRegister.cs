using System.Collections.Concurrent;
using VoiceLake.Bronze.Internals;
using VoiceLake.Lake;
using VoiceLake.Stages;

namespace VoiceLake.Bronze;

/// <summary>Registers archives that another program has copied to <c>bronze/submissions/</c>, such as a Data Factory pipeline: it writes the rows of <c>bronze.submissions</c> that the bronze stage would have.</summary>
/// <remarks>
/// Notebook: steps/register-bronze
/// <para>Every file is read for its checksum. The source is asked by HEAD, without taking the file again, for entity tag, time, length and digest: a
/// file that contradicts them is a failure, and with them a later run of <see cref="BronzeStage"/> knows the file. A source that cannot be reached
/// is not asked for the rest; its files are registered without what it would have said.</para>
/// <para>What the manifest lists and bronze lacks stands in <c>bronze.failures</c>. Run again, files whose row says the same are left alone.</para>
/// </remarks>
public static class BronzeRegister
{
    /// <summary>Registers what the pages of a manifest list.</summary>
    /// <param name="lake">The lake that holds files and manifest.</param>
    /// <param name="pageList">The page list, a name in the container miscellaneous such as <c>manifests/corpus/pages.json</c>.</param>
    /// <param name="options">The defaults when null.</param>
    /// <param name="progress">Told of every file.</param>
    /// <param name="cancellationToken">Stops the run; rows that are committed stay.</param>
    /// <exception cref="ArgumentException">Options out of range, all named at once.</exception>
    /// <exception cref="SubmissionSourceException">The manifest is not whole.</exception>
    /// <exception cref="LakeException">The lake cannot be read or written.</exception>
    public static async Task<RegisterReport> RunAsync(
        DataLake lake,
        string pageList,
        BronzeOptions? options = null,
        IProgress<StageProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(lake);
        ArgumentException.ThrowIfNullOrWhiteSpace(pageList);
        options ??= new BronzeOptions();
        options.Validate();
        var listing = await ManifestReader.ReadAsync(lake.Store, new LakePath("miscellaneous", pageList), cancellationToken);
        using var client = new SourceClient(options);
        var runId = options.RunId ?? RunId.New(options.TimeProvider);
        var meter = new ProgressMeter(progress, listing.Items.Count);
        var tickets = new CopyTickets(lake.Store);
        var context = new CopyContext(lake.Store, client, tickets, meter, options, listing.Source, runId);
        var state = await BronzeState.ReadAsync(lake, cancellationToken);
        var failures = new ConcurrentBag<BronzeFailure>();
        var (good, unchanged) = (0, 0);
        var question = new SourceQuestion(client);
        using var committer = new RowCommitter(lake.Table(BronzeStage.SubmissionsTable), tickets, options, runId);
        await Parallel.ForEachAsync(
            listing.Items,
            new ParallelOptions { MaxDegreeOfParallelism = options.Parallelism, CancellationToken = cancellationToken },
            async (item, token) =>
            {
                var outcome = await new Registration(context, question, item, state).RunAsync(token);
                if (outcome.Failure is { } failure)
                {
                    failures.Add(failure);
                }
                else if (outcome.Row is { } row)
                {
                    Interlocked.Increment(ref good);
                    await committer.AddAsync(row, token);
                }
                else
                {
                    Interlocked.Increment(ref unchanged);
                }

                meter.AddItem(item.FileName);
            });
        await committer.FlushAsync(cancellationToken);

        var missing = failures.OrderBy(failure => failure.Name, StringComparer.Ordinal).ToList();
        await FailureTable.UpdateAsync(lake.Table(BronzeStage.FailuresTable), listing, missing, runId, cancellationToken);
        return new RegisterReport(runId, listing.Source, new StageCount("submissions", good, missing.Count, unchanged), question.Answers, missing);
    }
}

/// <summary>What a registration did.</summary>
/// <remarks>Notebook: steps/register-bronze</remarks>
/// <param name="RunId">The run's name in every row it wrote.</param>
/// <param name="Source">The page list.</param>
/// <param name="Submissions">In = good (a row was written) + quarantined (missing, or not what the source has) + unchanged.</param>
/// <param name="Compared">Files that were compared with what their source says of them.</param>
/// <param name="Failures">Every file that could not be registered, by name.</param>
public sealed record RegisterReport(string RunId, string Source, StageCount Submissions, long Compared, IReadOnlyList<BronzeFailure> Failures)
{
    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"register: {Submissions}; {Compared} compared with their source");
}
