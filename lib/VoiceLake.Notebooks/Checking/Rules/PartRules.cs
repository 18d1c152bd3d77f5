using Microsoft.CodeAnalysis.CSharp.Syntax;
using VoiceLake.Notebooks.Documents;

namespace VoiceLake.Notebooks.Checking.Rules;

/// <summary>What a notebook has between its opening and its end.</summary>
internal static class PartRules
{
    public static readonly IReadOnlyList<NotebookRule> All =
    [
        new("parameters", "exactly one cell is tagged 'parameters', none 'injected-parameters'", "put every value a run may set into one cell tagged 'parameters'", Parameters),
        new("prose", "prose stands before every code cell", "say in a Markdown cell above it what the code is for", Prose),
        new("section-shows", "every section with code shows something", "end a cell of the section in what is to be seen: a table, a plot, a sound", SectionShows),
        new("check", "a section 'Check' asserts the result", "write '## Check' and a code cell of assertions, such as Check.That(…)", Check),
        new("exercise", "there is one section 'Exercise'", "write '## Exercise' and a task for the reader", Exercise),
        new("navigation", "the last cell links to the notebooks before and behind this one", "end with '← [before](….ipynb) · next: [behind](….ipynb) →'", Navigation),
        new("links", "relative links lead to files", "correct the link", Links),
    ];

    private static IEnumerable<Breach> Parameters(CheckedNotebook notebook)
    {
        var tagged = notebook.Cells.Where(cell => cell.Cell.Kind == CellKind.Code && cell.Cell.HasTag(NotebookCell.ParametersTag)).ToList();
        if (tagged.Count == 0)
        {
            yield return new(null, "no cell is tagged 'parameters'");
        }

        foreach (var cell in tagged.Skip(1))
        {
            yield return new(cell, "one more cell tagged 'parameters'");
        }

        foreach (var cell in notebook.Cells.Where(cell => cell.Cell.HasTag(NotebookCell.InjectedParametersTag)))
        {
            yield return new(cell, "a run left its 'injected-parameters' here");
        }
    }

    private static IEnumerable<Breach> Prose(CheckedNotebook notebook) => notebook.Code
        .Where(cell => cell.Number == 1 || notebook.Cells[cell.Number - 2].Cell.Kind != CellKind.Markdown)
        .Select(cell => new Breach(cell, "no prose before the code"));

    // A notebook without outputs breaks the rule 'executed', not this one.
    private static IEnumerable<Breach> SectionShows(CheckedNotebook notebook) => notebook.Sections
        .Where(section => notebook.HasRun && section.Cells.Any(IsWork) && !section.Cells.Any(cell => cell.Cell.Outputs.Count > 0))
        .Select(section => new Breach(section.Cells.First(IsWork), section.Heading.Length == 0 ? "nothing is shown before the first section" : $"the section '{section.Heading}' shows nothing"));

    private static bool IsWork(CheckedCell cell) => cell.IsCode && !cell.Cell.HasTag(NotebookCell.ParametersTag)
        && cell.Syntax.Any(tree => tree is CompilationUnitSyntax { Members.Count: > 0 });

    private static IEnumerable<Breach> Check(CheckedNotebook notebook)
    {
        var sections = notebook.Sections.Where(section => section.Heading == "Check").ToList();
        if (sections.Count != 1)
        {
            yield return new(null, sections.Count == 0 ? "no section 'Check'" : "more than one section 'Check'");
        }
        else if (!sections[0].Cells.Any(cell => cell.Syntax.Any(tree => tree.DescendantNodes().Any(IsAssertion))))
        {
            yield return new(sections[0].Cells[0], "the section 'Check' asserts nothing");
        }
    }

    private static bool IsAssertion(Microsoft.CodeAnalysis.SyntaxNode node) =>
        node is ThrowStatementSyntax or ThrowExpressionSyntax
        || (node is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var target, Name: var method } }
            && (target.ToString() is "Check" || target.ToString().EndsWith("Assert", StringComparison.Ordinal) || method.Identifier.Text.StartsWith("Should", StringComparison.Ordinal)));

    private static IEnumerable<Breach> Exercise(CheckedNotebook notebook)
    {
        var count = notebook.Sections.Count(section => section.Heading.StartsWith("Exercise", StringComparison.Ordinal));
        if (count != 1)
        {
            yield return new(null, count == 0 ? "no section 'Exercise'" : "more than one section 'Exercise'");
        }
    }

    private static IEnumerable<Breach> Navigation(CheckedNotebook notebook)
    {
        var path = Path.GetFullPath(notebook.Document.Path);
        var folder = Path.GetDirectoryName(path)!;
        var all = Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.ipynb").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal).ToList() : [];
        var place = all.IndexOf(Path.GetFileName(path));
        var last = notebook.Cells.Count > 0 ? notebook.Cells[^1] : null;
        var links = last?.Links.Select(Target).ToHashSet(StringComparer.Ordinal) ?? [];
        foreach (var (side, neighbour) in new[] { ("before", place - 1), ("behind", place + 1) })
        {
            if (place >= 0 && neighbour >= 0 && neighbour < all.Count && !links.Contains(all[neighbour]))
            {
                yield return new(last, $"no link to {all[neighbour]}, which stands {side} this notebook");
            }
        }
    }

    private static IEnumerable<Breach> Links(CheckedNotebook notebook)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(notebook.Document.Path))!;
        return from cell in notebook.Cells
               from link in cell.Links
               where link.Length > 0 && !link.StartsWith('#') && !Uri.TryCreate(link, UriKind.Absolute, out _)
               let target = Path.Combine(folder, Target(link))
               where !File.Exists(target) && !Directory.Exists(target)
               select new Breach(cell, $"'{link}' leads nowhere");
    }

    private static string Target(string link) => Uri.UnescapeDataString(link.Split('#', '?')[0]);
}
