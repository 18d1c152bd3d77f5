using System.Text;
using VoiceLake.DataFactory.Running.Activities;
using VoiceLake.DataFactory.Tests.Running.Activities;
using VoiceLake.Tests.Bronze;

namespace VoiceLake.DataFactory.Tests.Running.Stores;

public sealed class HttpReadingTests : IDisposable
{
    private readonly WorkBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Method_headers_and_body_are_those_of_the_settings()
    {
        await using var server = await WebServer.StartAsync(WebServer.Text(200, "{\"a\": 1}"));
        _bench.AddWebDataset("rows", "Json", server.Address);

        await _bench.LookupAsync("rows", "", "'storeSettings': {'type': 'HttpReadSettings', 'requestMethod': 'POST', 'requestBody': 'ask', 'additionalHeaders': 'X-One: 1\\nX-Two: a: b\\n', 'requestTimeout': '00:00:30'}");

        var seen = server.Seen.Single();
        (seen.Method, seen.Body, seen.Headers["X-One"], seen.Headers["X-Two"]).ShouldBe(("POST", "ask", "1", "a: b"));
    }

    [Theory]
    [InlineData("'requestMethod': 'PUT'", "UserErrorNotSupportedLocally: lookup.source.storeSettings: requestMethod 'PUT' is not supported here: use GET or POST.")]
    [InlineData("'requestBody': 'x'", "UserErrorInvalidProperty: lookup.source.storeSettings: requestBody goes with requestMethod POST alone")]
    [InlineData("'additionalHeaders': 'nonsense'", "UserErrorInvalidProperty: lookup.source.storeSettings: 'nonsense' is no header")]
    [InlineData("'requestTimeout': 'soon'", "UserErrorInvalidProperty: lookup.source.storeSettings: 'requestTimeout' is \"soon\" where a time such as")]
    [InlineData("'partitionRootPath': 'x'", "UserErrorNotSupportedLocally: lookup.source.storeSettings: 'partitionRootPath' of HttpReadSettings is not supported here")]
    [InlineData("'enablePartitionDiscovery': true", "UserErrorNotSupportedLocally: lookup.source.storeSettings: 'enablePartitionDiscovery' of HttpReadSettings is supported here as false alone")]
    public async Task Settings_that_do_not_work_fail_by_their_name(string settings, string message)
    {
        _bench.AddWebDataset("rows", "Json", new Uri("http://127.0.0.1:9/"));

        (await Should.ThrowAsync<ActivityFailure>(_bench.LookupAsync("rows", "", $"'storeSettings': {{'type': 'HttpReadSettings', {settings}}}"))).Message.ShouldStartWith(message);
    }

    [Fact]
    public async Task A_server_that_gives_no_answer_is_given_up_after_its_time()
    {
        await using var server = new ScriptedServer(_ => new Answer(0) { Ending = Ending.StayOpen });
        using var bench = new WorkBench(new SteppedTime()).AddWebDataset("rows", "Json", server.Address);

        (await Should.ThrowAsync<ActivityFailure>(bench.LookupAsync("rows", "", "'storeSettings': {'type': 'HttpReadSettings', 'requestTimeout': '00:20:00'}"))).Message
            .ShouldBe($"HttpFileFailedToRead: '{server.Address}' gave no answer within 00:20:00: check the address, or raise requestTimeout.");
    }

    [Fact]
    public async Task Rows_that_end_too_early_fail()
    {
        await using var server = new ScriptedServer(_ => new Answer(200, Encoding.UTF8.GetBytes("{\"a\": 1}\n{\"a\": 2}\n")) { CutAfter = 9 });
        _bench.AddWebDataset("rows", "Json", server.Address);

        (await Should.ThrowAsync<ActivityFailure>(_bench.LookupAsync("rows", "'firstRowOnly': false"))).Message
            .ShouldBe($"HttpFileFailedToRead: the connection to '{server.Address}' was cut after 9 bytes of 18: run again.");
    }
}
