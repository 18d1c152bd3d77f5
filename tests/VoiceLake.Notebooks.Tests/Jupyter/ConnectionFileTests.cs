using System.Text.Json.Nodes;
using VoiceLake.Notebooks.Jupyter;
using VoiceLake.Tests.Support;

namespace VoiceLake.Notebooks.Tests.Jupyter;

public sealed class ConnectionFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_a_client_writes_is_read()
    {
        var file = ConnectionFile.Read(Write(_ => { }));

        file.ShouldBe(new ConnectionFile
        {
            Ip = "127.0.0.1",
            ShellPort = 40001,
            OutputPort = 40002,
            InputPort = 40003,
            ControlPort = 40004,
            HeartbeatPort = 40005,
            Key = "a0436f6c-1916",
        });
        (file.Transport, file.SignatureScheme).ShouldBe(("tcp", "hmac-sha256"));
        file.EndpointOf(file.ShellPort).ShouldBe("tcp://127.0.0.1:40001");
    }

    [Fact]
    public void Transport_key_and_scheme_have_the_defaults_of_the_protocol()
    {
        var file = ConnectionFile.Read(Write(json => new List<string> { "transport", "key", "signature_scheme" }.ForEach(name => json.Remove(name))));

        (file.Transport, file.Key, file.SignatureScheme).ShouldBe(("tcp", "", "hmac-sha256"));
    }

    [Theory]
    [InlineData("ip")]
    [InlineData("shell_port")]
    [InlineData("iopub_port")]
    [InlineData("stdin_port")]
    [InlineData("control_port")]
    [InlineData("hb_port")]
    public void A_missing_field_is_named(string name)
    {
        Refused(json => json.Remove(name)).ShouldContain($"has no '{name}'");
        Refused(json => json[name] = null).ShouldContain($"has no '{name}'");
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("65536")]
    [InlineData("99999999999999999999")]
    [InlineData("8888.5")]
    [InlineData("\"8888\"")]
    [InlineData("[8888]")]
    [InlineData("true")]
    public void What_is_no_port_is_shown_with_its_field(string value)
    {
        var message = Refused(json => json["stdin_port"] = JsonNode.Parse(value));

        message.ShouldContain("'stdin_port'");
        message.ShouldContain(value);
    }

    [Fact]
    public void A_port_that_stands_twice_is_named_with_both_fields()
    {
        var message = Refused(json => json["hb_port"] = 40003);

        message.ShouldContain("40003");
        message.ShouldContain("'stdin_port'");
        message.ShouldContain("'hb_port'");
    }

    [Theory]
    [InlineData("ip")]
    [InlineData("transport")]
    [InlineData("key")]
    [InlineData("signature_scheme")]
    public void A_text_that_is_none_is_named(string name) => Refused(json => json[name] = 7).ShouldContain($"its '{name}' is 7, not a text");

    [Fact]
    public void Another_transport_or_scheme_is_named_with_what_is_spoken()
    {
        Refused(json => json["transport"] = "ipc").ShouldContain("'transport' ipc, but this kernel speaks tcp only");
        Refused(json => json["signature_scheme"] = "hmac-md5").ShouldContain("'signature_scheme' hmac-md5: known are hmac-sha256");
    }

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("*")]
    [InlineData("192.168.1.5")]
    [InlineData("::")]
    [InlineData("example.org")]
    public void An_address_that_other_machines_reach_must_be_allowed(string address)
    {
        var path = Write(json => json["ip"] = address);

        Should.Throw<ConnectionFileException>(() => ConnectionFile.Read(path)).Message.ShouldContain($"'ip' {address}");
        ConnectionFile.Read(path, allowRemote: true).Ip.ShouldBe(address);
    }

    [Theory]
    [InlineData("127.0.0.1", "tcp://127.0.0.1:40001")]
    [InlineData("127.8.9.10", "tcp://127.8.9.10:40001")]
    [InlineData("localhost", "tcp://localhost:40001")]
    [InlineData("::1", "tcp://[::1]:40001")]
    public void An_address_of_this_machine_alone_is_taken(string address, string endpoint)
    {
        var file = ConnectionFile.Read(Write(json => json["ip"] = address));

        file.EndpointOf(file.ShellPort).ShouldBe(endpoint);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{ \"ip\": ")]
    [InlineData("{ \"ip\": \"127.0.0.1\", \"ip\": \"0.0.0.0\" }")]
    [InlineData("\u0000\u0001\u0002")]
    public void A_file_that_is_no_json_object_is_named(string text)
    {
        var path = _folder.PathOf("kernel.json");
        File.WriteAllText(path, text);

        Should.Throw<ConnectionFileException>(() => ConnectionFile.Read(path)).Message.ShouldContain($"'{path}' is no connection file");
    }

    [Fact]
    public void A_file_that_is_not_there_or_a_folder_is_named()
    {
        Should.Throw<ConnectionFileException>(() => ConnectionFile.Read(_folder.PathOf("none.json"))).Message.ShouldContain(_folder.PathOf("none.json"));
        Should.Throw<ConnectionFileException>(() => ConnectionFile.Read(_folder.Path)).Message.ShouldContain(_folder.Path);
        Should.Throw<ConnectionFileException>(() => ConnectionFile.Read("")).Message.ShouldContain("''");
    }

    private string Refused(Action<JsonObject> change)
    {
        var path = Write(change);
        var message = Should.Throw<ConnectionFileException>(() => ConnectionFile.Read(path)).Message;
        message.ShouldContain($"'{path}'");
        return message;
    }

    private string Write(Action<JsonObject> change)
    {
        var json = new JsonObject
        {
            ["shell_port"] = 40001,
            ["iopub_port"] = 40002,
            ["stdin_port"] = 40003,
            ["control_port"] = 40004,
            ["hb_port"] = 40005,
            ["ip"] = "127.0.0.1",
            ["key"] = "a0436f6c-1916",
            ["transport"] = "tcp",
            ["signature_scheme"] = "hmac-sha256",
            ["kernel_name"] = ".net-csharp",
        };
        change(json);
        var path = _folder.PathOf("kernel.json");
        File.WriteAllText(path, json.ToJsonString());
        return path;
    }
}
