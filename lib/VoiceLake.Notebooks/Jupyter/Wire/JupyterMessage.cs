using System.Text.Json.Nodes;

namespace VoiceLake.Notebooks.Jupyter.Wire;

/// <summary>The five channels between client and kernel.</summary>
internal enum JupyterChannel
{
    Shell,
    Control,
    Output,
    Input,
    Heartbeat,
}

/// <summary>A message of the Jupyter protocol.</summary>
/// <param name="Type">What it is, such as <c>execute_request</c>.</param>
/// <param name="Header">The header; a reply carries that of its request as its parent.</param>
/// <param name="Content">What the type says.</param>
internal sealed record JupyterMessage(string Type, JsonObject Header, JsonObject Content)
{
    /// <summary>To whom, or from whom: routing frames, or the topic of an output.</summary>
    public IReadOnlyList<byte[]> Identities { get; init; } = [];

    public JsonObject Parent { get; init; } = [];

    public JsonObject Metadata { get; init; } = [];

    /// <summary>Raw bytes behind the message, as widgets send them.</summary>
    public IReadOnlyList<byte[]> Buffers { get; init; } = [];
}
