namespace VoiceLake.Lake.Copying;

/// <summary>The containers that a credential lets nothing into or out of: after some refusals for one reason and no success, the rest would meet the same.</summary>
internal sealed class CopyRefusals
{
    private const int Enough = 8;
    private readonly Dictionary<string, (string Reason, int Count)> _refused = new(StringComparer.Ordinal);
    private readonly HashSet<string> _open = new(StringComparer.Ordinal);

    /// <summary>Whether no more objects of a container need be tried.</summary>
    public bool IsClosed(string container) => _refused.TryGetValue(container, out var refused) && refused.Count >= Enough && !_open.Contains(container);

    /// <summary>Takes down that an object was copied.</summary>
    public void Passed(LakePath path) => _open.Add(path.Container);

    /// <summary>Takes down that an object was refused.</summary>
    public void Refused(LakePath path, string message)
    {
        var reason = message.Replace(path.ToString(), "", StringComparison.Ordinal);
        var count = _refused.TryGetValue(path.Container, out var before) && before.Reason == reason ? before.Count : 0;
        _refused[path.Container] = (reason, count + 1);
    }
}
