using System.Security.Cryptography;
using VoiceLake.Bronze;
using VoiceLake.Lake;
using VoiceLake.Quality;
using VoiceLake.Silver;

namespace VoiceLake.Tests.Silver;

/// <summary>A lake whose bronze was filled by hand, and what silver made of it.</summary>
public static class SilverLake
{
    public static async Task PutAsync(DataLake lake, params (string Name, byte[] Content)[] archives)
    {
        var rows = new List<BronzeSubmission>();
        foreach (var (name, content) in archives)
        {
            await lake.Store.PutAsync(LakePath.Parse($"bronze/submissions/{name}"), new MemoryStream(content));
            rows.Add(new BronzeSubmission(name, $"samples:{name}", content.Length, null, null, Convert.ToHexStringLower(SHA256.HashData(content)), DateTimeOffset.UnixEpoch, "test"));
        }

        await lake.Table("bronze.submissions").ReplaceAsync(TableFilter.In("name", rows.Select(row => row.Name)), rows);
    }

    public static async Task<SilverRows> RowsAsync(DataLake lake) => new(
        await lake.Table(SilverStage.SubmissionsTable).ReadAsync<SilverSubmission>().OrderBy(row => row.Submission, StringComparer.Ordinal).ToListAsync(),
        await lake.Table(SilverStage.ClipsTable).ReadAsync<SilverClip>().OrderBy(row => row.Clip, StringComparer.Ordinal).ToListAsync(),
        await lake.Table(SilverStage.QuarantineTable).ReadAsync<QuarantineRow>().OrderBy(row => $"{row.Source} {row.Rule} {row.Offset} {row.Clip}", StringComparer.Ordinal).ToListAsync());

    public static async Task<long[]> VersionsAsync(DataLake lake) =>
    [
        (await lake.Table(SilverStage.SubmissionsTable).FindSnapshotAsync())!.Version,
        (await lake.Table(SilverStage.ClipsTable).FindSnapshotAsync())!.Version,
        (await lake.Table(SilverStage.QuarantineTable).FindSnapshotAsync())!.Version,
    ];
}

/// <summary>The three tables of silver, each sorted by its key.</summary>
public sealed record SilverRows(IReadOnlyList<SilverSubmission> Submissions, IReadOnlyList<SilverClip> Clips, IReadOnlyList<QuarantineRow> Quarantine)
{
    /// <summary>Equal tables are equal in every column but the run.</summary>
    public void ShouldEqual(SilverRows other)
    {
        Same(Submissions, other.Submissions, row => $"{row with { RunId = "" }}");
        Same(Clips, other.Clips, row => $"{row with { RunId = "", Samples = [] }} {Convert.ToHexString(row.Samples)}");
        Same(Quarantine, other.Quarantine, row => $"{row with { RunId = "" }}");
    }

    // Row by row, so that a failure shows one row and not three tables.
    private static void Same<T>(IReadOnlyList<T> these, IReadOnlyList<T> others, Func<T, string> text)
    {
        these.Count.ShouldBe(others.Count);
        for (var row = 0; row < these.Count; row++)
        {
            text(these[row]).ShouldBe(text(others[row]));
        }
    }
}
