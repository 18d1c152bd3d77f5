using System.Text.Json.Nodes;
using VoiceLake.DataFactory.Model;

namespace VoiceLake.Azure.DataFactory.Deploying;

/// <summary>What deploying does to a resource.</summary>
/// <remarks>Notebook: 04-adf-orchestration</remarks>
public enum ChangeAction
{
    /// <summary>Nothing: it is there and says the same.</summary>
    None,

    /// <summary>It is made: it is not there.</summary>
    Create,

    /// <summary>It is put in the place of one that says something else.</summary>
    Change,

    /// <summary>It is in the factory and not in the folder; deleted only where that is asked for.</summary>
    OnlyThere,
}

/// <summary>What deploying does to one resource.</summary>
/// <remarks>Notebook: 04-adf-orchestration</remarks>
/// <param name="Action">What is done.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Name">Its name.</param>
/// <param name="Differences">The JSON paths at which folder and factory differ, such as <c>$.properties.activities[0].name</c>; of a change only.</param>
public sealed record ResourceChange(ChangeAction Action, FactoryResourceKind Kind, string Name, IReadOnlyList<string> Differences)
{
    private const int DifferencesShown = 5;

    /// <summary>The resource in the folder; null of one that is only there.</summary>
    internal FactoryResource? Wanted { get; init; }

    /// <summary>The resource as it was there when the plan was made.</summary>
    internal JsonObject? There { get; init; }

    /// <summary>Such as <c>~ pipeline ingest: $.properties.concurrency</c>.</summary>
    public override string ToString()
    {
        var sign = Action switch { ChangeAction.Create => '+', ChangeAction.Change => '~', ChangeAction.OnlyThere => '?', _ => '=' };
        var kind = Kind == FactoryResourceKind.LinkedService ? "linked service" : Kind.ToString().ToLowerInvariant();
        var more = Differences.Count > DifferencesShown ? $" and {Differences.Count - DifferencesShown} more" : "";
        return $"{sign} {kind} {Name}{(Differences.Count == 0 ? "" : $": {string.Join(", ", Differences.Take(DifferencesShown))}{more}")}";
    }
}
