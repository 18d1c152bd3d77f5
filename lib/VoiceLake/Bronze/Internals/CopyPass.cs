using System.Collections.Concurrent;
using VoiceLake.Lake;

namespace VoiceLake.Bronze.Internals;

/// <summary>Goes once through a list of items; those that another run is copying into the same lake are put off to the next pass.</summary>
/// <param name="session">The source.</param>
/// <param name="state">What the lake held when the pass began.</param>
/// <param name="context">What all copies share.</param>
/// <param name="committer">Takes the rows.</param>
/// <param name="patience">Ends a hopeless run early.</param>
/// <param name="tally">Counts what became of the items.</param>
internal sealed class CopyPass(SourceSession session, BronzeState state, CopyContext context, RowCommitter committer, Patience patience, CopyTally tally)
{
    private readonly ConcurrentBag<(SubmissionItem Item, LakeException Reason)> _putOff = [];

    /// <summary>Brings the items to their end; returns those that could not be brought there yet, by name, with the reason.</summary>
    public async Task<IReadOnlyList<(SubmissionItem Item, LakeException Reason)>> RunAsync(IEnumerable<SubmissionItem> items, CancellationToken cancellationToken)
    {
        var degree = new ParallelOptions { MaxDegreeOfParallelism = context.Options.Parallelism, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(items, degree, async (item, token) =>
        {
            try
            {
                await BringAsync(item, token);
            }
            catch (LakeException e) when (e is LakeUploadBusyException or LakeObjectExistsException)
            {
                _putOff.Add((item, e));
            }
        });
        return [.. _putOff.OrderBy(one => one.Item.FileName, StringComparer.Ordinal)];
    }

    private async Task BringAsync(SubmissionItem item, CancellationToken cancellationToken)
    {
        var outcome = await BronzeTelemetry.CopyAsync(item, context.RunId, () => EndOfAsync(item, cancellationToken));
        patience.Note(outcome);
        if (outcome.Row is { } row)
        {
            await committer.AddAsync(row, cancellationToken);
        }
        else if (outcome.Failure is null && state.Tickets.ContainsKey(item.FileName))
        {
            await context.Tickets.DeleteAsync(item.FileName, cancellationToken);
        }

        tally.Add(outcome);
        context.Meter.AddItem(item.FileName);
    }

    private async Task<CopyOutcome> EndOfAsync(SubmissionItem item, CancellationToken cancellationToken)
    {
        var outcome = await state.RecoverAsync(item, context, cancellationToken)
            ?? patience.GiveUp(item, context)
            ?? await CopyAsync(item, state.KnownOf(item), cancellationToken);
        return outcome == CopyOutcome.Unchanged && context.Options.Verify ? await VerifyAsync(item, cancellationToken) : outcome;
    }

    private async Task<CopyOutcome> CopyAsync(SubmissionItem item, BronzeSubmission? known, CancellationToken cancellationToken)
    {
        var stored = state.StoredOf(item);
        if (stored is null && await context.Store.FindAsync(SubmissionCopy.PathOf(item.FileName), cancellationToken) is { } found)
        {
            // Another run has brought it since this pass began: the next pass sees its row or its ticket, and copies nothing.
            throw new LakeObjectExistsException(found.Path);
        }

        await using var copy = new SubmissionCopy(context, item, session.AddressOf(item), known, stored);
        return await copy.RunAsync(state.Tickets.GetValueOrDefault(item.FileName), cancellationToken);
    }

    /// <summary>Compares an archive that would be left alone with its registered checksum, and copies it again where it differs.</summary>
    private async Task<CopyOutcome> VerifyAsync(SubmissionItem item, CancellationToken cancellationToken)
    {
        if (state.KnownOf(item) is not { } row
            || await StoredContent.Sha256Async(context.Store, SubmissionCopy.PathOf(item.FileName), cancellationToken) == row.Sha256)
        {
            return CopyOutcome.Verified;
        }

        var outcome = await CopyAsync(item, null, cancellationToken);
        return outcome.Failure is { } failure
            ? outcome with { Failure = failure with { Detail = $"the archive in the lake no longer has its registered sha256, and it could not be copied again: {failure.Detail}" } }
            : outcome with { Repaired = true };
    }
}
