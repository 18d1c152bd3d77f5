using System.Collections;
using System.Text.Json.Nodes;

namespace VoiceLake.DataFactory.Running.Execution;

/// <summary>What activities gave, as expressions see it: those of this block, then those of the blocks around it.</summary>
internal sealed class ActivityResults(ActivityResults? outer) : IReadOnlyDictionary<string, JsonNode?>
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, JsonNode?> _own = [];

    public int Count => Keys.Count();

    public IEnumerable<string> Keys => this.Select(pair => pair.Key);

    public IEnumerable<JsonNode?> Values => this.Select(pair => pair.Value);

    public JsonNode? this[string key] => TryGetValue(key, out var value) ? value : throw new KeyNotFoundException($"'{key}' has not run.");

    public void Add(string name, JsonNode value)
    {
        lock (_lock)
        {
            _own[name] = value;
        }
    }

    public bool ContainsKey(string key) => TryGetValue(key, out _);

    public bool TryGetValue(string key, out JsonNode? value)
    {
        lock (_lock)
        {
            if (_own.TryGetValue(key, out value))
            {
                return true;
            }
        }

        value = null;
        return outer is not null && outer.TryGetValue(key, out value);
    }

    public IEnumerator<KeyValuePair<string, JsonNode?>> GetEnumerator()
    {
        KeyValuePair<string, JsonNode?>[] own;
        lock (_lock)
        {
            own = [.. _own];
        }

        return own.Concat(outer ?? Enumerable.Empty<KeyValuePair<string, JsonNode?>>()).DistinctBy(pair => pair.Key).GetEnumerator();
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
