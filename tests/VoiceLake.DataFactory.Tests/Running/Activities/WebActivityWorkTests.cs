using System.Text;
using VoiceLake.DataFactory.Running.Activities;

namespace VoiceLake.DataFactory.Tests.Running.Activities;

public sealed class WebActivityWorkTests : IDisposable
{
    private readonly WorkBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_JSON_answer_becomes_the_output_with_the_headers_beside_it()
    {
        await using var server = await WebServer.StartAsync(async context =>
        {
            context.Response.Headers["X-Job"] = "7";
            await WebServer.Text(200, """{"count": 2, "effective": "x"}""")(context);
        });

        var output = await _bench.RunAsync(Json(server, "GET"));

        output["count"]!.GetValue<int>().ShouldBe(2);
        output["ADFWebActivityResponseHeaders"]!["X-Job"]!.ToString().ShouldBe("7");
        output["effectiveIntegrationRuntime"]!.ToString().ShouldStartWith("VoiceLake");
    }

    [Theory]
    [InlineData("POST", "'body': {'a': [1, true]}", "{\"a\":[1,true]}", "application/json; charset=utf-8")]
    [InlineData("PUT", "'body': 'plain', 'headers': {'Content-Type': 'text/plain'}", "plain", "text/plain")]
    [InlineData("PATCH", "'body': ''", "", "application/json; charset=utf-8")]
    [InlineData("DELETE", "'headers': {'X-Why': 'old'}", "", null)]
    public async Task Method_body_and_headers_are_sent(string method, string more, string body, string? contentType)
    {
        await using var server = await WebServer.StartAsync(WebServer.Text(200, ""));

        await _bench.RunAsync(Json(server, method, more));

        server.Seen.TryDequeue(out var seen).ShouldBeTrue();
        seen.Method.ShouldBe(method);
        seen.Path.ShouldBe("/api/call?x=1");
        seen.Body.ShouldBe(body);
        seen.Headers.GetValueOrDefault("Content-Type").ShouldBe(contentType);
        seen.Headers.GetValueOrDefault("X-Why").ShouldBe(method == "DELETE" ? "old" : null);
    }

    [Theory]
    [InlineData("'password': 'secret'")]
    [InlineData("'password': {'type': 'SecureString', 'value': 'secret'}")]
    public async Task A_user_and_a_password_are_sent(string password)
    {
        await using var server = await WebServer.StartAsync(WebServer.Text(200, "{}"));

        await _bench.RunAsync(Json(server, "GET", $"'authentication': {{'type': 'Basic', 'username': 'ann', {password}}}"));

        server.Seen.Single().Headers["Authorization"].ShouldBe("Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("ann:secret")));
    }

    [Theory]
    [InlineData(404, "no such job", "2108", "/api/call?x=1' answered 404 Not Found: no such job")]
    [InlineData(200, "[1]", "2108", "the answer is JSON but no object")]
    [InlineData(200, "<html>", "2108", "the answer is no JSON")]
    public async Task Other_answers_fail(int status, string body, string code, string message)
    {
        await using var server = await WebServer.StartAsync(WebServer.Text(status, body));

        var failure = await Should.ThrowAsync<ActivityFailure>(_bench.RunAsync(Json(server, "GET")));

        failure.ErrorCode.ShouldBe(code);
        failure.Message.ShouldContain(message);
    }

    [Fact]
    public async Task An_answer_of_more_than_four_megabytes_fails()
    {
        await using var server = await WebServer.StartAsync(WebServer.Text(200, $"{{\"a\": \"{new string('x', 4 << 20)}\"}}"));

        (await Should.ThrowAsync<ActivityFailure>(_bench.RunAsync(Json(server, "GET")))).ErrorCode.ShouldBe("2001");
    }

    [Fact]
    public async Task An_answer_that_will_come_later_is_not_waited_for_by_mistake()
    {
        await using var server = await WebServer.StartAsync(async context =>
        {
            context.Response.Headers.Location = "/api/result";
            await WebServer.Text(202, "{}")(context);
        });

        var failure = await Should.ThrowAsync<ActivityFailure>(_bench.RunAsync(Json(server, "GET")));
        var output = await _bench.RunAsync(Json(server, "GET", "'turnOffAsync': true"));

        failure.Message.ShouldContain("waiting for it is not supported here: set turnOffAsync to true");
        output["ADFWebActivityResponseHeaders"]!["Location"]!.ToString().ShouldBe("/api/result");
    }

    [Theory]
    [InlineData("'authentication': {'type': 'MSI', 'resource': 'https://management.azure.com/'}", "GET", "2108", "UserErrorNotSupportedLocally: call.authentication: type 'MSI' is not supported here")]
    [InlineData("'connectVia': {'referenceName': 'x'}", "GET", "2108", "UserErrorNotSupportedLocally: call: 'connectVia' of WebActivity is not supported here")]
    [InlineData("'datasets': [{'referenceName': 'x'}]", "GET", "2108", "UserErrorNotSupportedLocally: call: datasets 'list with something in it' is not supported here")]
    [InlineData("", "POST", "2103", "call: POST asks for a body")]
    [InlineData("", "TRACE", "2108", "UserErrorNotSupportedLocally: call: method 'TRACE' is not supported here")]
    [InlineData("'httpRequestTimeout': '00:11:00'", "GET", "2108", "UserErrorInvalidProperty: call: httpRequestTimeout is 00:11:00")]
    public async Task What_is_not_supported_fails_by_its_name_before_anything_is_sent(string more, string method, string code, string message)
    {
        await using var server = await WebServer.StartAsync(WebServer.Text(200, "{}"));

        var failure = await Should.ThrowAsync<ActivityFailure>(_bench.RunAsync(Json(server, method, more)));

        failure.ErrorCode.ShouldBe(code);
        failure.Message.ShouldStartWith(message);
        server.Seen.ShouldBeEmpty();
    }

    private static string Json(WebServer server, string method, string more = "") =>
        $"{{'name': 'call', 'type': 'WebActivity', 'typeProperties': {{'url': '{server.Address}call?x=1', 'method': '{method}'{(more.Length == 0 ? "" : ", " + more)}}}}}";
}
