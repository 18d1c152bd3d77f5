using System.Text.Json;
using System.Text.Json.Nodes;
using VoiceLake.Notebooks.Engine;
using VoiceLake.Notebooks.Hosting;

namespace Microsoft.DotNet.Interactive;

/// <summary>Channels between a notebook and code in the client, such as widgets: either side opens one, both send.</summary>
public static class Comms
{
    private static readonly Lock Gate = new();
    private static readonly Dictionary<string, Action<Comm>> Targets = new(StringComparer.Ordinal);
    private static readonly Dictionary<string, Comm> Opened = new(StringComparer.Ordinal);

    /// <summary>Takes the channels that clients open under a name; a later registration replaces an earlier one.</summary>
    /// <param name="target">The name.</param>
    /// <param name="opened">Called with each new channel, before its first message.</param>
    public static void Register(string target, Action<Comm> opened)
    {
        ArgumentException.ThrowIfNullOrEmpty(target);
        ArgumentNullException.ThrowIfNull(opened);
        lock (Gate)
        {
            Targets[target] = opened;
        }
    }

    /// <summary>Opens a channel to the client's code of that name; a client that has none closes it.</summary>
    /// <param name="target">The name.</param>
    /// <param name="data">What the other side is given at once, as JSON.</param>
    public static Comm Open(string target, object? data = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(target);
        var comm = new Comm(Guid.NewGuid().ToString("N"), target, null);
        lock (Gate)
        {
            Opened[comm.Id] = comm;
        }

        NotebookSession.Send(new CommMessage("open", comm.Id, target, Comm.Json(data)));
        return comm;
    }

    /// <summary>Takes a message of the client.</summary>
    internal static void Receive(CommMessage message)
    {
        if (message.Kind == "open")
        {
            Accept(message);
            return;
        }

        Comm? comm;
        lock (Gate)
        {
            comm = Opened.GetValueOrDefault(message.CommId);
            if (message.Kind == "close")
            {
                Opened.Remove(message.CommId);
            }
        }

        if (message.Kind == "close")
        {
            comm?.OnClosed();
        }
        else
        {
            comm?.OnReceived(message.Data);
        }
    }

    internal static void Forget(string id)
    {
        lock (Gate)
        {
            Opened.Remove(id);
        }
    }

    // The protocol's answer to a name that nobody registered is to close the channel.
    private static void Accept(CommMessage message)
    {
        Action<Comm>? opened;
        var comm = new Comm(message.CommId, message.Target!, message.Data);
        lock (Gate)
        {
            if (Targets.TryGetValue(message.Target!, out opened))
            {
                Opened[comm.Id] = comm;
            }
        }

        if (opened is null)
        {
            NotebookSession.Send(new CommMessage("close", message.CommId, null, null));
            return;
        }

        opened(comm);
    }
}

/// <summary>A channel to code in the client.</summary>
public sealed class Comm
{
    internal Comm(string id, string target, JsonNode? opening) => (Id, Target, Opening) = (id, target, opening);

    /// <summary>Raised with what the client sends, one message after the other.</summary>
    public event Action<JsonNode?>? Received;

    /// <summary>Raised when the client closes the channel.</summary>
    public event Action? Closed;

    /// <summary>The channel's identifier, the same on both sides.</summary>
    public string Id { get; }

    /// <summary>The name under which it was opened.</summary>
    public string Target { get; }

    /// <summary>What the client gave when it opened the channel; null on a channel of one's own.</summary>
    public JsonNode? Opening { get; }

    /// <summary>Sends a value, as JSON.</summary>
    public void Send(object? data) => NotebookSession.Send(new CommMessage("msg", Id, null, Json(data)));

    /// <summary>Closes the channel.</summary>
    public void Close(object? data = null)
    {
        Comms.Forget(Id);
        NotebookSession.Send(new CommMessage("close", Id, null, Json(data)));
    }

    internal void OnReceived(JsonNode? data) => Received?.Invoke(data);

    internal void OnClosed() => Closed?.Invoke();

    internal static JsonNode? Json(object? data) => data as JsonNode ?? JsonSerializer.SerializeToNode(data);
}
