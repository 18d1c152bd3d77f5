using VoiceLake.DataFactory.Model;

namespace VoiceLake.DataFactory.Linting;

/// <summary>One rule of the linter.</summary>
/// <remarks>Notebook: 04-adf-orchestration</remarks>
public sealed class LintRule
{
    private readonly Func<LintSubject, IEnumerable<Mistake>> _check;

    internal LintRule(string id, string sentence, Func<LintSubject, IEnumerable<Mistake>> check, LintSeverity severity = LintSeverity.Error) =>
        (Id, Sentence, _check, Severity) = (id, sentence, check, severity);

    /// <summary>Its name in findings.</summary>
    public string Id { get; }

    /// <summary>What must hold.</summary>
    public string Sentence { get; }

    /// <summary>How bad it is where it does not hold.</summary>
    public LintSeverity Severity { get; }

    internal IEnumerable<LintFinding> Check(LintSubject subject) => _check(subject)
        .Select(mistake => new LintFinding(mistake.Place.File, mistake.Place.Path, Id, mistake.Problem, mistake.Remedy) { Severity = Severity });
}

/// <summary>What a rule has found.</summary>
internal sealed record Mistake(JsonPlace Place, string Problem, string Remedy);
