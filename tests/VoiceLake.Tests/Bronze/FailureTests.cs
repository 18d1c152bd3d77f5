using VoiceLake.Bronze;
using VoiceLake.Stages;
using VoiceLake.Tests.Support;

namespace VoiceLake.Tests.Bronze;

public class FailureTests
{
    private const string Tag = "ETag: \"v1\"";

    private static byte[] Archive => CopyScenario.Archive;

    [Theory]
    [InlineData(404, "source-gone", 1)]
    [InlineData(410, "source-gone", 1)]
    [InlineData(403, "source-error", 1)]
    [InlineData(204, "source-error", 1)]
    [InlineData(501, "source-error", 1)]
    [InlineData(408, "source-error", 4)]
    [InlineData(429, "source-error", 4)]
    [InlineData(500, "source-error", 4)]
    [InlineData(503, "source-error", 4)]
    public async Task A_file_that_fails_is_named_with_its_reason_and_the_rest_goes_on(int status, string rule, int tries)
    {
        await using var scenario = new CopyScenario(request => request.Path == "/b.tgz" ? new Answer(status) : new Answer(200, Archive, Tag), "a.tgz", "b.tgz", "c.tgz");

        var report = await scenario.RunAsync();

        report.Submissions.ShouldBe(new StageCount("submissions", 2, 1, 0));
        report.Submissions.In.ShouldBe(3);
        var failure = (await scenario.FailuresAsync()).ShouldHaveSingleItem();
        report.Failures.ShouldHaveSingleItem().Name.ShouldBe("b.tgz");
        (failure.Name, failure.Url, failure.Source, failure.Rule, failure.Status, failure.Tries, failure.RunId).ShouldBe(("b.tgz", scenario.Address + "b.tgz", "manifest.json", rule, status, tries, report.RunId));
        failure.Detail.ShouldContain($"{status}");
        BronzeRules.All.ShouldContain(known => known.Name == rule);
        (await scenario.RowsAsync()).Select(row => row.Name).ShouldBe(["a.tgz", "c.tgz"]);
        scenario.Visible("b.tgz").ShouldBeNull();
        AttackLedger.Withstood("source", "an error for an answer (403, 404, 410, 408, 429, 500, 501, 503, 204)", 1, "a failure by name, the rest goes on");
    }

    [Fact]
    public async Task A_failure_that_stays_is_not_written_again_and_one_that_is_mended_goes()
    {
        var mended = false;
        await using var scenario = new CopyScenario(request => request.Path == "/b.tgz" && !mended ? new Answer(404) : new Answer(200, Archive, Tag), "a.tgz", "b.tgz");

        await scenario.RunAsync();
        var second = await scenario.RunAsync();
        var version = await scenario.VersionAsync(BronzeStage.FailuresTable);
        mended = true;
        var third = await scenario.RunAsync();

        second.Submissions.ShouldBe(new StageCount("submissions", 0, 1, 1));
        version.ShouldBe(0);
        third.Submissions.ShouldBe(new StageCount("submissions", 1, 0, 1));
        (await scenario.FailuresAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_failure_goes_when_its_source_no_longer_lists_the_file_and_one_of_another_source_stays()
    {
        await using var scenario = new CopyScenario(request => request.Path == "/a.tgz" ? new Answer(200, Archive, Tag) : new Answer(404), "a.tgz", "b.tgz");
        await scenario.RunAsync();
        var other = new BronzeFailure("c.tgz", scenario.Address + "c.tgz", "other.json", "source-gone", "gone", 404, 1, DateTimeOffset.UnixEpoch, "of another run");
        await scenario.Lake.Table(BronzeStage.FailuresTable).AppendAsync([other], cancellationToken: TestContext.Current.CancellationToken);
        scenario.Names = ["a.tgz"];

        var report = await scenario.RunAsync();

        report.Submissions.ShouldBe(new StageCount("submissions", 0, 0, 1));
        (await scenario.FailuresAsync()).ShouldBe([other]);
    }

    [Fact]
    public async Task A_table_of_failures_without_a_source_gets_that_column_and_keeps_its_rows()
    {
        await using var scenario = new CopyScenario(request => request.Path == "/a.tgz" ? new Answer(200, Archive, Tag) : new Answer(404), "a.tgz", "b.tgz");
        var old = new { Name = "old.tgz", Url = "http://elsewhere/16kHz/old.tgz", Rule = "source-gone", Detail = "gone", Status = (int?)404, Tries = 1, FailedAt = DateTimeOffset.UnixEpoch, RunId = "before" };
        await scenario.Lake.Table(BronzeStage.FailuresTable).AppendAsync([old], cancellationToken: TestContext.Current.CancellationToken);

        await scenario.RunAsync();

        (await scenario.FailuresAsync()).OrderBy(row => row.Name).Select(row => (row.Name, row.Source)).ShouldBe([("b.tgz", "manifest.json"), ("old.tgz", "http://elsewhere/16kHz/")]);
    }

    [Fact]
    public async Task A_known_file_stays_when_its_source_no_longer_has_it()
    {
        await using var scenario = new CopyScenario(request => request.Number == 1 ? new Answer(200, Archive, Tag) : new Answer(404));

        await scenario.RunAsync();
        var report = await scenario.RunAsync();

        report.Submissions.ShouldBe(new StageCount("submissions", 0, 1, 0));
        scenario.Visible().ShouldBe(Archive);
        (await scenario.RowsAsync()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_redirect_over_http_is_followed()
    {
        await using var scenario = new CopyScenario(request => request.Path == "/x.tgz" ? new Answer(302, null, "Location: /moved/x.tgz") : new Answer(200, Archive, Tag));

        await scenario.RunAsync();

        scenario.Visible().ShouldBe(Archive);
        (await scenario.RowsAsync()).ShouldHaveSingleItem().Url.ShouldBe(scenario.Address + "x.tgz");
    }

    [Theory]
    [InlineData("ftp://127.0.0.1/x.tgz")]
    [InlineData("file:///etc/passwd")]
    [InlineData("http://[nonsense")]
    [InlineData("/x.tgz")]
    public async Task A_redirect_to_another_scheme_or_in_a_circle_is_not_followed(string location)
    {
        await using var scenario = new CopyScenario(_ => new Answer(302, null, "Location: " + location));

        var failure = (await scenario.RunAsync()).Failures.ShouldHaveSingleItem();

        failure.Rule.ShouldBe("source-redirect");
        failure.Detail.ShouldContain(location);
        AttackLedger.Withstood("source", "a redirect to file, ftp, nonsense or in a circle", 1, "not followed, a failure by name");
    }

    [Fact]
    public async Task No_answer_in_time_is_a_failure_by_that_name()
    {
        await using var scenario = new CopyScenario(request => throw new IOException("this connection is dropped"));
        await using var silent = new CopyScenario(_ => new Answer(0) { Ending = Ending.StayOpen });
        silent.Options = silent.Options with { ResponseTimeout = TimeSpan.FromMilliseconds(50), MaxRetries = 1 };

        var dropped = (await scenario.RunAsync()).Failures.ShouldHaveSingleItem();
        var late = (await silent.RunAsync()).Failures.ShouldHaveSingleItem();

        (dropped.Rule, dropped.Status, dropped.Tries).ShouldBe(("source-unreachable", null, 4));
        (late.Rule, late.Tries, late.Detail).ShouldBe(("source-unreachable", 2, "no answer within 0.05 s"));
        AttackLedger.Withstood("source", "no answer, or none in time", 2, "a failure by name after the tries allowed");
    }

    [Fact]
    public async Task A_source_that_is_down_is_given_up_and_every_file_is_still_accounted_for()
    {
        await using var scenario = new CopyScenario(request => throw new IOException("down"), [.. Enumerable.Range(10, 30).Select(i => $"{i}.tgz")]);
        scenario.Options = scenario.Options with { MaxRetries = 0, GiveUpAfter = 5 };

        var report = await scenario.RunAsync();

        report.Submissions.ShouldBe(new StageCount("submissions", 0, 30, 0));
        scenario.Requests.Select(request => request.Path).Distinct().Count().ShouldBe(5);
        report.Failures.Count(failure => failure.Detail.StartsWith("not tried", StringComparison.Ordinal)).ShouldBe(25);
        (await scenario.FailuresAsync()).Count.ShouldBe(30);
        AttackLedger.Withstood("source", "a source that is down", 30, "given up early, every file accounted for");
    }

    [Fact]
    public async Task A_cancelled_run_leaves_nothing_half_visible_and_the_next_goes_on()
    {
        using var cancel = new CancellationTokenSource();
        await using var scenario = new CopyScenario(
            request =>
            {
                if (request is { Path: "/b.tgz", Number: 1 })
                {
                    cancel.CancelAfter(50);
                    return new Answer(200, Archive, Tag) { CutAfter = 5_000, Ending = Ending.StayOpen };
                }

                return request["Range"] == "bytes=5000-" ? new Answer(206, Archive[5_000..], Tag, $"Content-Range: bytes 5000-{Archive.Length - 1}/{Archive.Length}")
                    : request["If-None-Match"] is null ? new Answer(200, Archive, Tag) : new Answer(304);
            },
            "a.tgz",
            "b.tgz",
            "c.tgz");

        await Should.ThrowAsync<OperationCanceledException>(async () => await BronzeStage.RunAsync(scenario.Lake, await scenario.SourceAsync(), scenario.Options, null, cancel.Token));
        scenario.Visible("a.tgz").ShouldBe(Archive);
        scenario.Visible("b.tgz").ShouldBeNull();
        var report = await scenario.RunAsync();

        report.Submissions.ShouldBe(new StageCount("submissions", 3, 0, 0));
        (report.Copied, report.Recovered).ShouldBe((2, 1));
        scenario.Requests.Count(request => request.Path == "/a.tgz").ShouldBe(1);
        scenario.Visible("b.tgz").ShouldBe(Archive);
        AttackLedger.Withstood("machine", "a run is cancelled in the middle", 1, "nothing half visible, the next run goes on");
    }
}
