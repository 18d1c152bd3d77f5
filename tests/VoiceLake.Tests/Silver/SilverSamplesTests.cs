using System.Text.Json;
using VoiceLake.Lake;
using VoiceLake.Silver;
using VoiceLake.Tests.Support;

namespace VoiceLake.Tests.Silver;

public sealed class SilverSamplesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_defect_of_the_sample_archives_stands_in_quarantine_and_no_good_clip_is_missing()
    {
        var lake = DataLake.Open(_folder.Path);
        var samples = Repository.PathOf("data-samples");
        await SilverLake.PutAsync(lake, [.. Directory.GetFiles(samples, "*.tgz").Select(path => (Path.GetFileName(path), File.ReadAllBytes(path)))]);

        var report = await SilverStage.RunAsync(lake, cancellationToken: TestContext.Current.CancellationToken);

        using var index = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(samples, "index.json"), TestContext.Current.CancellationToken));
        var expected = index.RootElement.GetProperty("archives").EnumerateArray().ToArray();
        var rows = await SilverLake.RowsAsync(lake);
        foreach (var archive in expected)
        {
            var file = archive.GetProperty("file").GetString()!;
            var row = rows.Submissions.Single(row => row.Archive == file);
            row.Clips.ShouldBe(archive.GetProperty("clips").GetInt64(), file);
            row.Gender.ShouldBe(archive.GetProperty("gender").GetString(), file);
            row.Language.ShouldBe(archive.GetProperty("language").GetString(), file);
            row.User.ShouldBe(archive.GetProperty("user").GetString(), file);
            var rules = rows.Quarantine.Where(found => found.Submission == row.Submission).Select(found => found.Rule).ToHashSet();
            archive.GetProperty("defects").EnumerateArray().Select(defect => defect.GetString()!).ShouldBeSubsetOf(rules, file);
            (archive.GetProperty("defects").GetArrayLength() == 0).ShouldBe(rules.Count == 0, $"{file}: {string.Join(' ', rules)}");
        }

        report.Submissions.In.ShouldBe(expected.Length);
        report.Submissions.Quarantined.ShouldBe(rows.Submissions.Count(row => row.Status == "rejected"));
        report.Clips.Good.ShouldBe(rows.Clips.Count);
        report.Clips.Good.ShouldBe(expected.Sum(archive => archive.GetProperty("clips").GetInt64()));
        report.Clips.Quarantined.ShouldBe(rows.Quarantine.Count(row => row is { Scope: "clip", Severity: "rejected" }));
        rows.Submissions.Where(row => row.Anonymous).Select(row => row.Speaker).Distinct().Count().ShouldBe(2);
    }
}
