using VoiceLake.Lake;
using VoiceLake.Stages;

namespace VoiceLake.Bronze.Internals;

/// <summary>
/// Keeps <c>bronze.failures</c> at what is wrong now: what fails stands in it; what succeeds, or is no longer listed by the source that it failed from,
/// leaves it; and what fails as before is not written again.
/// </summary>
internal static class FailureTable
{
    /// <summary>Brings the table to the state after a run; rows of other sources stay.</summary>
    public static Task UpdateAsync(LakeTable table, SubmissionListing listing, List<BronzeFailure> failures, string runId, CancellationToken cancellationToken) =>
        LostRace.RetryAsync(_ => UpdateOnceAsync(table, listing, failures, new TableWriteOptions { RunId = runId }, cancellationToken));

    private static async Task UpdateOnceAsync(LakeTable table, SubmissionListing listing, List<BronzeFailure> failures, TableWriteOptions options, CancellationToken cancellationToken)
    {
        var schema = (await table.FindSnapshotAsync(null, cancellationToken))?.Schema;
        var hasSource = schema is null || schema.IndexOf("source") >= 0;
        var before = schema is null ? [] : await ReadAsync(table, hasSource, cancellationToken);
        var asked = listing.Items.Select(item => item.FileName).ToHashSet(StringComparer.Ordinal);
        var now = failures.ToDictionary(failure => failure.Name, StringComparer.Ordinal);
        var known = before.Where(row => now.TryGetValue(row.Name, out var failure) && IsSame(row, failure)).Select(row => row.Name).ToHashSet(StringComparer.Ordinal);
        var added = failures.Where(failure => !known.Contains(failure.Name)).ToList();
        var outdated = before.Where(row => !known.Contains(row.Name) && (asked.Contains(row.Name) || IsFrom(listing, row))).Select(row => row.Name).ToHashSet(StringComparer.Ordinal);
        if (!hasSource)
        {
            // A table of before the column was there: the only way to give it one is to write it anew.
            await table.OverwriteAsync([.. before.Where(row => !outdated.Contains(row.Name)), .. added], options, cancellationToken);
        }
        else if (added.Count + outdated.Count > 0)
        {
            var names = outdated.Concat(added.Select(failure => failure.Name)).Distinct(StringComparer.Ordinal);
            await table.ReplaceAsync(TableFilter.In("name", names), added, options, cancellationToken);
        }
    }

    private static async Task<List<BronzeFailure>> ReadAsync(LakeTable table, bool hasSource, CancellationToken cancellationToken)
    {
        var rows = new List<BronzeFailure>();
        if (hasSource)
        {
            await foreach (var row in table.ReadAsync<BronzeFailure>(null, cancellationToken))
            {
                rows.Add(row);
            }

            return rows;
        }

        await foreach (var row in table.ReadAsync<FailureWithoutSource>(null, cancellationToken))
        {
            // A page's and a folder's address is the start of the URL; that of a manifest is not known any more.
            var source = row.Url[..(row.Url.LastIndexOf('/') + 1)];
            rows.Add(new BronzeFailure(row.Name, row.Url, source, row.Rule, row.Detail, row.Status, row.Tries, row.FailedAt, row.RunId));
        }

        return rows;
    }

    private static bool IsFrom(SubmissionListing listing, BronzeFailure row) => row.Source == listing.Source;

    private static bool IsSame(BronzeFailure one, BronzeFailure other) => (one.Url, one.Source, one.Rule, one.Status) == (other.Url, other.Source, other.Rule, other.Status);

    private sealed record FailureWithoutSource(string Name, string Url, string Rule, string Detail, int? Status, int Tries, DateTimeOffset FailedAt, string RunId);
}
