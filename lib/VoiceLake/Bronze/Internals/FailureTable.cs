using VoiceLake.Lake;

namespace VoiceLake.Bronze.Internals;

/// <summary>Keeps <c>bronze.failures</c> at what is wrong now: what fails stands in it, what succeeds leaves it, and what fails as before is not written again.</summary>
internal static class FailureTable
{
    /// <summary>Brings the table to the state after a run; rows of other sources stay.</summary>
    public static async Task UpdateAsync(LakeTable table, SubmissionListing listing, List<BronzeFailure> failures, string runId, CancellationToken cancellationToken)
    {
        var before = new List<BronzeFailure>();
        if (await table.FindSnapshotAsync(null, cancellationToken) is not null)
        {
            await foreach (var row in table.ReadAsync<BronzeFailure>(null, cancellationToken))
            {
                before.Add(row);
            }
        }

        var asked = listing.Items.Select(item => item.FileName).ToHashSet(StringComparer.Ordinal);
        var now = failures.ToDictionary(failure => failure.Name, StringComparer.Ordinal);
        var known = before.Where(row => now.TryGetValue(row.Name, out var failure) && IsSame(row, failure)).Select(row => row.Name).ToHashSet(StringComparer.Ordinal);
        var added = failures.Where(failure => !known.Contains(failure.Name)).ToList();
        var outdated = before.Where(row => asked.Contains(row.Name) && !known.Contains(row.Name)).Select(row => row.Name).ToList();
        if (added.Count + outdated.Count > 0)
        {
            var names = outdated.Concat(added.Select(failure => failure.Name)).Distinct(StringComparer.Ordinal);
            await table.ReplaceAsync(TableFilter.In("name", names), added, new TableWriteOptions { RunId = runId }, cancellationToken);
        }
    }

    private static bool IsSame(BronzeFailure one, BronzeFailure other) => (one.Url, one.Rule, one.Status) == (other.Url, other.Rule, other.Status);
}
