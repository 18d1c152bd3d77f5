using System.Net;
using System.Net.Sockets;
using VoiceLake.Azure.Checks;
using VoiceLake.Azure.Storage;
using VoiceLake.Azure.Tests.Storage.Dfs;
using VoiceLake.Tests.Support;
using VoiceLake.Tests.Support.Dfs;

namespace VoiceLake.Azure.Tests.Checks;

/// <summary>The check against accounts on loopback: one that answers, one that refuses, one that is silent, one that is not there.</summary>
public sealed class AccountCheckTests
{
    private static readonly AzureCheckLimits Quick = new() { RetryDelay = TimeSpan.FromMilliseconds(1) };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_account_that_takes_everything_is_all_right()
    {
        await using var lake = await DfsLake.StartAsync();

        var lines = await Check(lake, LakeCredential.AccountKey(lake.Server.Key)).RunAsync(Token);

        lines.Select(line => (line.Needed, line.Ok)).ShouldBe([
            ("somebody is signed in", true),
            ("bronze can be written, read, listed and emptied", true),
            ("silver can be written, read, listed and emptied", true),
            ("gold can be written, read, listed and emptied", true),
            ("miscellaneous can be written, read, listed and emptied", true),
            ("the account answers", true)]);
        lines[0].Found.ShouldBe("AccountKey of voicelaketest");
    }

    [Fact]
    public async Task A_signature_that_only_reads_is_told_that_reading_and_listing_work_and_how_to_make_one_that_writes()
    {
        await using var lake = await DfsLake.StartAsync();
        await FillAsync(lake);
        var signature = TestSas.OfAccount(lake.Server, "rl", "co");

        var lines = await Check(lake, LakeCredential.Sas(signature)).RunAsync(Token);

        lines.Select(line => line.Ok).ShouldBe([true, false, false, false, false]);
        lines.Skip(1).ShouldAllBe(line => line.Found == "read, listed; not written: what only reads the lake runs");
        lines.Skip(1).Select(line => line.Remedy).Distinct().ShouldHaveSingleItem().ShouldBe(
            $"abfs://{lake.Server.Address.Authority}/voicelaketest refused the credential (Sas) with AuthorizationPermissionMismatch, HTTP 403. The signature does not carry the permission for this, w (write); it carries rl: "
            + "make a new one with the permissions racwdl (read, add, create, write, delete, list), for the service Blob and the resource types container and object.");
    }

    [Theory]
    [InlineData("r", "read; not written, not listed")]
    [InlineData("l", "listed; not written, not read")]
    public async Task What_a_signature_allows_of_reading_and_listing_is_told_apart(string permissions, string found)
    {
        await using var lake = await DfsLake.StartAsync();
        await FillAsync(lake);

        var lines = await Check(lake, LakeCredential.Sas(TestSas.OfAccount(lake.Server, permissions, "co"))).RunAsync(Token);

        lines.Skip(1).Select(line => line.Found).ShouldBe([found, found, found, found]);
    }

    [Fact]
    public async Task A_key_that_is_refused_has_one_remedy_for_all_containers()
    {
        await using var lake = await DfsLake.StartAsync();
        var wrong = SecretLedger.Note(Convert.ToBase64String(Guid.NewGuid().ToByteArray()));

        var lines = await Check(lake, LakeCredential.AccountKey(wrong)).RunAsync(Token);

        lines.Skip(1).ShouldAllBe(line => !line.Ok && line.Found == "nothing");
        lines.Skip(1).Select(line => line.Remedy).Distinct().ShouldHaveSingleItem().ShouldContain("Is AZURE_STORAGE_KEY a key of 'voicelaketest'");
        string.Join('\n', lines).ShouldNotContain(wrong);
    }

    [Theory]
    [InlineData("abfs")]
    [InlineData("http")]
    public async Task Where_nothing_listens_it_is_one_line_and_no_container_is_tried(string scheme)
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Dispose();

        var lines = await Check($"{scheme}://127.0.0.1:{port}/devstoreaccount1", Quick).RunAsync(Token);

        lines.Select(line => (line.Needed, line.Ok)).ShouldBe([("somebody is signed in", true), ("the account answers", false)]);
        lines[1].Found.ShouldBe("no answer");
        lines[1].Remedy.ShouldStartWith($"no answer from {scheme}://127.0.0.1:{port}/devstoreaccount1 (3 tries): ");
        lines[1].Remedy.ShouldEndWith("Check the address and the network; an emulator must run.");
    }

    [Theory]
    [InlineData("abfs")]
    [InlineData("http")]
    public async Task A_server_that_takes_the_connection_and_never_answers_is_given_up_with_one_line(string scheme)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var address = $"{scheme}://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/devstoreaccount1";

        var lines = await Check(address, Quick with { FirstContact = TimeSpan.FromMilliseconds(100) }).RunAsync(Token);

        lines.Count.ShouldBe(2);
        lines[1].ShouldBe(new AzureCheckLine(
            "the account answers", false, "no answer", $"{address} did not answer within 0.1 s: check the account's name, and that the network lets this machine through to it (firewall, proxy, VPN)."));
    }

    [Fact]
    public async Task A_server_that_cuts_its_first_answer_and_then_never_answers_is_given_up_with_one_line()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        _ = CutFirstAsync(listener);
        var address = $"abfs://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/devstoreaccount1";

        var lines = await Check(address, Quick with { FirstContact = TimeSpan.FromMilliseconds(400) }).RunAsync(Token);

        lines.Count.ShouldBe(2);
        lines[1].Remedy.ShouldStartWith($"{address} did not answer within 0.4 s: ");

        static async Task CutFirstAsync(TcpListener listener)
        {
            using var first = await listener.AcceptTcpClientAsync(Token);
            await first.GetStream().ReadAtLeastAsync(new byte[1], 1, throwOnEndOfStream: false, Token);
            await first.GetStream().WriteAsync("HTTP/1.1 2"u8.ToArray(), Token);
        }
    }

    [Fact]
    public async Task An_account_that_falls_silent_on_the_way_ends_the_check()
    {
        await using var lake = await DfsLake.StartAsync();
        lake.Server.Fault = (operation, _, _) => operation == "create file system" ? DfsFault.BeforeItIsDone : null;

        var lines = await Check(lake, LakeCredential.AccountKey(lake.Server.Key)).RunAsync(Token);

        lines.Select(line => (line.Needed, line.Ok, line.Found)).ShouldBe([
            ("somebody is signed in", true, "AccountKey of voicelaketest"),
            ("bronze can be written, read, listed and emptied", false, "nothing")]);
        lines[1].Remedy.ShouldStartWith($"no answer from abfs://{lake.Server.Address.Authority}/voicelaketest (3 tries): ");
    }

    private static async Task FillAsync(DfsLake lake)
    {
        using var store = lake.Open();
        foreach (var container in VoiceLake.Lake.LakeContainers.All)
        {
            await DfsLake.PutAsync(store, $"{container}/there", "x");
        }
    }

    private static AzureCheck Check(DfsLake lake, LakeCredential credential) =>
        new(AzureLakeAddress.Parse($"abfs://{lake.Server.Address.Authority}/{lake.Server.Account}"), () => lake.Options with { Credential = credential }, options => lake.Open(options)) { Limits = Quick };

    private static AzureCheck Check(string lake, AzureCheckLimits limits)
    {
        var address = AzureLakeAddress.Parse(lake);
        return new AzureCheck(address, () => new AzureLakeOptions(), options => AzureLakeStoreProvider.Open(address, options)) { Limits = limits };
    }
}
