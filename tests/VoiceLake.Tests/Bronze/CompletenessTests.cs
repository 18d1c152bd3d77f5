using System.Security.Cryptography;
using VoiceLake.Tests.Support;

namespace VoiceLake.Tests.Bronze;

public class CompletenessTests
{
    private const string Tag = "ETag: \"v1\"";

    private static byte[] Archive => CopyScenario.Archive;

    [Theory]
    [InlineData(nameof(Framing.Length))]
    [InlineData(nameof(Framing.Chunks))]
    [InlineData(nameof(Framing.Connection))]
    public async Task A_whole_body_is_taken_with_one_request_whatever_ends_it(string framing)
    {
        await using var scenario = new CopyScenario(_ => new Answer(200, Archive, Tag) { Framing = Enum.Parse<Framing>(framing) });

        await scenario.RunAsync();

        scenario.Requests.Count.ShouldBe(1);
        scenario.Visible().ShouldBe(Archive);
        (await scenario.RowsAsync()).ShouldHaveSingleItem().Bytes.ShouldBe(Archive.Length);
    }

    [Theory]
    [InlineData(nameof(Framing.Length), nameof(Ending.Close))]
    [InlineData(nameof(Framing.Chunks), nameof(Ending.Close))]
    [InlineData(nameof(Framing.Connection), nameof(Ending.Close))]
    [InlineData(nameof(Framing.Length), nameof(Ending.Reset))]
    [InlineData(nameof(Framing.Chunks), nameof(Ending.Reset))]
    [InlineData(nameof(Framing.Connection), nameof(Ending.Reset))]
    public async Task A_cut_body_is_never_taken_for_whole(string framing, string ending)
    {
        await using var scenario = new CopyScenario(_ =>
            new Answer(200, Archive, Tag) { Framing = Enum.Parse<Framing>(framing), CutAfter = Archive.Length - 1, Ending = Enum.Parse<Ending>(ending) });

        var report = await scenario.RunAsync();

        var failure = report.Failures.ShouldHaveSingleItem();
        (failure.Rule, failure.Tries, failure.Status).ShouldBe(("copy-cut-short", 4, 200));
        scenario.Visible().ShouldBeNull();
        (await scenario.FailuresAsync()).ShouldHaveSingleItem().Name.ShouldBe("x.tgz");
        AttackLedger.Withstood("source", "a body cut, closed or reset, whatever tells its end", 1, "never taken for whole");
    }

    [Fact]
    public async Task A_body_cut_with_its_connection_is_resumed()
    {
        await using var scenario = new CopyScenario(request => request.Number == 1
            ? new Answer(200, Archive, Tag) { Framing = Framing.Connection, CutAfter = 5_000 }
            : new Answer(206, Archive[5_000..], Tag, $"Content-Range: bytes 5000-{Archive.Length - 1}/{Archive.Length}"));

        await scenario.RunAsync();

        scenario.Requests.Select(request => (request.Method, request["Range"])).ShouldBe([("GET", null), ("HEAD", null), ("GET", "bytes=5000-")]);
        scenario.Visible().ShouldBe(Archive);
    }

    [Fact]
    public async Task An_archive_that_is_truncated_at_its_source_is_kept_as_it_came_once_the_source_confirms_its_length()
    {
        var truncated = Archive[..9_000];
        await using var scenario = new CopyScenario(request => request.Number == 1
            ? new Answer(200, truncated, Tag) { Framing = Framing.Connection }
            : new Answer(416, [], "Content-Range: bytes */9000"));

        var report = await scenario.RunAsync();

        report.Copied.ShouldBe(1);
        scenario.Visible().ShouldBe(truncated);
    }

    [Fact]
    public async Task A_length_that_only_a_head_request_tells_is_enough()
    {
        var truncated = Archive[..9_000];
        await using var scenario = new CopyScenario(request => new Answer(200, truncated, Tag) { Framing = request.Method == "HEAD" ? Framing.Length : Framing.Connection });

        await scenario.RunAsync();

        scenario.Requests.Select(request => request.Method).ShouldBe(["GET", "HEAD"]);
        scenario.Visible().ShouldBe(truncated);
    }

    [Fact]
    public async Task A_length_that_a_head_request_tells_of_another_version_is_not_enough()
    {
        await using var scenario = new CopyScenario(request => request.Method == "HEAD"
            ? new Answer(200, Archive[..9_000], "ETag: \"v2\"")
            : new Answer(200, Archive, Tag) { Framing = Framing.Connection, CutAfter = 9_000 });

        (await scenario.RunAsync()).Failures.ShouldHaveSingleItem().Rule.ShouldBe("copy-cut-short");
        scenario.Visible().ShouldBeNull();
        AttackLedger.Withstood("source", "a length told of another version", 1, "never taken for whole");
    }

    [Fact]
    public async Task An_empty_file_is_kept_as_it_came()
    {
        await using var scenario = new CopyScenario(_ => new Answer(200, [], Tag));

        await scenario.RunAsync();
        var again = await scenario.RunAsync();

        scenario.Visible().ShouldBe([]);
        again.Submissions.Unchanged.ShouldBe(1);
    }

    [Fact]
    public async Task Bytes_that_do_not_fit_the_stated_checksum_are_refused()
    {
        var digest = $"Repr-Digest: sha-512=:AAAA:, sha-256=:{Convert.ToBase64String(SHA256.HashData(Archive))}:";
        await using var scenario = new CopyScenario(request => new Answer(200, request.Number == 1 ? CopyScenario.OtherArchive : Archive, Tag, digest));
        await using var hopeless = new CopyScenario(_ => new Answer(200, CopyScenario.OtherArchive, Tag, digest));

        await scenario.RunAsync();
        var report = await hopeless.RunAsync();

        scenario.Visible().ShouldBe(Archive);
        report.Failures.ShouldHaveSingleItem().Rule.ShouldBe("copy-bad-digest");
        hopeless.Visible().ShouldBeNull();
        AttackLedger.Withstood("source", "bytes other than the stated digest", 1, "refused, a failure by name");
    }

    [Fact]
    public async Task A_body_is_kept_packed_even_where_the_server_calls_the_packing_an_encoding()
    {
        await using var scenario = new CopyScenario(_ => new Answer(200, Archive, Tag, "Content-Encoding: x-gzip", "Content-Type: application/x-tar"));

        await scenario.RunAsync();

        scenario.Visible().ShouldBe(Archive);
        scenario.Requests[0]["Accept-Encoding"].ShouldBe("identity");
        AttackLedger.Withstood("source", "an archive called an encoding", 1, "kept as it came");
    }

    [Fact]
    public async Task A_stalled_body_is_given_up_and_resumed()
    {
        await using var scenario = new CopyScenario(request => request.Number == 1
            ? new Answer(200, Archive, Tag) { CutAfter = 5_000, Ending = Ending.StayOpen }
            : new Answer(206, Archive[5_000..], Tag, $"Content-Range: bytes 5000-{Archive.Length - 1}/{Archive.Length}"));
        scenario.Options = scenario.Options with { StallTimeout = TimeSpan.FromMilliseconds(100) };

        await scenario.RunAsync();

        scenario.Requests[1]["Range"].ShouldBe("bytes=5000-");
        scenario.Visible().ShouldBe(Archive);
        AttackLedger.Withstood("source", "a body that stalls", 1, "given up in time and resumed");
    }

    [Fact]
    public async Task A_body_that_stalls_every_time_is_a_failure_by_that_name()
    {
        await using var scenario = new CopyScenario(_ => new Answer(200, Archive, Tag) { CutAfter = 0, Ending = Ending.StayOpen });
        scenario.Options = scenario.Options with { StallTimeout = TimeSpan.FromMilliseconds(50), MaxRetries = 1 };

        (await scenario.RunAsync()).Failures.ShouldHaveSingleItem().Detail.ShouldBe("the body brought nothing for 0.05 s");
        AttackLedger.Withstood("source", "a body that stalls every time", 1, "a failure by name");
    }
}
