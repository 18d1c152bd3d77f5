using VoiceLake.Bronze;
using VoiceLake.Stages;
using VoiceLake.Tests.Support;

namespace VoiceLake.Tests.Bronze;

public class VerifyTests
{
    private const string Tag = "ETag: \"v1\"";

    private static byte[] Archive => CopyScenario.Archive;

    [Fact]
    public async Task An_archive_whose_bytes_were_changed_at_the_same_length_is_copied_again()
    {
        await using var scenario = new CopyScenario(request => request["If-None-Match"] is null ? new Answer(200, Archive, Tag) : new Answer(304, null, Tag), "x.tgz", "y.tgz");
        await scenario.RunAsync();
        scenario.Damage();

        var trusting = await scenario.RunAsync();
        scenario.Options = scenario.Options with { Verify = true };
        var report = await scenario.RunAsync();

        trusting.Submissions.ShouldBe(new StageCount("submissions", 0, 0, 2));
        report.Submissions.ShouldBe(new StageCount("submissions", 1, 0, 1));
        (report.Copied, report.Verified, report.Repaired).ShouldBe((1, 1, 1));
        report.ToString().ShouldEndWith("0 recovered, 1 verified, 1 repaired");
        scenario.Visible().ShouldBe(Archive);
        (await scenario.RowsAsync()).Select(row => (row.Name, row.Sha256)).ShouldBe([("x.tgz", Sha256.Of(Archive)), ("y.tgz", Sha256.Of(Archive))]);
        AttackLedger.Withstood("lake", "an archive changed at the same length", 1, "noticed by its checksum, copied again");
    }

    [Fact]
    public async Task To_verify_a_sound_lake_writes_nothing()
    {
        await using var scenario = new CopyScenario(request => request.Number == 1 ? new Answer(200, Archive, Tag) : new Answer(304, null, Tag));
        await scenario.RunAsync();
        scenario.Options = scenario.Options with { Verify = true };

        var report = await scenario.RunAsync();

        (report.Submissions.Unchanged, report.Verified, report.Repaired, report.BytesCopied).ShouldBe((1, 1, 0, 0));
        (await scenario.VersionAsync(BronzeStage.SubmissionsTable)).ShouldBe(0);
    }

    [Fact]
    public async Task A_changed_archive_that_cannot_be_copied_again_is_a_failure_that_says_both()
    {
        await using var scenario = new CopyScenario(request => request.Number == 1 ? new Answer(200, Archive, Tag) : request["If-None-Match"] is null ? new Answer(404) : new Answer(304, null, Tag));
        await scenario.RunAsync();
        scenario.Damage();
        scenario.Options = scenario.Options with { Verify = true };

        var report = await scenario.RunAsync();

        var failure = report.Failures.ShouldHaveSingleItem();
        failure.Rule.ShouldBe("source-gone");
        failure.Detail.ShouldStartWith("the archive in the lake no longer has its registered sha256, and it could not be copied again: the source answered 404");
        report.Repaired.ShouldBe(0);
    }
}
