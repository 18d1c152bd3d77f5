namespace VoiceLake.Notebooks.Checking;

/// <summary>A rule for notebooks that teach: where a reader looks, and what a repository keeps.</summary>
public sealed class NotebookRule
{
    private readonly Func<CheckedNotebook, IEnumerable<Breach>> _check;

    internal NotebookRule(string id, string promise, string remedy, Func<CheckedNotebook, IEnumerable<Breach>> check)
    {
        Id = id;
        Promise = promise;
        Remedy = remedy;
        _check = check;
    }

    /// <summary>The name by which it is chosen or ignored.</summary>
    public string Id { get; }

    /// <summary>What holds where the rule is kept.</summary>
    public string Promise { get; }

    /// <summary>What to do where it is broken.</summary>
    public string Remedy { get; }

    internal IEnumerable<NotebookFinding> Find(CheckedNotebook notebook) => _check(notebook).Select(breach =>
        new NotebookFinding(notebook.Document.Path, Id, breach.Cell?.Number, breach.Cell?.Cell.Id, breach.Detail, Remedy));
}

/// <summary>Where a rule is broken, and what stands there.</summary>
internal sealed record Breach(CheckedCell? Cell, string Detail);
