using VoiceLake.Bronze;
using VoiceLake.Gold;
using VoiceLake.Lake;
using VoiceLake.Silver;
using VoiceLake.Tests.Support;

namespace VoiceLake.Tests.DataSamples;

public sealed class SamplePipelineTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_samples_reach_silver_with_every_good_clip_and_every_defect_under_its_rule()
    {
        var stop = TestContext.Current.CancellationToken;
        var lake = DataLake.Open(_folder.Path);
        await BronzeStage.RunAsync(lake, SubmissionSource.Open(SampleIndex.Folder), cancellationToken: stop);
        var report = await SilverStage.RunAsync(lake, cancellationToken: stop);
        var clips = await lake.Table("silver.clips").ReadAsync<Clip>(cancellationToken: stop).ToListAsync(stop);
        var quarantine = await lake.Table("silver.quarantine").ReadAsync<Finding>(cancellationToken: stop).ToListAsync(stop);

        foreach (var archive in SampleIndex.All)
        {
            var found = clips.Where(clip => clip.Submission == archive.Name).ToArray();
            var rules = quarantine.Where(finding => finding.Submission == archive.Name).Select(finding => finding.Rule).ToArray();

            found.Length.ShouldBe(archive.Clips, archive.File);
            found.ShouldAllBe(clip => clip.Gender == archive.Gender && clip.Language == archive.Language, archive.File);
            found.Count(clip => clip.Silent).ShouldBe(archive.Defects.Contains("silent-clip") ? 1 : 0, archive.File);
            found.Count(clip => clip.Prompt is null).ShouldBe(archive.Defects.Contains("clip-without-prompt") ? 1 : 0, archive.File);
            rules.Except(Consequences(archive)).Distinct().ShouldBe(archive.Defects, archive.File);
        }

        report.Submissions.In.ShouldBe(SampleIndex.All.Count);
        report.Clips.Good.ShouldBe(SampleIndex.All.Sum(archive => archive.Clips));
        report.Clips.In.ShouldBe(report.Clips.Good + report.Clips.Quarantined);
        clips.Select(clip => clip.Speaker).Where(speaker => speaker.StartsWith("anonymous", StringComparison.Ordinal)).Distinct().Count().ShouldBe(2);
    }

    [Fact]
    public void Every_split_has_women_and_men()
    {
        var genders = SampleIndex.All
            .Where(archive => archive.Clips > 0 && archive.Gender != "unknown")
            .GroupBy(archive => SpeakerSplit.Of(archive.User == "anonymous" ? archive.Name : archive.User), archive => archive.Gender)
            .ToDictionary(split => split.Key, split => split.Distinct().Order(StringComparer.Ordinal).ToArray());

        genders.Keys.Order(StringComparer.Ordinal).ShouldBe(SpeakerSplit.All.Order(StringComparer.Ordinal));
        genders.Values.ShouldAllBe(both => both.SequenceEqual(new[] { "female", "male" }));
    }

    /// <summary>What must follow from a defect in other places of the same archive.</summary>
    private static string[] Consequences(SampleArchive archive) => archive.Defects.SingleOrDefault() switch
    {
        "no-audio-folder" => ["prompt-without-clip"],
        "archive-truncated" => ["entry-damaged"],
        _ => [],
    };

    private sealed record Clip(string Submission, string Speaker, string Gender, string? Language, string? Prompt, bool Silent);

    private sealed record Finding(string Rule, string Submission);
}
