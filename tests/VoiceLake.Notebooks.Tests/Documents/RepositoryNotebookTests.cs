using VoiceLake.Notebooks.Documents;
using VoiceLake.Tests.Support;

namespace VoiceLake.Notebooks.Tests.Documents;

/// <summary>The repository's own notebooks.</summary>
public class RepositoryNotebookTests
{
    public static TheoryData<string> Notebooks =>
        [.. Directory.EnumerateFiles(Repository.PathOf("notebooks"), "*.ipynb").Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Notebooks))]
    public async Task A_notebook_read_and_written_is_the_same_file(string name)
    {
        var path = Repository.PathOf("notebooks", name);

        var document = await NotebookDocument.ReadAsync(path, TestContext.Current.CancellationToken);

        document.ToJson().ShouldBe(await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
    }

    [Theory]
    [MemberData(nameof(Notebooks))]
    public async Task A_notebook_has_a_title_a_promise_and_no_trace_of_a_run(string name)
    {
        var document = await NotebookDocument.ReadAsync(Repository.PathOf("notebooks", name), TestContext.Current.CancellationToken);

        var outline = NotebookOutline.Of(document);
        outline.Title.ShouldNotBe(Path.GetFileNameWithoutExtension(name));
        outline.Promise.ShouldNotBeNullOrEmpty();
        document.Cells.ShouldNotContain(cell => cell.HasTag(NotebookCell.InjectedParametersTag));
    }
}
