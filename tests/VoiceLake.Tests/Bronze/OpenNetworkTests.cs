using System.Net;
using VoiceLake.Bronze;
using VoiceLake.Bronze.Internals;
using VoiceLake.Tests.Support;

namespace VoiceLake.Tests.Bronze;

/// <summary>From the open network no source leads into a private one; a private one that the user gave is asked.</summary>
public class OpenNetworkTests
{
    // Literal addresses: nobody is asked for them.
    private static readonly Uri Open = new("http://93.184.216.34/corpus/");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("10.0.0.1")]
    [InlineData("100.64.0.1")]
    [InlineData("100.127.255.255")]
    [InlineData("127.0.0.1")]
    [InlineData("127.255.255.254")]
    [InlineData("169.254.169.254")]
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.0.0.8")]
    [InlineData("192.0.2.1")]
    [InlineData("192.168.1.1")]
    [InlineData("198.18.0.1")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("::ffff:a00:1")]
    [InlineData("::10.0.0.1")]
    [InlineData("64:ff9b::192.168.0.1")]
    [InlineData("64:ff9b:1::1")]
    [InlineData("2002:a00:1::")]
    [InlineData("2002:7f00:1::1")]
    [InlineData("2001:0:1234::1")]
    [InlineData("2001:db8::1")]
    [InlineData("fc00::1")]
    [InlineData("fd12:3456:789a::1")]
    [InlineData("fe80::1")]
    [InlineData("fec0::1")]
    [InlineData("ff02::1")]
    [InlineData("100::1")]
    public void An_address_that_not_everybody_reaches_is_not_of_the_open_network(string address)
    {
        OpenNetwork.Holds(IPAddress.Parse(address)).ShouldBeFalse();
        AttackLedger.Withstood("source", "addresses of private networks in every spelling", 1, "known as private");
    }

    [Theory]
    [InlineData("1.1.1.1")]
    [InlineData("93.184.216.34")]
    [InlineData("100.63.255.255")]
    [InlineData("100.128.0.0")]
    [InlineData("172.15.255.255")]
    [InlineData("172.32.0.1")]
    [InlineData("192.167.255.255")]
    [InlineData("223.255.255.255")]
    [InlineData("2606:4700::1111")]
    [InlineData("::ffff:1.1.1.1")]
    [InlineData("64:ff9b::1.1.1.1")]
    [InlineData("2002:101:101::1")]
    public void Every_other_address_is(string address) => OpenNetwork.Holds(IPAddress.Parse(address)).ShouldBeTrue();

    [Theory]
    [InlineData("http://127.0.0.1/x.tgz")]
    [InlineData("http://2130706433/x.tgz")]
    [InlineData("http://0x7f.1/x.tgz")]
    [InlineData("http://0177.0.0.1/x.tgz")]
    [InlineData("http://127.1/x.tgz")]
    [InlineData("http://[::1]/x.tgz")]
    [InlineData("http://[::ffff:10.1.2.3]/x.tgz")]
    [InlineData("http://169.254.169.254/latest/meta-data/x.tgz")]
    [InlineData("http://user@192.168.0.1/x.tgz")]
    public async Task A_private_address_is_refused_to_a_source_of_the_open_network_before_anybody_is_asked(string address)
    {
        using var connections = new SourceConnections(new BronzeOptions());

        var error = await Should.ThrowAsync<TransferException>(() => connections.ForAsync(Open, new Uri(address), Token));

        (error.Rule, error.MayPass).ShouldBe((BronzeRules.PrivateAddress, false));
        error.Message.ShouldEndWith("which is in a private one or on this machine");
        AttackLedger.Withstood("source", "a redirect or a manifest leads from the open network to a private address", 1, "refused by name, nobody is asked");
    }

    [Fact]
    public async Task A_name_that_leads_to_a_private_address_is_refused_when_it_is_connected()
    {
        await using var server = new ScriptedServer(_ => new Answer(200, CopyScenario.Archive));
        using var client = new SourceClient(new BronzeOptions()) { Origin = Open };
        var inner = new Uri($"http://localhost:{server.Address.Port}/x.tgz");

        var error = await Should.ThrowAsync<TransferException>(() => client.SendAsync(target => new HttpRequestMessage(HttpMethod.Get, target), inner, Token));

        error.Rule.ShouldBe(BronzeRules.PrivateAddress);
        error.Message.ShouldContain("leads to localhost (");
        server.Requests.ShouldBeEmpty();
        AttackLedger.Withstood("source", "a name of the open network that resolves to a private address", 1, "refused by name when it is connected, nobody is asked");
    }

    [Fact]
    public async Task A_source_on_this_machine_may_lead_to_another_on_it()
    {
        await using var other = new ScriptedServer(_ => new Answer(200, CopyScenario.Archive, "ETag: \"v1\""));
        await using var scenario = new CopyScenario(_ => new Answer(302, null, $"Location: http://localhost:{other.Address.Port}/moved/x.tgz"));

        (await scenario.RunAsync()).Failures.ShouldBeEmpty();

        scenario.Visible().ShouldBe(CopyScenario.Archive);
    }
}
