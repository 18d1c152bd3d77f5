using VoiceLake.Bronze;
using VoiceLake.Stages;

namespace VoiceLake.Tests.Bronze;

public class UnchangedTests
{
    private const string Tag = "ETag: \"v1\"";
    private const string Old = "Last-Modified: Tue, 18 Mar 2008 10:00:00 GMT";

    private static readonly StageCount OneUnchanged = new("submissions", 0, 0, 1);

    private static byte[] Archive => CopyScenario.Archive;

    [Fact]
    public async Task A_known_file_is_asked_for_with_what_is_known_of_it()
    {
        await using var scenario = new CopyScenario(request => request.Number == 1 ? new Answer(200, Archive, Tag, Old) : new Answer(304, null, Tag));

        await scenario.RunAsync();
        var report = await scenario.RunAsync();

        (scenario.Requests[0]["If-None-Match"], scenario.Requests[0]["If-Modified-Since"]).ShouldBe((null, null));
        (scenario.Requests[1]["If-None-Match"], scenario.Requests[1]["If-Modified-Since"]).ShouldBe(("\"v1\"", "Tue, 18 Mar 2008 10:00:00 GMT"));
        report.Submissions.ShouldBe(OneUnchanged);
        (await scenario.VersionAsync(BronzeStage.SubmissionsTable)).ShouldBe(0);
    }

    [Theory]
    [InlineData(Tag, Old)]
    [InlineData("ETag: W/\"v1\"", "X: y")]
    [InlineData("ETag: unquoted", "X: y")]
    [InlineData(Old, "X: y")]
    [InlineData("X: y", "X: y")]
    public async Task A_server_without_conditional_requests_is_judged_by_tag_or_time_or_length(string header, string other)
    {
        // The second body would spoil the copy if it were taken.
        await using var scenario = new CopyScenario(request => new Answer(200, request.Number == 1 ? Archive : new byte[Archive.Length], header, other));

        await scenario.RunAsync();
        var report = await scenario.RunAsync();

        report.Submissions.ShouldBe(OneUnchanged);
        report.BytesCopied.ShouldBe(0);
        scenario.Visible().ShouldBe(Archive);
    }

    [Theory]
    [InlineData("ETag: \"v2\"", Old)]
    [InlineData("X: y", "Last-Modified: Tue, 18 Mar 2008 10:00:01 GMT")]
    public async Task A_new_tag_or_time_brings_the_new_content(string header, string other)
    {
        await using var scenario = new CopyScenario(request => request.Number == 1 ? new Answer(200, Archive, header == "X: y" ? header : Tag, Old) : new Answer(200, CopyScenario.OtherArchive, header, other));

        await scenario.RunAsync();
        var report = await scenario.RunAsync();

        report.Submissions.ShouldBe(new StageCount("submissions", 1, 0, 0));
        scenario.Visible().ShouldBe(CopyScenario.OtherArchive);
        (await scenario.RowsAsync()).ShouldHaveSingleItem().Sha256.ShouldBe(Sha256.Of(CopyScenario.OtherArchive));
    }

    [Fact]
    public async Task A_new_tag_on_the_same_content_changes_the_row_and_not_the_file()
    {
        await using var scenario = new CopyScenario(request => request.Number <= 2 ? new Answer(200, Archive, request.Number == 1 ? Tag : "ETag: \"v2\"") : new Answer(304));

        await scenario.RunAsync();
        var before = (await scenario.Lake.Store.FindAsync(new("bronze", "submissions/x.tgz"), TestContext.Current.CancellationToken))!.ETag;
        await scenario.RunAsync();
        var third = await scenario.RunAsync();

        (await scenario.RowsAsync()).ShouldHaveSingleItem().ETag.ShouldBe("\"v2\"");
        (await scenario.Lake.Store.FindAsync(new("bronze", "submissions/x.tgz"), TestContext.Current.CancellationToken))!.ETag.ShouldBe(before);
        third.Submissions.ShouldBe(OneUnchanged);
        scenario.Requests[2]["If-None-Match"].ShouldBe("\"v2\"");
    }

    [Fact]
    public async Task A_source_that_says_nothing_at_all_is_compared_by_content()
    {
        await using var scenario = new CopyScenario(_ => new Answer(200, Archive) { Framing = Framing.Chunks });

        await scenario.RunAsync();
        var report = await scenario.RunAsync();

        report.Submissions.ShouldBe(OneUnchanged);
        (await scenario.VersionAsync(BronzeStage.SubmissionsTable)).ShouldBe(0);
        (await scenario.Lake.Store.ListAsync(new("miscellaneous", ""), TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken))
            .ShouldAllBe(found => found.Path.Name.StartsWith("manifests/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_mirror_with_the_same_tag_time_and_length_is_known_without_copying()
    {
        await using var scenario = new CopyScenario(_ => new Answer(200, Archive, Tag, Old));
        await scenario.RunAsync();
        await scenario.ReplaceServerAsync(_ => new Answer(200, Archive, Tag, Old));

        var report = await scenario.RunAsync();

        report.Submissions.ShouldBe(OneUnchanged);
        scenario.Requests.ShouldHaveSingleItem().Method.ShouldBe("HEAD");
    }

    [Fact]
    public async Task A_mirror_that_proves_nothing_is_compared_by_content()
    {
        await using var scenario = new CopyScenario(_ => new Answer(200, Archive, Tag));
        await scenario.RunAsync();
        await scenario.ReplaceServerAsync(_ => new Answer(200, Archive, "ETag: \"of the mirror\""));

        var second = await scenario.RunAsync();
        var third = await scenario.RunAsync();

        second.Submissions.Good.ShouldBe(1);
        third.Submissions.ShouldBe(OneUnchanged);
        (await scenario.RowsAsync()).ShouldHaveSingleItem().Url.ShouldBe(scenario.Address + "x.tgz");
    }

    [Fact]
    public async Task Other_content_under_a_taken_name_is_a_failure_unless_replacing_is_asked_for()
    {
        await using var scenario = new CopyScenario(_ => new Answer(200, Archive, Tag));
        await scenario.RunAsync();
        await scenario.ReplaceServerAsync(_ => new Answer(200, CopyScenario.OtherArchive, Tag));

        var refused = await scenario.RunAsync();
        var kept = scenario.Visible();
        scenario.Options = scenario.Options with { ReplaceOtherSources = true };
        var replaced = await scenario.RunAsync();

        refused.Failures.ShouldHaveSingleItem().Rule.ShouldBe("name-taken");
        kept.ShouldBe(Archive);
        replaced.Submissions.Good.ShouldBe(1);
        scenario.Visible().ShouldBe(CopyScenario.OtherArchive);
        (await scenario.FailuresAsync()).ShouldBeEmpty();
    }
}
