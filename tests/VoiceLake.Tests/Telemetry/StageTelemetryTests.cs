using System.Diagnostics;
using VoiceLake.Bronze;
using VoiceLake.Gold;
using VoiceLake.Lake;
using VoiceLake.Silver;
using VoiceLake.Tests.Bronze;
using VoiceLake.Tests.Gold;
using VoiceLake.Tests.Silver;
using VoiceLake.Tests.Support;

namespace VoiceLake.Tests.Telemetry;

public sealed class StageTelemetryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TelemetryRecorder _telemetry = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _telemetry.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Bronze_tells_of_each_copy_below_its_run_as_the_report_does()
    {
        await using var scenario = new CopyScenario(
            request => request.Path switch
            {
                "/gone.tgz" => new Answer(404),
                "/late.tgz" when request.Number == 1 => new Answer(503),
                _ => new Answer(200, CopyScenario.Archive),
            },
            "good.tgz", "gone.tgz", "late.tgz");

        var report = await InsideAsync(scenario.RunAsync);

        var run = _telemetry.Named("bronze.run").ShouldHaveSingleItem();
        run.ParentSpanId.ShouldBe(_telemetry.Root.SpanId);
        run.GetTagItem("voicelake.run.id").ShouldBe(report.RunId);
        run.GetTagItem("voicelake.submissions.good").ShouldBe(report.Submissions.Good);
        report.Submissions.Good.ShouldBe(2L);
        run.GetTagItem("voicelake.submissions.quarantined").ShouldBe(report.Submissions.Quarantined);
        report.Submissions.Quarantined.ShouldBe(1L);
        run.Status.ShouldBe(ActivityStatusCode.Unset);
        var copies = _telemetry.Named("bronze.copy").ToDictionary(span => (string)span.GetTagItem("voicelake.archive")!);
        copies.Keys.ShouldBe(["good.tgz", "gone.tgz", "late.tgz"], ignoreOrder: true);
        copies.Values.ShouldAllBe(span => span.ParentSpanId == run.SpanId && Equals(span.GetTagItem("voicelake.run.id"), report.RunId));
        copies["good.tgz"].GetTagItem("voicelake.outcome").ShouldBe("copied");
        copies["good.tgz"].GetTagItem("voicelake.bytes").ShouldBe((long)CopyScenario.Archive.Length);
        copies["gone.tgz"].Status.ShouldBe(ActivityStatusCode.Error);
        copies["gone.tgz"].GetTagItem("voicelake.rule").ShouldBe("source-gone");
        _telemetry.Sum("voicelake.bronze.archives", "voicelake.outcome", "copied").ShouldBe(report.Copied);
        _telemetry.Sum("voicelake.bronze.archives", "voicelake.rule", "source-gone").ShouldBe(report.Failures.Count);
        _telemetry.Sum("voicelake.bronze.bytes").ShouldBe(report.BytesCopied);
        _telemetry.Sum("voicelake.bronze.retries").ShouldBe(report.Retries);
        report.Retries.ShouldBe(1);
        _telemetry.Of("voicelake.bronze.copy.duration").Count.ShouldBe(3);
        _telemetry.Of("voicelake.stage.duration").ShouldHaveSingleItem().Tags["voicelake.stage"].ShouldBe("bronze");
    }

    [Fact]
    public async Task Silver_tells_of_each_archive_below_its_run_as_the_report_does()
    {
        var lake = DataLake.Open(_folder.PathOf("lake"));
        await SilverLake.PutAsync(lake, ("a-20100203-abc.tgz", ArchiveBuilder.Whole().Tgz()), ("b-20100203-abc.tgz", ArchiveBuilder.Whole().Without("etc/README").Tgz()), ("c-20100203-abc.tgz", "no archive"u8.ToArray()));

        var report = await InsideAsync(() => SilverStage.RunAsync(lake, cancellationToken: Token));

        var run = _telemetry.Named("silver.run").ShouldHaveSingleItem();
        run.GetTagItem("voicelake.run.id").ShouldBe(report.RunId);
        run.GetTagItem("voicelake.clips.good").ShouldBe(report.Clips.Good);
        run.GetTagItem("voicelake.submissions.quarantined").ShouldBe(1L);
        var decoded = _telemetry.Named("silver.decode");
        decoded.Count.ShouldBe(3);
        decoded.ShouldAllBe(span => span.ParentSpanId == run.SpanId);
        decoded.Sum(span => (long)span.GetTagItem("voicelake.clips.good")!).ShouldBe(report.Clips.Good);
        _telemetry.Sum("voicelake.silver.archives", "voicelake.outcome", "good").ShouldBe(report.Submissions.Good);
        _telemetry.Sum("voicelake.silver.archives", "voicelake.outcome", "quarantined").ShouldBe(report.Submissions.Quarantined);
        _telemetry.Sum("voicelake.silver.clips", "voicelake.outcome", "good").ShouldBe(report.Clips.Good);
        _telemetry.Of("voicelake.silver.findings").GroupBy(value => (string)value.Tags["voicelake.rule"]!).ToDictionary(rule => rule.Key, rule => (long)rule.Sum(value => value.Value))
            .ShouldBe(report.Findings.ToDictionary(), ignoreOrder: true);
        _telemetry.Sum("voicelake.lake.rows", "voicelake.table", SilverStage.ClipsTable).ShouldBe(report.Clips.Good);
        var writes = _telemetry.Named("lake.write").Where(span => Equals(span.GetTagItem("voicelake.run.id"), report.RunId)).ToList();
        writes.Select(span => (string)span.GetTagItem("voicelake.table")!).Distinct().ShouldBe([SilverStage.ClipsTable, SilverStage.QuarantineTable, SilverStage.SubmissionsTable]);
        writes.ShouldAllBe(span => span.ParentSpanId == run.SpanId);

        await InsideAsync(() => SilverStage.RunAsync(lake, cancellationToken: Token));

        _telemetry.Sum("voicelake.silver.archives", "voicelake.outcome", "unchanged").ShouldBe(3);
        _telemetry.Sum("voicelake.silver.clips", "voicelake.outcome", "unchanged").ShouldBe(report.Clips.In);
    }

    [Fact]
    public async Task Gold_tells_of_clips_and_windows_as_the_report_does()
    {
        using var gold = new GoldLake();
        SilverClip[] clips = [SilverClips.Clip("a-1/one", "anna", samples: 20_000, seed: 1), SilverClips.Clip("a-1/two", "anna", samples: 70_000, seed: 2)];

        var report = await InsideAsync(() => gold.RunAsync(clips));
        await InsideAsync(() => gold.RunAsync());

        var runs = _telemetry.Named("gold.run");
        runs.Count.ShouldBe(2);
        runs[0].GetTagItem("voicelake.run.id").ShouldBe(report.RunId);
        runs[0].GetTagItem("voicelake.windows").ShouldBe(report.WindowsWritten);
        _telemetry.Sum("voicelake.gold.clips", "voicelake.outcome", "good").ShouldBe(report.Clips.Good);
        _telemetry.Sum("voicelake.gold.clips", "voicelake.outcome", "unchanged").ShouldBe(2);
        _telemetry.Sum("voicelake.gold.windows").ShouldBe(report.WindowsWritten);
        _telemetry.Sum("voicelake.lake.rows", "voicelake.table", GoldStage.WindowsTable).ShouldBe(report.WindowsWritten);
    }

    [Fact]
    public async Task A_stage_that_fails_says_so_by_the_type_of_the_error_alone()
    {
        var lake = DataLake.Open(_folder.PathOf("lake"));

        await InsideAsync(() => Should.ThrowAsync<LakeException>(() => SilverStage.RunAsync(lake, cancellationToken: Token)));

        var run = _telemetry.Named("silver.run").ShouldHaveSingleItem();
        run.Status.ShouldBe(ActivityStatusCode.Error);
        run.StatusDescription.ShouldBeNull();
        run.GetTagItem("error.type").ShouldBe("VoiceLake.Lake.LakeTableNotFoundException");
        _telemetry.Of("voicelake.stage.duration").ShouldHaveSingleItem().Tags["error.type"].ShouldBe("VoiceLake.Lake.LakeTableNotFoundException");
    }

    [Fact]
    public async Task What_is_secret_in_an_address_is_in_no_tag()
    {
        var secret = SecretLedger.Note("sig-" + Guid.NewGuid().ToString("N"));
        await using var scenario = new CopyScenario(_ => new Answer(200, CopyScenario.Archive));
        var item = new SubmissionItem(scenario.Address.AbsoluteUri.Replace("127", $"user:{secret}@127", StringComparison.Ordinal), $"x.tgz?sv=1&sig={secret}", "x.tgz");
        var manifest = _folder.PathOf("manifest.json");
        await File.WriteAllBytesAsync(manifest, System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(new[] { item }), Token);

        await InsideAsync(() => BronzeStage.RunAsync(scenario.Lake, SubmissionSource.Open(manifest), scenario.Options, cancellationToken: Token));

        _telemetry.Named("bronze.copy").ShouldHaveSingleItem().GetTagItem("url.full").ShouldBe(scenario.Address + "x.tgz");
        var tags = _telemetry.Spans.SelectMany(span => span.TagObjects).Concat(_telemetry.Values.SelectMany(value => value.Tags)).ToList();
        tags.Count.ShouldBeGreaterThan(10);
        tags.ShouldAllBe(tag => !$"{tag.Value}".Contains(secret));
        AttackLedger.Withstood("telemetry", "a signature, a user and a password in a source's address", 3, "in no tag of a span or metric");
    }

    /// <summary>Below the recorder's root, which a constructor cannot make the surroundings of a test.</summary>
    private async Task<T> InsideAsync<T>(Func<Task<T>> work)
    {
        Activity.Current = _telemetry.Root;
        return await work();
    }
}
