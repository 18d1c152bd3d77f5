using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace VoiceLake.Notebooks.Jupyter;

/// <summary>Where a client expects the kernel, and the key that its messages are signed with.</summary>
/// <remarks>Source: Jupyter's documentation of kernels, "Connection files".</remarks>
public sealed partial record ConnectionFile
{
    /// <summary>The address to listen at.</summary>
    [JsonPropertyName("ip")]
    public required string Ip { get; init; }

    /// <summary>The transport; only <c>tcp</c> is spoken.</summary>
    [JsonPropertyName("transport")]
    public string Transport { get; init; } = "tcp";

    /// <summary>The port of the requests that run in order.</summary>
    [JsonPropertyName("shell_port")]
    public required int ShellPort { get; init; }

    /// <summary>The port of interrupt and shutdown.</summary>
    [JsonPropertyName("control_port")]
    public required int ControlPort { get; init; }

    /// <summary>The port at which outputs are published.</summary>
    [JsonPropertyName("iopub_port")]
    public required int OutputPort { get; init; }

    /// <summary>The port of questions to the user.</summary>
    [JsonPropertyName("stdin_port")]
    public required int InputPort { get; init; }

    /// <summary>The port of the heartbeat.</summary>
    [JsonPropertyName("hb_port")]
    public required int HeartbeatPort { get; init; }

    /// <summary>The key; empty means that nothing is signed.</summary>
    [JsonPropertyName("key")]
    public string Key { get; init; } = "";

    /// <summary>How messages are signed: <c>hmac-sha256</c>, <c>hmac-sha384</c>, <c>hmac-sha512</c> or <c>hmac-sha1</c>.</summary>
    [JsonPropertyName("signature_scheme")]
    public string SignatureScheme { get; init; } = "hmac-sha256";

    /// <summary>Reads a connection file.</summary>
    /// <param name="path">The file that the client wrote.</param>
    /// <param name="allowRemote">Whether an address beyond this machine may be listened at.</param>
    /// <exception cref="ConnectionFileException">There is no such file, it is no connection file, or it asks for what this kernel does not do.</exception>
    public static ConnectionFile Read(string path, bool allowRemote = false)
    {
        ConnectionFile file;
        try
        {
            file = JsonSerializer.Deserialize(File.ReadAllBytes(path), ConnectionJson.Default.ConnectionFile)
                ?? throw new ConnectionFileException($"'{path}' is no connection file: it says null.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConnectionFileException($"The connection file cannot be read: {e.Message} A Jupyter client writes it and starts the kernel with its name.");
        }
        catch (JsonException e)
        {
            throw new ConnectionFileException($"'{path}' is no connection file: {e.Message}");
        }

        file.Check(path, allowRemote);
        return file;
    }

    /// <summary>The endpoint of a port, as sockets name it.</summary>
    internal string EndpointOf(int port) => FormattableString.Invariant($"tcp://{(Ip.Contains(':', StringComparison.Ordinal) ? $"[{Ip}]" : Ip)}:{port}");

    private void Check(string path, bool allowRemote)
    {
        if (Transport != "tcp")
        {
            throw new ConnectionFileException($"'{path}' asks for the transport '{Transport}', but this kernel speaks tcp only: configure the client for tcp.");
        }

        var isLoopback = Ip == "localhost" || (IPAddress.TryParse(Ip, out var address) && IPAddress.IsLoopback(address));
        if (!isLoopback && !allowRemote)
        {
            throw new ConnectionFileException($"'{path}' asks to listen at '{Ip}', which other machines reach: use 127.0.0.1, or start the kernel with --allow-remote.");
        }

        if (!Wire.MessageSigner.Schemes.Contains(SignatureScheme))
        {
            throw new ConnectionFileException($"'{path}' asks for signatures by '{SignatureScheme}': known are {string.Join(", ", Wire.MessageSigner.Schemes)}.");
        }

        if (new[] { ShellPort, ControlPort, OutputPort, InputPort, HeartbeatPort }.Any(port => port is < 1 or > 65_535))
        {
            throw new ConnectionFileException($"'{path}' names a port outside 1 to 65535: the client must choose five free ones.");
        }
    }

    [JsonSerializable(typeof(ConnectionFile))]
    private sealed partial class ConnectionJson : JsonSerializerContext;
}

/// <summary>A kernel cannot serve what its connection file asks for; the message says why.</summary>
public sealed class ConnectionFileException(string message) : Exception(message);
