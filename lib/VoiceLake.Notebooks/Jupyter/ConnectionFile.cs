using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace VoiceLake.Notebooks.Jupyter;

/// <summary>Where a client expects the kernel, and the key that its messages are signed with.</summary>
/// <remarks>Source: Jupyter's documentation of kernels, "Connection files".</remarks>
public sealed record ConnectionFile
{
    /// <summary>The address to listen at.</summary>
    public required string Ip { get; init; }

    /// <summary>The transport; only <c>tcp</c> is spoken.</summary>
    public string Transport { get; init; } = "tcp";

    /// <summary>The port of the requests that run in order.</summary>
    public required int ShellPort { get; init; }

    /// <summary>The port of interrupt and shutdown.</summary>
    public required int ControlPort { get; init; }

    /// <summary>The port at which outputs are published.</summary>
    public required int OutputPort { get; init; }

    /// <summary>The port of questions to the user.</summary>
    public required int InputPort { get; init; }

    /// <summary>The port of the heartbeat.</summary>
    public required int HeartbeatPort { get; init; }

    /// <summary>The key; empty means that nothing is signed.</summary>
    public string Key { get; init; } = "";

    /// <summary>How messages are signed: <c>hmac-sha256</c>, <c>hmac-sha384</c>, <c>hmac-sha512</c> or <c>hmac-sha1</c>.</summary>
    public string SignatureScheme { get; init; } = "hmac-sha256";

    /// <summary>Reads a connection file.</summary>
    /// <param name="path">The file that the client wrote.</param>
    /// <param name="allowRemote">Whether an address beyond this machine may be listened at.</param>
    /// <exception cref="ConnectionFileException">There is no such file, it is no connection file, or it asks for what this kernel does not do; the message names the file and the field.</exception>
    public static ConnectionFile Read(string path, bool allowRemote = false)
    {
        ArgumentNullException.ThrowIfNull(path);
        var fields = new ConnectionFields(path, Parse(path));
        var file = new ConnectionFile
        {
            Transport = fields.Text("transport", "tcp"),
            Ip = fields.Text("ip"),
            ShellPort = fields.Port("shell_port"),
            ControlPort = fields.Port("control_port"),
            OutputPort = fields.Port("iopub_port"),
            InputPort = fields.Port("stdin_port"),
            HeartbeatPort = fields.Port("hb_port"),
            Key = fields.Text("key", ""),
            SignatureScheme = fields.Text("signature_scheme", "hmac-sha256"),
        };
        file.Check(path, allowRemote);
        return file;
    }

    /// <summary>The endpoint of a port, as sockets name it.</summary>
    internal string EndpointOf(int port) => FormattableString.Invariant($"tcp://{(Ip.Contains(':', StringComparison.Ordinal) ? $"[{Ip}]" : Ip)}:{port}");

    private void Check(string path, bool allowRemote)
    {
        if (Transport != "tcp")
        {
            throw new ConnectionFileException($"'{path}' asks for the 'transport' {Transport}, but this kernel speaks tcp only: configure the client for tcp.");
        }

        var isLoopback = Ip == "localhost" || (IPAddress.TryParse(Ip, out var address) && IPAddress.IsLoopback(address));
        if (!isLoopback && !allowRemote)
        {
            throw new ConnectionFileException($"'{path}' asks to listen at the 'ip' {Ip}, which other machines reach: use 127.0.0.1, or start the kernel with --allow-remote.");
        }

        if (!Wire.MessageSigner.Schemes.Contains(SignatureScheme))
        {
            throw new ConnectionFileException($"'{path}' asks for the 'signature_scheme' {SignatureScheme}: known are {string.Join(", ", Wire.MessageSigner.Schemes)}.");
        }
    }

    private static JsonObject Parse(string path)
    {
        try
        {
            return JsonNode.Parse(File.ReadAllText(path), documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false }) as JsonObject
                ?? throw new ConnectionFileException($"'{path}' is no connection file: it holds no JSON object.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new ConnectionFileException($"The connection file '{path}' cannot be read: {e.Message} A Jupyter client writes it and starts the kernel with its name.");
        }
        catch (JsonException e)
        {
            throw new ConnectionFileException($"'{path}' is no connection file: {e.Message}");
        }
    }
}

/// <summary>A kernel cannot serve what its connection file asks for; the message says why.</summary>
public sealed class ConnectionFileException(string message) : Exception(message);
