using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using VoiceLake.Notebooks.Hosting;
using VoiceLake.Notebooks.Jupyter.Wire;

namespace VoiceLake.Notebooks.Jupyter;

/// <summary>Carries the messages of channels ("comms") between clients and cells, and knows which are open.</summary>
/// <param name="toCells">Hands a message to the cells' process.</param>
/// <param name="publish">Tells the clients: type and content.</param>
internal sealed class KernelComms(Func<CommMessage, Task> toCells, Action<string, JsonObject> publish)
{
    /// <summary>The messages of clients that are for a channel.</summary>
    public static readonly IReadOnlySet<string> Types = new HashSet<string> { "comm_open", "comm_msg", "comm_close" };

    private readonly ConcurrentDictionary<string, string> _targets = new(StringComparer.Ordinal);

    /// <exception cref="FormatException">The message names no channel.</exception>
    public Task FromClientAsync(JupyterMessage message)
    {
        var id = message.Content.RequiredText("comm_id");
        var kind = message.Type["comm_".Length..];
        var target = kind == "open" ? message.Content.RequiredText("target_name") : null;
        Note(kind, id, target);
        return toCells(new CommMessage(kind, id, target, message.Content["data"]?.DeepClone()));
    }

    public void FromCells(CommMessage message)
    {
        Note(message.Kind, message.CommId, message.Target);
        var content = new JsonObject { ["comm_id"] = message.CommId, ["data"] = message.Data?.DeepClone() ?? new JsonObject() };
        if (message.Target is not null)
        {
            content["target_name"] = message.Target;
        }

        publish("comm_" + message.Kind, content);
    }

    /// <summary>The open channels, all or those of one name, as <c>comm_info_reply</c> lists them.</summary>
    public JsonObject Describe(string? target) => new(_targets.Where(comm => target is null || comm.Value == target)
        .Select(comm => KeyValuePair.Create<string, JsonNode?>(comm.Key, new JsonObject { ["target_name"] = comm.Value })));

    /// <summary>Closes the channels of cells that have gone with their process.</summary>
    public void CloseAll()
    {
        foreach (var id in _targets.Keys)
        {
            FromCells(new CommMessage("close", id, null, null));
        }
    }

    private void Note(string kind, string id, string? target)
    {
        if (kind == "open")
        {
            _targets[id] = target!;
        }
        else if (kind == "close")
        {
            _targets.TryRemove(id, out _);
        }
    }
}
