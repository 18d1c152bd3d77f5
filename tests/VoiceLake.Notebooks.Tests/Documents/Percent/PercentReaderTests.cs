using VoiceLake.Notebooks.Documents;

namespace VoiceLake.Notebooks.Tests.Documents.Percent;

public class PercentReaderTests
{
    [Fact]
    public void A_script_as_an_editor_writes_it_is_a_notebook()
    {
        var document = Parse("""
            // %% [markdown]
            // # Title
            //
            // text

            // %% Set up tags=["parameters", "a b"] n=1.50
            // #!time
            var x = 1; // an array: new[] { [1] }

            // %% language="html"
            // <p>

            // %% [raw]
            // as it is
            """);

        document.Cells.Select(cell => (cell.Kind, cell.Source)).ShouldBe(
        [
            (CellKind.Markdown, "# Title\n\ntext"),
            (CellKind.Code, "#!time\nvar x = 1; // an array: new[] { [1] }"),
            (CellKind.Code, "<p>"),
            (CellKind.Raw, "as it is"),
        ]);
        document.Cells[1].Tags.ShouldBe(["parameters", "a b"]);
        document.Cells[1].Metadata["n"]!.ToJsonString().ShouldBe("1.50");
        document.Cells[1].Metadata["title"]!.ToString().ShouldBe("Set up");
        document.Cells[2].Language.ShouldBe("html");
        document.Language.ShouldBe("csharp");
    }

    [Fact]
    public void A_script_without_headers_is_one_cell_with_CRLF_too() =>
        Parse("using System;\r\n\r\nvar x = 1;\r\n").Cells.Select(cell => cell.Source).ShouldBe(["using System;\n\nvar x = 1;"]);

    [Fact]
    public void The_kernelspec_comes_from_the_front() =>
        Parse("// ---\n// jupyter:\n//   kernelspec:\n//     name: .net-fsharp\n//     display_name: \"F: #\"\n// ---\n\n// %%\n1\n").Metadata["kernelspec"]!.ToJsonString()
            .ShouldBe("""{"name":".net-fsharp","display_name":"F: #"}""");

    [Theory]
    [InlineData("// %%\n1\n\n// %% tags=[oops\n2", "a.cs: line 4: tags: the value is not JSON: write it as in tags=[\"parameters\"]")]
    [InlineData("// %% tags=[\"a\"] what\n2", "a.cs: line 1: 'what' is no field: write name=value, the value as JSON")]
    [InlineData("// ---\n// a: [\n// ---\n", "a.cs: line 3: the header is not YAML:")]
    public void What_cannot_be_read_is_told_with_its_line(string text, string message) =>
        Should.Throw<NotebookFormatException>(() => Parse(text)).Message.ShouldStartWith(message);

    private static NotebookDocument Parse(string text) => NotebookDocument.Parse(text, "a.cs");
}
