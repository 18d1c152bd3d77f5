using VoiceLake.DataFactory.Running.Activities;
using VoiceLake.Tests.Bronze;

namespace VoiceLake.DataFactory.Tests.Running.Activities;

public sealed class CopyWorkTests : IDisposable
{
    private static readonly byte[] Content = [.. Enumerable.Range(0, 200_000).Select(i => (byte)(i * 7 % 251))];
    private static readonly byte[] Changed = [.. Content.Reverse()];

    private readonly WorkBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_file_comes_over_HTTP_byte_for_byte()
    {
        await using var server = new ScriptedServer(_ => new Answer(200, Content));
        Plant(server);

        var output = await _bench.CopyAsync("from", "to");

        (await _bench.BytesAsync("bronze/submissions/a.bin")).ShouldBe(Content);
        output["dataRead"]!.GetValue<long>().ShouldBe(Content.Length);
        output["dataWritten"]!.GetValue<long>().ShouldBe(Content.Length);
        output["filesRead"]!.GetValue<int>().ShouldBe(1);
        output["filesWritten"]!.GetValue<int>().ShouldBe(1);
        output["errors"]!.AsArray().ShouldBeEmpty();
        output["effectiveIntegrationRuntime"]!.ToString().ShouldBe("VoiceLake (this machine, not Azure)");
        output.ContainsKey("rowsCopied").ShouldBeFalse();
    }

    [Fact]
    public async Task A_second_try_asks_for_the_rest_of_the_same_version_only()
    {
        await using var server = new ScriptedServer(request => request["Range"] is null
            ? new Answer(200, Content, "ETag: \"v1\"") { CutAfter = 120_000 }
            : new Answer(206, Content[120_000..], "ETag: \"v1\"", "Content-Range: bytes 120000-199999/200000"));
        Plant(server);
        var failure = await Should.ThrowAsync<ActivityFailure>(_bench.CopyAsync("from", "to"));

        var output = await _bench.CopyAsync("from", "to");

        failure.ErrorCode.ShouldBe("2200");
        failure.Message.ShouldContain("was cut after 120000 bytes of 200000: run again");
        var last = server.Requests.Last();
        last["Range"].ShouldBe("bytes=120000-");
        last["If-Range"].ShouldBe("\"v1\"");
        output["dataKeptFromEarlierTry"]!.GetValue<long>().ShouldBe(120_000);
        output["dataRead"]!.GetValue<long>().ShouldBe(Content.Length);
        (await _bench.BytesAsync("bronze/submissions/a.bin")).ShouldBe(Content);
    }

    [Theory]
    [InlineData("\"v1\"", "\"v2\"")]
    [InlineData(null, null)]
    [InlineData("W/\"v1\"", "W/\"v1\"")]
    public async Task A_source_that_changed_or_does_not_tell_its_version_starts_over(string? before, string? after)
    {
        await using var server = new ScriptedServer(request => request.Number == 1
            ? new Answer(200, Content, Tag(before)) { CutAfter = 120_000 }
            : new Answer(200, Changed, Tag(after)));
        Plant(server);
        await Should.ThrowAsync<ActivityFailure>(_bench.CopyAsync("from", "to"));

        var output = await _bench.CopyAsync("from", "to");

        server.Requests.ShouldAllBe(request => request["Range"] == null);
        output.ContainsKey("dataKeptFromEarlierTry").ShouldBeFalse();
        (await _bench.BytesAsync("bronze/submissions/a.bin")).ShouldBe(Changed);
    }

    [Fact]
    public async Task A_server_without_ranges_sends_the_whole_again()
    {
        await using var server = new ScriptedServer(request => new Answer(200, Content, "ETag: \"v1\"") { CutAfter = request.Number == 1 ? 120_000 : null });
        Plant(server);
        await Should.ThrowAsync<ActivityFailure>(_bench.CopyAsync("from", "to"));

        await _bench.CopyAsync("from", "to");

        server.Requests.Last()["Range"].ShouldBe("bytes=120000-");
        (await _bench.BytesAsync("bronze/submissions/a.bin")).ShouldBe(Content);
    }

    [Theory]
    [InlineData(206, "Content-Range: bytes 0-199999/200000", "sent others (206, bytes 0-199999/200000)")]
    [InlineData(206, "Content-Range: bytes 120000-199999/250000", "says that the file has 250000 bytes, and 320000 came")]
    [InlineData(416, "Content-Range: bytes */200000", "answered 416")]
    public async Task A_rest_that_does_not_fit_is_not_taken_and_the_next_try_begins_anew(int status, string range, string message)
    {
        await using var server = new ScriptedServer(request => request.Number switch
        {
            1 => new Answer(200, Content, "ETag: \"v1\"") { CutAfter = 120_000 },
            3 => new Answer(status, Content, "ETag: \"v1\"", range),
            _ => new Answer(200, Content, "ETag: \"v1\""),
        });
        Plant(server);
        await Should.ThrowAsync<ActivityFailure>(_bench.CopyAsync("from", "to"));

        var second = await Should.ThrowAsync<ActivityFailure>(_bench.CopyAsync("from", "to"));
        await _bench.CopyAsync("from", "to");

        second.Message.ShouldContain(message);
        (await _bench.BytesAsync("bronze/submissions/a.bin")).ShouldBe(Content);
    }

    [Fact]
    public async Task Chunks_without_their_end_are_no_file()
    {
        await using var server = new ScriptedServer(_ => new Answer(200, Content) { Framing = Framing.Chunks, CutAfter = 1_000 });
        Plant(server);

        var failure = await Should.ThrowAsync<ActivityFailure>(_bench.CopyAsync("from", "to"));

        failure.Message.ShouldContain("was cut after 1000 bytes");
        (await _bench.NamesAsync("bronze")).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_answer_that_is_no_success_fails_with_its_status()
    {
        await using var server = new ScriptedServer(_ => new Answer(503));
        Plant(server);

        var failure = await Should.ThrowAsync<ActivityFailure>(_bench.CopyAsync("from", "to"));

        failure.ErrorCode.ShouldBe("2200");
        failure.Message.ShouldBe($"HttpFileFailedToRead: '{server.Address}files/a.bin' answered 503 Scripted: check the address, or try again when the server is up.");
    }

    [Theory]
    [InlineData("files/")]
    [InlineData("a%2F..%2F..%2Fb")]
    [InlineData("%5Cb")]
    public async Task An_address_without_a_file_s_name_asks_for_one(string path)
    {
        await using var server = new ScriptedServer(_ => new Answer(200, Content));
        _bench.AddWebDataset("from", "Binary", new Uri(server.Address, path)).AddDataset("to", "Binary", "bronze/submissions").AddDataset("named", "Binary", "bronze/submissions", "b");

        (await Should.ThrowAsync<ActivityFailure>(_bench.CopyAsync("from", "to"))).Message.ShouldEndWith("has no file's name at its end: state fileName in the sink's dataset.");
        await _bench.CopyAsync("from", "named");

        (await _bench.NamesAsync("bronze")).ShouldBe(["submissions/b"]);
    }

    private static string Tag(string? tag) => tag is null ? "X-None: none" : $"ETag: {tag}";

    private void Plant(ScriptedServer server) => _bench.AddWebDataset("from", "Binary", new Uri(server.Address, "files/a.bin")).AddDataset("to", "Binary", "bronze/submissions");
}
