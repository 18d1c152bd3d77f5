using VoiceLake.DataFactory.Linting.Types;

namespace VoiceLake.DataFactory.Linting.Rules;

/// <summary>What Bicep's types know of the JSON.</summary>
internal static class TypeRules
{
    public static IReadOnlyList<LintRule> All { get; } =
    [
        Rule(TypeWalker.UnknownProperty, "A property is one that Data Factory knows."),
        Rule(TypeWalker.MissingProperty, "A property that Data Factory asks for is there."),
        Rule(TypeWalker.WrongKind, "A value is a text, number, boolean, list or object as Data Factory asks for."),
        Rule(TypeWalker.NotInList, "A value is one of those that Data Factory lists."),
        Rule(TypeWalker.OutOfRange, "A number or text is in Data Factory's range, and of its form."),
        Rule(TypeWalker.UnknownType, "An activity, dataset, linked service, trigger, source, sink or setting is of a type that there is."),
        Rule(TypeWalker.ReadOnlyProperty, "What only Azure sets is not in the files.", LintSeverity.Warning),
    ];

    /// <summary>Whether a finding comes from Bicep's types, which say less than a rule of Data Factory's own at the same place.</summary>
    public static bool IsOf(LintFinding finding) => All.Any(rule => rule.Id == finding.Rule);

    private static LintRule Rule(string id, string sentence, LintSeverity severity = LintSeverity.Error) => new(
        id, sentence, subject => subject.TypeMistakes.Where(mistake => mistake.Rule == id).Select(mistake => new Mistake(mistake.Place, mistake.Problem, mistake.Remedy)), severity);
}
