using VoiceLake.DataFactory.Linting.Rules;
using VoiceLake.DataFactory.Model;

namespace VoiceLake.DataFactory.Linting;

/// <summary>Finds, without Azure, what Data Factory would refuse, what would fail in a run, and what nothing uses.</summary>
/// <remarks>Notebook: 04-adf-orchestration</remarks>
public static class FactoryLinter
{
    /// <summary>All rules.</summary>
    public static IReadOnlyList<LintRule> Rules { get; } =
        [.. NameRules.All, .. ReferenceRules.All, .. ParameterRules.All, .. DependencyRules.All, .. NestingRules.All, .. ValueRules.All, .. LimitRules.All, .. UsageRules.All];

    /// <summary>The findings, by file, path and rule; none is what is wanted.</summary>
    public static IReadOnlyList<LintFinding> Check(FactoryFolder factory)
    {
        ArgumentNullException.ThrowIfNull(factory);
        var subject = new LintSubject(factory);
        return [.. Rules.SelectMany(rule => rule.Check(subject))
            .OrderBy(finding => finding.File, StringComparer.Ordinal)
            .ThenBy(finding => finding.Path, StringComparer.Ordinal)
            .ThenBy(finding => finding.Rule, StringComparer.Ordinal)];
    }
}
