namespace VoiceLake.Azure.Infrastructure;

/// <summary>One rule for planned resources.</summary>
/// <remarks>Notebook: 00-setup</remarks>
public sealed class InfrastructureRule
{
    private readonly Func<IReadOnlyList<PlannedResource>, IEnumerable<Mistake>> _check;

    internal InfrastructureRule(string id, string sentence, Func<IReadOnlyList<PlannedResource>, IEnumerable<Mistake>> check) =>
        (Id, Sentence, _check) = (id, sentence, check);

    /// <summary>A rule that looks at one resource of a type at a time.</summary>
    internal InfrastructureRule(string id, string sentence, string type, Func<PlannedResource, IEnumerable<Mistake>> check)
        : this(id, sentence, resources => resources.Where(resource => resource.Is(type)).SelectMany(check))
    {
    }

    /// <summary>Its name in findings.</summary>
    public string Id { get; }

    /// <summary>What must hold.</summary>
    public string Sentence { get; }

    internal IEnumerable<InfrastructureFinding> Check(IReadOnlyList<PlannedResource> resources) => _check(resources)
        .Select(mistake => new InfrastructureFinding(mistake.Resource.ToString(), mistake.Path, Id, mistake.Problem, mistake.Remedy));
}

/// <summary>What a rule has found.</summary>
internal sealed record Mistake(PlannedResource Resource, string Path, string Problem, string Remedy);
