using VoiceLake.DataFactory.Linting.Rules;
using VoiceLake.DataFactory.Model;

namespace VoiceLake.DataFactory.Linting;

/// <summary>Finds, without Azure, what Data Factory would refuse, what would fail in a run, and what nothing uses.</summary>
/// <remarks>Notebook: 04-adf-orchestration</remarks>
public static class FactoryLinter
{
    private static readonly LintRule UnreadableRule = new(
        "unreadable-file", "A file holds JSON of its kind of resource, with the file's name.", subject => subject.Unreadable.Select(file => UnreadableMistake(file.Problem)));

    /// <summary>All rules.</summary>
    public static IReadOnlyList<LintRule> Rules { get; } =
    [
        UnreadableRule,
        .. NameRules.All, .. ReferenceRules.All, .. ParameterRules.All, .. DependencyRules.All, .. NestingRules.All, .. ValueRules.All, .. LimitRules.All,
        .. ExpressionRules.All, .. ActivityReferenceRules.All, .. ScopeRules.All, .. VariableRules.All, .. OutputRules.All, .. UsageRules.All, .. TypeRules.All,
    ];

    /// <summary>The findings, by file, path and rule; none is what is wanted.</summary>
    public static IReadOnlyList<LintFinding> Check(FactoryFolder factory)
    {
        ArgumentNullException.ThrowIfNull(factory);
        return Check(new LintSubject(factory, []));
    }

    /// <summary>The findings in a folder, one for each file that cannot be read among them; the other files are checked all the same.</summary>
    /// <param name="folder">The folder that holds <c>pipeline</c> and the others.</param>
    /// <param name="cancellationToken">Stops between two files.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder, or none of the layout's folders in it.</exception>
    public static async Task<IReadOnlyList<LintFinding>> CheckAsync(string folder, CancellationToken cancellationToken = default)
    {
        var (factory, unreadable) = await FactoryFolder.ReadWhatCanBeReadAsync(folder, cancellationToken);
        return Check(new LintSubject(factory, unreadable));
    }

    private static List<LintFinding> Check(LintSubject subject)
    {
        var findings = Rules.SelectMany(rule => rule.Check(subject)).ToList();
        var told = findings.Where(finding => !TypeRules.IsOf(finding)).Select(finding => (finding.File, finding.Path)).ToHashSet();
        return
        [
            .. findings
                .Where(finding => !TypeRules.IsOf(finding) || !told.Contains((finding.File, finding.Path)))
                .OrderBy(finding => finding.File, StringComparer.Ordinal)
                .ThenBy(finding => finding.Path, StringComparer.Ordinal)
                .ThenBy(finding => finding.Rule, StringComparer.Ordinal),
        ];
    }

    // The model writes "problem: remedy." and findings tell the two apart.
    private static Mistake UnreadableMistake(FactoryModelException problem)
    {
        var parts = problem.Problem.TrimEnd('.').Split(": ", 2);
        return new Mistake(new JsonPlace(problem.File, problem.Path), parts[0], parts.Length == 2 ? parts[1] : "correct the file");
    }
}
