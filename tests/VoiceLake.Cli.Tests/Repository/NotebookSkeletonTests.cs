using System.Text.Json;
using VoiceLake.Notebooks.Documents;
using VoiceLake.Tests.Support;

namespace VoiceLake.Cli.Tests;

/// <summary>Every notebook of the collection has the same skeleton, so that a reader always knows where to look.</summary>
public class NotebookSkeletonTests
{
    private const int MostLines = 12;
    private const int MostOutputBytes = 300_000;

    public static TheoryData<string> Notebooks => [.. Directory.EnumerateFiles(Repository.PathOf("notebooks"), "*.ipynb").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Notebooks))]
    public async Task It_opens_with_title_and_promise_and_what_is_learnt_needed_and_made(string name)
    {
        var opening = (await Read(name)).Cells[0].Source;

        opening.ShouldStartWith($"# {name[..2]} · ");
        opening.Split('\n')[2].ShouldStartWith("**", customMessage: "a promise of one line");
        opening.ShouldContain("*You will learn*");
        opening.ShouldContain("*Needs*");
        opening.ShouldContain("*Produces*");
    }

    [Theory]
    [MemberData(nameof(Notebooks))]
    public async Task It_has_one_parameters_cell_a_check_and_an_exercise(string name)
    {
        var notebook = await Read(name);

        notebook.Cells.Count(cell => cell.HasTag(NotebookCell.ParametersTag)).ShouldBe(1);
        notebook.Cells.Count(cell => cell.HasTag(NotebookCell.InjectedParametersTag)).ShouldBe(0);
        notebook.Cells.Count(cell => cell.Source.StartsWith("## Check", StringComparison.Ordinal)).ShouldBe(1);
        notebook.Cells.Count(cell => cell.Source.StartsWith("## Exercise", StringComparison.Ordinal)).ShouldBe(1);
        notebook.Cells.Last(cell => cell.Kind == CellKind.Code).Source.ShouldContain("Check.That(");
    }

    [Theory]
    [MemberData(nameof(Notebooks))]
    public async Task Prose_stands_before_every_cell_of_code_and_no_cell_is_long(string name)
    {
        var cells = (await Read(name)).Cells;

        for (var index = 0; index < cells.Count; index++)
        {
            if (cells[index].Kind == CellKind.Code)
            {
                cells[index - 1].Kind.ShouldBe(CellKind.Markdown, $"before the cell {cells[index].Id}");
                cells[index].Source.Split('\n').Length.ShouldBeLessThanOrEqualTo(MostLines, cells[index].Id);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Notebooks))]
    public async Task Its_outputs_are_there_small_and_know_no_machine(string name)
    {
        var notebook = await Read(name);

        foreach (var cell in notebook.Cells.Where(cell => cell.Kind == CellKind.Code))
        {
            var outputs = JsonSerializer.Serialize(cell.Outputs);
            cell.ExecutionCount.ShouldNotBeNull($"{cell.Id} has not been run");
            outputs.Length.ShouldBeLessThan(MostOutputBytes, cell.Id);
            outputs.ShouldNotContain("\"output_type\":\"error\"", customMessage: cell.Id);
            foreach (var place in new[] { Repository.Root, Path.GetTempPath(), "127.0.0.1" })
            {
                outputs.ShouldNotContain(place, customMessage: cell.Id);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Notebooks))]
    public async Task Its_links_to_neighbours_lead_to_notebooks(string name)
    {
        var navigation = (await Read(name)).Cells[^1].Source;

        foreach (var target in navigation.Split('(', ')').Where(part => part.EndsWith(".ipynb", StringComparison.Ordinal)))
        {
            File.Exists(Repository.PathOf("notebooks", target)).ShouldBeTrue(target);
        }
    }

    private static Task<NotebookDocument> Read(string name) => NotebookDocument.ReadAsync(Repository.PathOf("notebooks", name), TestContext.Current.CancellationToken);
}
