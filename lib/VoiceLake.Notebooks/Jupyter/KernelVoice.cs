using System.Globalization;
using System.Text.Json.Nodes;
using VoiceLake.Notebooks.Hosting;
using VoiceLake.Notebooks.Jupyter.Wire;

namespace VoiceLake.Notebooks.Jupyter;

/// <summary>The kernel's voice: replies to requests, and what it publishes to every client.</summary>
/// <param name="send">Puts a message on a channel; safe from any thread, in order.</param>
/// <param name="time">Dates the messages.</param>
internal sealed class KernelVoice(Action<JupyterChannel, JupyterMessage> send, TimeProvider time)
{
    /// <summary>The version of the protocol that is spoken.</summary>
    public const string ProtocolVersion = "5.3";

    private readonly string _session = Guid.NewGuid().ToString();

    /// <summary>Answers a request on the channel it came by.</summary>
    public void Reply(JupyterChannel channel, JupyterMessage request, JsonObject content) =>
        send(channel, Message(ReplyType(request.Type), request, content) with { Identities = request.Identities });

    /// <summary>Tells every client something that happens because of a request.</summary>
    public void Publish(JupyterMessage? cause, string type, JsonObject content) =>
        send(JupyterChannel.Output, Message(type, cause, content) with { Identities = [System.Text.Encoding.UTF8.GetBytes($"kernel.{_session}.{type}")] });

    /// <summary>Tells every client that the kernel works on a request, or has done so.</summary>
    public void Status(JupyterMessage? cause, string state) => Publish(cause, "status", new JsonObject { ["execution_state"] = state });

    /// <summary>Asks the client that sent a request for a line of text.</summary>
    public void Ask(JupyterMessage request, InputRequest question) =>
        send(JupyterChannel.Input, Message("input_request", request, new JsonObject { ["prompt"] = question.Prompt, ["password"] = question.IsPassword }) with
        {
            Identities = request.Identities,
        });

    /// <summary>An error as replies and outputs carry it.</summary>
    public static JsonObject Error(ErrorOutput error) => new()
    {
        ["ename"] = error.Name,
        ["evalue"] = error.Value,
        ["traceback"] = new JsonArray([.. error.Traceback.Select(line => (JsonNode)line)]),
    };

    private static string ReplyType(string request) =>
        request.EndsWith("_request", StringComparison.Ordinal) ? request[..^"_request".Length] + "_reply" : request + "_reply";

    private JupyterMessage Message(string type, JupyterMessage? parent, JsonObject content)
    {
        var header = new JsonObject
        {
            ["msg_id"] = Guid.NewGuid().ToString(),
            ["session"] = _session,
            ["username"] = "kernel",
            ["date"] = time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture),
            ["msg_type"] = type,
            ["version"] = ProtocolVersion,
        };
        return new JupyterMessage(type, header, content) { Parent = (JsonObject?)parent?.Header.DeepClone() ?? [] };
    }
}
