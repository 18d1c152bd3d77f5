using VoiceLake.Notebooks.Documents;
using VoiceLake.Tests.Support;

namespace VoiceLake.Notebooks.Tests.Documents;

/// <summary>The repository's own notebooks.</summary>
public class RepositoryNotebookTests
{
    [Fact]
    public void A_notebook_read_and_written_is_the_same_file()
    {
        foreach (var path in Paths())
        {
            var text = File.ReadAllText(path);

            NotebookDocument.Parse(text, path).ToJson().ShouldBe(text, path);
        }
    }

    [Fact]
    public void A_notebook_has_a_title_a_promise_and_no_trace_of_a_run()
    {
        foreach (var path in Paths())
        {
            var document = NotebookDocument.Parse(File.ReadAllText(path), path);
            var outline = NotebookOutline.Of(document);

            outline.Title.ShouldNotBe(Path.GetFileNameWithoutExtension(path));
            outline.Promise.ShouldNotBeNullOrEmpty(path);
            document.Cells.ShouldNotContain(cell => cell.HasTag(NotebookCell.InjectedParametersTag), path);
            document.Metadata.ContainsKey("voicelake").ShouldBeFalse(path);
        }
    }

    private static List<string> Paths()
    {
        var folder = Repository.PathOf("notebooks");
        Assert.SkipUnless(Directory.Exists(folder), "There is no folder 'notebooks' yet.");
        return [.. Directory.EnumerateFiles(folder, "*.ipynb").Order(StringComparer.Ordinal)];
    }
}
