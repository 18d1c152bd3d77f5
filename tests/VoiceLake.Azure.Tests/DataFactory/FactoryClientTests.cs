using System.Text.Json.Nodes;
using Azure.Core;
using Azure.Identity;
using VoiceLake.Azure.DataFactory;
using VoiceLake.Azure.DataFactory.Runs;
using VoiceLake.DataFactory.Model;
using VoiceLake.DataFactory.Running;
using VoiceLake.DataFactory.Serving;
using VoiceLake.Lake;
using VoiceLake.Tests.Support;
using static VoiceLake.Azure.Tests.DataFactory.LocalFactory;

namespace VoiceLake.Azure.Tests.DataFactory;

public sealed class FactoryClientTests : IAsyncLifetime
{
    private static readonly WaitActivity First = new("First", 0);
    private LocalFactory _factory = null!;

    public async ValueTask InitializeAsync()
    {
        _factory = await LocalFactory.StartAsync();
        await _factory.DeployAsync(new FactoryFolder(
        [
            new Factory("voicelake", "westeurope"),
            new Pipeline("quick", First, new WaitActivity("Second", 0).After(First)).WithParameter("who", "string", "nobody"),
            new Pipeline("long", new WaitActivity("Hour", 3600)),
            new Pipeline("fails", new FailActivity("Give up", "No good", "E1")),
        ]));
    }

    public ValueTask DisposeAsync() => _factory.DisposeAsync();

    [Fact]
    public async Task A_run_is_started_and_followed_to_its_end_and_every_activity_is_told_of_once()
    {
        var runId = await _factory.Client.StartRunAsync("quick", new JsonObject { ["who"] = "me" }, cancellationToken: Token);

        var told = await _factory.Client.FollowAsync(runId, Token).ToListAsync(Token);

        told[^1].Run.Status.ShouldBe(RunStatus.Succeeded);
        told[^1].Run.Parameters["who"].ShouldBe("me");
        told.SelectMany(progress => progress.Begun).Select(activity => activity.ActivityName).ShouldBe(["First", "Second"]);
        told.SelectMany(progress => progress.Ended).Select(activity => $"{activity.ActivityName} {activity.Status}").ShouldBe(["First Succeeded", "Second Succeeded"]);
    }

    [Fact]
    public async Task A_run_that_fails_tells_why()
    {
        var runId = await _factory.Client.StartRunAsync("fails", cancellationToken: Token);

        var last = await _factory.Client.FollowAsync(runId, Token).LastAsync(Token);

        last.Run.Status.ShouldBe(RunStatus.Failed);
        var activity = await _factory.Client.QueryActivitiesAsync(runId, Token).SingleAsync(Token);
        (activity.Error.ErrorCode, activity.Error.Message).ShouldBe(("E1", "No good"));
    }

    [Fact]
    public async Task A_run_is_cancelled_and_runs_are_listed_by_how_they_stand()
    {
        var cancelled = await _factory.Client.StartRunAsync("long", cancellationToken: Token);
        await _factory.Client.CancelAsync(cancelled, cancellationToken: Token);
        (await _factory.Client.FollowAsync(cancelled, Token).LastAsync(Token)).Run.Status.ShouldBe(RunStatus.Cancelled);
        await _factory.Client.FollowAsync(await _factory.Client.StartRunAsync("quick", cancellationToken: Token), Token).LastAsync(Token);

        (await IdsAsync(new RunFilter { Status = RunStatus.Cancelled })).ShouldBe([cancelled]);
        (await IdsAsync(new RunFilter { Pipeline = "long" })).ShouldBe([cancelled]);
        (await IdsAsync(new RunFilter())).Count.ShouldBe(2);
        (await Should.ThrowAsync<FactoryRequestException>(() => _factory.Client.CancelAsync(cancelled, cancellationToken: Token))).Message.ShouldContain("has ended");
    }

    [Fact]
    public async Task A_failed_run_is_run_again_from_its_failure_in_its_group()
    {
        var first = await _factory.Client.StartRunAsync("fails", cancellationToken: Token);
        await _factory.Client.FollowAsync(first, Token).LastAsync(Token);

        var again = await _factory.Client.StartRunAsync("fails", rerunOf: first, fromFailure: true, cancellationToken: Token);

        (await _factory.Client.GetRunAsync(again, Token)).RunGroupId.ShouldBe(first);
        await _factory.Client.FollowAsync(again, Token).LastAsync(Token);
    }

    [Fact]
    public async Task A_wrong_token_is_told_with_its_remedy()
    {
        var refused = await Should.ThrowAsync<FactoryRequestException>(() => _factory.ClientFor("wrong-but-long-enough").GetRunAsync("x", Token));

        (refused.Status, refused.Code).ShouldBe((401, "InvalidAuthenticationToken"));
        refused.Remedy.ShouldContain("the token that the server gave at its start");
    }

    [Fact]
    public async Task Where_nobody_is_signed_in_no_request_is_sent_and_it_is_said_how_to_sign_in()
    {
        var client = new FactoryClient(_factory.Client.Address, DelegatedTokenCredential.Create((_, _) => throw new CredentialUnavailableException("a list of all that was tried")));

        var refused = await Should.ThrowAsync<FactoryRequestException>(() => client.GetRunAsync("x", Token));

        refused.Message.ShouldBe("pipelineruns/x: nobody is signed in here (NoToken). Sign in ('az login'), or set AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET.");
    }

    [Fact]
    public async Task A_server_that_shows_another_certificate_gets_no_token()
    {
        using var folder = new TemporaryFolder();
        await using var other = await FactoryServer.StartAsync(DataLake.Open(folder.Path), cancellationToken: Token);

        var refused = await Should.ThrowAsync<FactoryRequestException>(() => _factory.ClientFor(_factory.Server.Token, other.CertificatePem).GetRunAsync("x", Token));

        refused.Code.ShouldBe("NoAnswer");
        refused.Remedy.ShouldContain("is its certificate the pinned one");
    }

    [Fact]
    public void A_token_is_never_sent_in_the_clear()
    {
        var address = new FactoryAddress(new Uri("http://127.0.0.1:1/"), "s", "g", "f");

        Should.Throw<ArgumentException>(() => new FactoryClient(address, DelegatedTokenCredential.Create((_, _) => default))).Message.ShouldContain("not over HTTPS");
    }

    [Theory]
    [InlineData("../../x")]
    [InlineData("a/b")]
    [InlineData("a?b#c")]
    public async Task A_name_is_never_taken_for_a_path(string name)
    {
        var refused = await Should.ThrowAsync<FactoryRequestException>(() => _factory.Client.StartRunAsync(name, cancellationToken: Token));

        refused.Status.ShouldBe(404);
        refused.Code.ShouldBe("PipelineNotFound");
    }

    [Fact]
    public void Azure_is_an_address_like_any_other() =>
        new Uri(FactoryAddress.InAzure("s", "g", "f").Endpoint, FactoryAddress.InAzure("s", "g", "f").Id).ShouldBe(new Uri("https://management.azure.com/subscriptions/s/resourceGroups/g/providers/Microsoft.DataFactory/factories/f"));

    private async Task<List<string>> IdsAsync(RunFilter filter) => await _factory.Client.QueryRunsAsync(filter, Token).Select(run => run.RunId).ToListAsync(Token);
}
