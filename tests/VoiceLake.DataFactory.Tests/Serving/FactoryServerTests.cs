using System.Net;
using System.Net.Http.Headers;
using VoiceLake.DataFactory.Serving;
using VoiceLake.Tests.Support;
using static VoiceLake.DataFactory.Tests.Serving.ServedFactory;

namespace VoiceLake.DataFactory.Tests.Serving;

public sealed class FactoryServerTests
{
    [Theory]
    [InlineData(null, "AuthenticationFailed")]
    [InlineData("Bearer wrong-but-long-enough", "InvalidAuthenticationToken")]
    [InlineData("Bearer ", "InvalidAuthenticationToken")]
    [InlineData("Basic dXNlcjpwYXNz", "InvalidAuthenticationToken")]
    public async Task A_request_without_the_token_is_refused_as_Resource_Manager_does(string? authorization, string code)
    {
        await using var served = await ServedFactory.StartAsync();
        served.Http.DefaultRequestHeaders.Authorization = null;
        if (authorization is not null)
        {
            served.Http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", authorization);
        }

        var answer = await served.SendAsync("PUT", Root, "{}");

        answer.Status.ShouldBe(401);
        answer.Code.ShouldBe(code);
        answer.Headers.WwwAuthenticate.Single().Scheme.ShouldBe("Bearer");
        served.Http.DefaultRequestHeaders.Remove("Authorization");
        served.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", served.Server.Token);
        (await served.SendAsync("GET", Root)).Status.ShouldBe(404);
    }

    [Fact]
    public async Task A_prefix_of_the_token_is_not_the_token()
    {
        await using var served = await ServedFactory.StartAsync();
        served.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", served.Server.Token[..^1]);

        (await served.SendAsync("GET", Root)).Status.ShouldBe(401);
    }

    [Theory]
    [InlineData("?api-version=2017-09-01-preview", "InvalidApiVersionParameter")]
    [InlineData("?api-version=", "InvalidApiVersionParameter")]
    [InlineData("?api-version=2018-06-01&api-version=2018-06-01", "InvalidApiVersionParameter")]
    [InlineData("?not-api-version=2018-06-01", "MissingApiVersionParameter")]
    public async Task An_api_version_other_than_the_one_is_refused(string query, string code)
    {
        await using var served = await ServedFactory.StartAsync();

        var answer = await served.SendAsync("GET", Root + query);

        answer.Status.ShouldBe(400);
        answer.Code.ShouldBe(code);
    }

    [Fact]
    public async Task A_client_that_pins_nothing_is_not_served_and_the_plain_protocol_is_not_spoken()
    {
        await using var served = await ServedFactory.StartAsync();
        using var trusting = new HttpClient();

        await Should.ThrowAsync<HttpRequestException>(() => trusting.GetAsync(served.Server.Address, TestContext.Current.CancellationToken));
        await Should.ThrowAsync<HttpRequestException>(() => trusting.GetAsync(new UriBuilder(served.Server.Address) { Scheme = "http" }.Uri, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task It_is_reached_through_loopback_alone()
    {
        await using var served = await ServedFactory.StartAsync();

        served.Server.Address.Host.ShouldBe("127.0.0.1");
        served.Server.Address.Scheme.ShouldBe("https");
    }

    [Fact]
    public async Task A_body_above_the_limit_is_refused()
    {
        await using var served = await ServedFactory.StartAsync(new FactoryServerOptions { MaxBodyBytes = 1_000 });

        var answer = await served.SendAsync("PUT", Root, $$"""{"location":"{{new string('x', 2_000)}}"}""");

        answer.Status.ShouldBe(413);
        answer.Code.ShouldBe("RequestContentTooLarge");
    }

    [Fact]
    public async Task A_certificate_with_a_folder_survives_a_restart_and_only_its_owner_may_read_it()
    {
        using var folder = new TemporaryFolder();
        await using var served = await ServedFactory.StartAsync(new FactoryServerOptions { CertificateFolder = folder.PathOf("keys") });
        var before = served.Server.CertificatePem;

        await served.RestartAsync();

        served.Server.CertificatePem.ShouldBe(before);
        var file = Directory.GetFiles(folder.PathOf("keys")).Single();
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
            (await Should.ThrowAsync<IOException>(served.RestartAsync)).Message.ShouldContain("chmod 600");
        }
    }

    [Fact]
    public async Task The_lake_may_not_be_given_a_weak_token()
    {
        using var folder = new TemporaryFolder();

        var refused = await Should.ThrowAsync<ArgumentException>(() => FactoryServer.StartAsync(Lake.DataLake.Open(folder.Path), new FactoryServerOptions { Token = "short" }, TestContext.Current.CancellationToken));

        refused.Message.ShouldContain("at least 16");
    }

    [Fact]
    public async Task What_is_not_served_is_told_in_the_same_form()
    {
        await using var served = await ServedFactory.StartAsync();

        var answer = await served.SendAsync("GET", "/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts");

        answer.Status.ShouldBe((int)HttpStatusCode.NotFound);
        answer.Code.ShouldBe("InvalidResourceType");
    }
}
