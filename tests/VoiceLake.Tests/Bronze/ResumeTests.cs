using VoiceLake.Bronze;
using VoiceLake.Stages;
using VoiceLake.Tests.Support;

namespace VoiceLake.Tests.Bronze;

public class ResumeTests
{
    private const string Tag = "ETag: \"v1\"";
    private const string Old = "Last-Modified: Tue, 18 Mar 2008 10:00:00 GMT";

    private static byte[] Archive => CopyScenario.Archive;

    [Fact]
    public async Task A_cut_copy_asks_for_the_rest_with_its_entity_tag()
    {
        await using var scenario = new CopyScenario(request => request.Number == 1 ? new Answer(200, Archive, Tag) { CutAfter = 5_000 } : Part(5_000, Tag));

        var report = await scenario.RunAsync();

        scenario.Requests.Select(request => (request["Range"], request["If-Range"])).ShouldBe([(null, null), ("bytes=5000-", "\"v1\"")]);
        scenario.Visible().ShouldBe(Archive);
        (report.Copied, report.Retries, report.BytesCopied).ShouldBe((1, 1, Archive.Length));
    }

    [Fact]
    public async Task Several_cuts_are_mended_within_the_budget()
    {
        await using var scenario = new CopyScenario(request => request.Number == 1 ? new Answer(200, Archive, Tag) { CutAfter = 3_000 }
            : request.Number <= 3 ? Part(3_000 * (request.Number - 1), Tag) with { CutAfter = 3_000 } : Part(9_000, Tag));

        await scenario.RunAsync();

        scenario.Requests.Select(request => request["Range"]).ShouldBe([null, "bytes=3000-", "bytes=6000-", "bytes=9000-"]);
        scenario.Visible().ShouldBe(Archive);
        AttackLedger.Withstood("source", "a body cut again and again", 3, "resumed, the right bytes");
    }

    [Fact]
    public async Task A_weak_tag_resumes_by_the_time_of_the_last_change()
    {
        await using var scenario = new CopyScenario(request => request.Number == 1 ? new Answer(200, Archive, "ETag: W/\"v1\"", Old) { CutAfter = 5_000 } : Part(5_000));

        await scenario.RunAsync();

        scenario.Requests[1]["If-Range"].ShouldBe("Tue, 18 Mar 2008 10:00:00 GMT");
        scenario.Visible().ShouldBe(Archive);
    }

    [Theory]
    [InlineData("X-Nothing: at-all", "X-Nothing: at-all")]
    [InlineData("ETag: W/\"v1\"", "X-Nothing: at-all")]
    [InlineData("ETag: unquoted", "X-Nothing: at-all")]
    [InlineData("Last-Modified: Tue, 18 Mar 2008 10:00:00 GMT", "Date: Tue, 18 Mar 2008 10:00:00 GMT")]
    public async Task Without_a_strong_validator_the_copy_starts_over(string header, string other)
    {
        await using var scenario = new CopyScenario(request => request.Number == 1 ? new Answer(200, Archive, header, other) { CutAfter = 5_000 } : new Answer(200, Archive, header, other));

        await scenario.RunAsync();

        scenario.Requests.Select(request => request["Range"]).ShouldBe([null, null]);
        scenario.Visible().ShouldBe(Archive);
    }

    [Fact]
    public async Task A_server_that_ignores_ranges_is_copied_from_the_start()
    {
        await using var scenario = new CopyScenario(request => new Answer(200, Archive, Tag) { CutAfter = request.Number == 1 ? 5_000 : null });

        await scenario.RunAsync();

        scenario.Visible().ShouldBe(Archive);
        AttackLedger.Withstood("source", "the whole file where the rest was asked for", 1, "copied from its start");
    }

    [Fact]
    public async Task A_file_that_changes_in_mid_way_is_copied_whole_in_its_new_version()
    {
        await using var scenario = new CopyScenario(request => request.Number == 1
            ? new Answer(200, Archive, Tag) { CutAfter = 5_000 }
            : new Answer(200, CopyScenario.OtherArchive, "ETag: \"v2\"") { CutAfter = request.Number == 2 ? 7_000 : null });

        await scenario.RunAsync();

        scenario.Requests.Select(request => request["If-Range"]).ShouldBe([null, "\"v1\"", "\"v2\""]);
        scenario.Visible().ShouldBe(CopyScenario.OtherArchive);
        (await scenario.RowsAsync()).ShouldHaveSingleItem().ETag.ShouldBe("\"v2\"");
        AttackLedger.Withstood("source", "a file changes while it is copied", 1, "copied whole in its new version");
    }

    [Theory]
    [InlineData("Content-Range: bytes 0-{1}/{2}", "ETag: \"v1\"")]
    [InlineData("Content-Range: bytes 5001-{1}/{2}", "ETag: \"v1\"")]
    [InlineData("Content-Range: bytes 5000-{1}/999999", "ETag: \"v1\"")]
    [InlineData("Content-Range: bytes 5000-{1}/{2}", "ETag: \"v2\"")]
    [InlineData("X-No-Range: at-all", "ETag: \"v1\"")]
    public async Task A_wrong_part_is_refused_and_the_copy_starts_over(string range, string tag)
    {
        var header = range.Replace("{1}", $"{Archive.Length - 1}", StringComparison.Ordinal).Replace("{2}", $"{Archive.Length}", StringComparison.Ordinal);
        await using var scenario = new CopyScenario(request => request.Number switch
        {
            1 => new Answer(200, Archive, Tag) { CutAfter = 5_000 },
            2 => new Answer(206, CopyScenario.OtherArchive[5_000..], header, tag),
            _ => new Answer(200, Archive, Tag),
        });

        await scenario.RunAsync();

        scenario.Requests.Select(request => request["Range"]).ShouldBe([null, "bytes=5000-", null]);
        scenario.Visible().ShouldBe(Archive);
        AttackLedger.Withstood("source", "another part than was asked for, once", 1, "refused, copied from its start");
    }

    [Fact]
    public async Task A_part_that_nobody_asked_for_is_refused()
    {
        await using var scenario = new CopyScenario(_ => Part(0, Tag));

        var report = await scenario.RunAsync();

        report.Failures.ShouldHaveSingleItem().Rule.ShouldBe("copy-bad-range");
        scenario.Visible().ShouldBeNull();
        AttackLedger.Withstood("source", "a part that nobody asked for", 1, "refused, a failure by name");
    }

    [Fact]
    public async Task A_416_that_names_another_length_starts_over()
    {
        await using var scenario = new CopyScenario(request => request.Number switch
        {
            1 => new Answer(200, Archive, Tag) { CutAfter = 5_000 },
            2 => new Answer(416, [], "Content-Range: bytes */4999"),
            _ => new Answer(200, Archive, Tag),
        });

        await scenario.RunAsync();

        scenario.Visible().ShouldBe(Archive);
        scenario.Requests[2]["Range"].ShouldBeNull();
        AttackLedger.Withstood("source", "a 416 that names another length", 1, "copied from its start");
    }

    [Fact]
    public async Task What_a_failed_run_kept_is_taken_up_by_the_next()
    {
        await using var scenario = new CopyScenario(request => request.Number switch
        {
            1 => new Answer(200, Archive, Tag) { CutAfter = 5_000 },
            2 => Part(5_000, Tag) with { CutAfter = 4_000 },
            _ => Part(9_000, Tag),
        });
        scenario.Options = scenario.Options with { MaxRetries = 0 };

        var first = await scenario.RunAsync();
        var second = await scenario.RunAsync();
        var visible = scenario.Visible();
        var third = await scenario.RunAsync();

        first.Failures.ShouldHaveSingleItem().Rule.ShouldBe("copy-cut-short");
        second.Failures.ShouldHaveSingleItem();
        visible.ShouldBeNull();
        third.Submissions.ShouldBe(new StageCount("submissions", 1, 0, 0));
        scenario.Requests.Select(request => request["Range"]).ShouldBe([null, "bytes=5000-", "bytes=9000-"]);
        scenario.Visible().ShouldBe(Archive);
        (await scenario.RowsAsync()).ShouldHaveSingleItem().Sha256.ShouldBe(Sha256.Of(Archive));
        (await scenario.FailuresAsync()).ShouldBeEmpty();
    }

    private static Answer Part(int from, params string[] headers) =>
        new(206, Archive[from..], [$"Content-Range: bytes {from}-{Archive.Length - 1}/{Archive.Length}", .. headers]);
}
