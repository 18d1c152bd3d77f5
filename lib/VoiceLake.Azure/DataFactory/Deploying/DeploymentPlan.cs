namespace VoiceLake.Azure.DataFactory.Deploying;

/// <summary>What deploying a folder will do, resource by resource, in the order in which it is done.</summary>
/// <remarks>Notebook: 04-adf-orchestration</remarks>
/// <param name="Resources">Every resource of the folder, then those that are only there.</param>
public sealed record DeploymentPlan(IReadOnlyList<ResourceChange> Resources)
{
    /// <summary>Those that are made or changed.</summary>
    public IEnumerable<ResourceChange> Changes => Resources.Where(resource => resource.Action is ChangeAction.Create or ChangeAction.Change);

    /// <summary>Those that are in the factory and not in the folder.</summary>
    public IEnumerable<ResourceChange> OnlyThere => Resources.Where(resource => resource.Action == ChangeAction.OnlyThere);

    /// <summary>Whether deploying makes or changes anything.</summary>
    public bool HasChanges => Changes.Any();

    /// <summary>A line for each that is made, changed or only there, and a last one that counts.</summary>
    public override string ToString() => string.Join('\n', Resources.Where(resource => resource.Action != ChangeAction.None).Select(resource => resource.ToString()).Append(Summary()));

    private string Summary()
    {
        string[] counts =
        [
            Count(ChangeAction.Create, "to create"),
            Count(ChangeAction.Change, "to change"),
            Count(ChangeAction.None, "without a change"),
            Count(ChangeAction.OnlyThere, "only there"),
        ];
        return HasChanges ? string.Join(", ", counts.Where(count => count.Length > 0)) : $"no change ({string.Join(", ", counts[2..].Where(count => count.Length > 0))})";
    }

    private string Count(ChangeAction action, string words) => Resources.Count(resource => resource.Action == action) is > 0 and var count ? $"{count} {words}" : "";
}
