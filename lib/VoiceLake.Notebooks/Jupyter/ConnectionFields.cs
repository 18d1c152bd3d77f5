using System.Text.Json;
using System.Text.Json.Nodes;

namespace VoiceLake.Notebooks.Jupyter;

/// <summary>The fields of a connection file as they are read: each mistake names the file and the field.</summary>
/// <param name="path">The file, for messages.</param>
/// <param name="fields">What it says.</param>
internal sealed class ConnectionFields(string path, JsonObject fields)
{
    private readonly Dictionary<int, string> _ports = [];

    /// <summary>A text; without a default it must be there.</summary>
    /// <exception cref="ConnectionFileException">It is missing, or something else than text.</exception>
    public string Text(string name, string? otherwise = null)
    {
        var value = fields.ContainsKey(name) || otherwise is null ? Required(name) : null;
        return value is null ? otherwise!
            : value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>()
            : throw new ConnectionFileException($"'{path}' is no connection file: its '{name}' is {value.ToJsonString()}, not a text.");
    }

    /// <summary>A port from 1 to 65535 that no field read before has.</summary>
    /// <exception cref="ConnectionFileException">It is missing, no port, or taken.</exception>
    public int Port(string name)
    {
        var value = Required(name);
        if (value.GetValueKind() != JsonValueKind.Number || !value.AsValue().TryGetValue(out int port) || port is < 1 or > 65_535)
        {
            throw new ConnectionFileException($"'{path}' names no port in its '{name}': {value.ToJsonString()} is no whole number from 1 to 65535. The client must choose five free ports.");
        }

        return _ports.TryAdd(port, name)
            ? port
            : throw new ConnectionFileException($"'{path}' names the port {port} twice, in '{_ports[port]}' and in '{name}': the client must choose five free ports.");
    }

    private JsonNode Required(string name) =>
        fields[name] ?? throw new ConnectionFileException($"'{path}' is no connection file: it has no '{name}'.");
}
