using VoiceLake.Notebooks.Documents;

namespace VoiceLake.Notebooks.Tests.Documents;

public class DibDocumentTests
{
    [Fact]
    public void Separators_start_cells_and_magic_commands_do_not()
    {
        var document = Parse("""
            #!meta

            {"kernelInfo":{"defaultKernelName":"csharp","items":[{"name":"mine","aliases":["other"]}]}}

            #!markdown

            # Title

            text

            #!csharp

            #!time
            var x = 1;

            x

            #!other

            free form

            """);

        document.Cells.Select(cell => (cell.Kind, cell.Source)).ShouldBe(
        [
            (CellKind.Markdown, "# Title\n\ntext"),
            (CellKind.Code, "#!time\nvar x = 1;\n\nx"),
            (CellKind.Code, "free form"),
        ]);
        document.Cells[1].Language.ShouldBe("csharp");
        document.Cells[2].Language.ShouldBe("other");
        document.Cells.Select(cell => cell.Id).Distinct().Count().ShouldBe(3);
    }

    [Fact]
    public void Text_before_the_first_separator_is_a_cell_of_the_default_language()
    {
        var document = Parse("\r\nvar a = 1;\r\n#!md\r\nprose\r\n");

        document.Cells.Select(cell => (cell.Kind, cell.Source)).ShouldBe([(CellKind.Code, "var a = 1;"), (CellKind.Markdown, "prose")]);
    }

    [Fact]
    public void A_dib_is_written_as_a_notebook_that_reads_back()
    {
        var document = Parse("#!markdown\n# T\n#!csharp\n1");

        var again = NotebookDocument.Parse(document.ToJson(), "a.ipynb");

        again.ToJson().ShouldBe(document.ToJson());
        again.Language.ShouldBe("csharp");
    }

    [Fact]
    public void A_broken_meta_block_is_refused_with_its_line() =>
        Should.Throw<NotebookFormatException>(() => Parse("#!meta\n{oops}\n#!csharp\n1")).Message.ShouldStartWith("a.dib: line 1: the #!meta block is not JSON:");

    [Fact]
    public void An_empty_file_is_a_notebook_without_cells() => Parse("").Cells.ShouldBeEmpty();

    private static NotebookDocument Parse(string text) => NotebookDocument.Parse(text, "a.dib");
}
