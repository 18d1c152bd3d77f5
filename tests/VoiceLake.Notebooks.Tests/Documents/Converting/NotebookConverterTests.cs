using System.Text.Json.Nodes;
using CsCheck;
using VoiceLake.Notebooks.Documents;
using VoiceLake.Notebooks.Documents.Converting;
using VoiceLake.Tests.Support;

namespace VoiceLake.Notebooks.Tests.Documents.Converting;

public class NotebookConverterTests
{
    public static TheoryData<NotebookFormat> TextForms => [NotebookFormat.Dib, NotebookFormat.Percent];

    [Theory]
    [MemberData(nameof(TextForms))]
    public void The_repositorys_notebooks_keep_kind_language_order_and_source(NotebookFormat format)
    {
        foreach (var path in Directory.EnumerateFiles(Repository.PathOf("notebooks"), "*.ipynb"))
        {
            var document = NotebookDocument.Parse(File.ReadAllText(path), path);

            var again = Read(NotebookConverter.Convert(document, format).Text, format);

            Shape(again).ShouldBe(Shape(document), path);
            NotebookConverter.Convert(again, NotebookFormat.Jupyter).Losses.ShouldBeEmpty();
            NotebookConverter.Convert(again, format).Text.ShouldBe(NotebookConverter.Convert(document, format).Text, path);
        }
    }

    [Theory]
    [MemberData(nameof(TextForms))]
    public void Any_cells_come_back_or_are_refused_by_their_number(NotebookFormat format)
    {
        var line = Gen.OneOf(
            Gen.Char.Array[0, 8].Select(letters => new string(letters)),
            Gen.OneOf([.. new[] { "", " ", "x", "#!time", "// #!time", "// // #!time", "  #!who", "%%", " %%x", "// %%", "// // %% [raw]", "//%%", "// ---", "//", "// a", "#!meta", "{}", "#r \"a.dll\"", "\r", "x\r" }.Select(Gen.Const)]));
        var source = line.Array[0, 5].Select(lines => string.Join('\n', lines)).Where(text => !text.Any(char.IsSurrogate));
        var cell = Gen.Select(source, Gen.Int[0, 3]).Select(pair => pair.Item2 switch
        {
            0 => JupyterCells.Prose(pair.Item1, CellKind.Markdown),
            1 => JupyterCells.Prose(pair.Item1, CellKind.Raw),
            2 => JupyterCells.Code(pair.Item1, "fsharp"),
            _ => JupyterCells.Code(pair.Item1, "csharp"),
        });

        cell.Array[0, 5].Sample(cells =>
        {
            var document = Notebooks.Of([.. cells.Select(one => (JsonObject)one.DeepClone())]);
            return Shape(Read(NotebookConverter.Convert(document, format).Text, format)).SequenceEqual(Shape(document));
        });
    }

    [Fact]
    public void Lines_that_would_start_a_cell_of_a_dib_are_refused_with_cell_line_and_remedy()
    {
        var document = Notebooks.Of(Notebooks.Prose("# T"), Notebooks.Code("1\n#!markdown\nx"), Notebooks.Code("#!HTML  \n<p>"), Notebooks.Code("#!html x\n #!html"));

        var error = Should.Throw<NotebookFormatException>(() => NotebookConverter.Convert(document, NotebookFormat.Dib));

        error.Message.ShouldBe(
            "test.ipynb: cell 2, line 2: '#!markdown' would start a new cell in a .dib file: split the cell there, or put a blank before the line; "
            + "cell 3, line 1: '#!HTML' would start a new cell in a .dib file: split the cell there, or put a blank before the line");
    }

    [Theory]
    [InlineData("%%timeit", "// // %%timeit")]
    [InlineData("\t%% x", "// // \t%% x")]
    [InlineData("// %%", "// // // %%")]
    [InlineData("//%%", "// //%%")]
    public void A_line_of_prose_that_would_start_a_cell_of_a_script_comes_back(string line, string written)
    {
        var document = Notebooks.Of(Notebooks.Prose(line));

        var converted = NotebookConverter.Convert(document, NotebookFormat.Percent);

        converted.Text.ShouldContain($"\n{written}\n");
        Shape(Read(converted.Text, NotebookFormat.Percent)).ShouldBe(Shape(document));
    }

    [Fact]
    public void A_second_meta_line_is_text_and_splits_nothing()
    {
        var document = Notebooks.Of(Notebooks.Code("#!meta\n{}"));

        Shape(Read(NotebookConverter.Convert(document, NotebookFormat.Dib).Text, NotebookFormat.Dib)).ShouldBe([(CellKind.Code, "csharp", "#!meta\n{}")]);
    }

    [Theory]
    [InlineData("meta")]
    [InlineData("two\nlines")]
    [InlineData("markdown")]
    public void A_language_that_would_not_come_back_is_refused(string language)
    {
        var cell = JupyterCells.Code("x", language);

        Should.Throw<NotebookFormatException>(() => NotebookConverter.Convert(Notebooks.Of(cell), NotebookFormat.Dib))
            .Message.ShouldBe($"test.ipynb: cell 1: code in the language '{language}' would not come back from a .dib file as it is: change its language");
    }

    [Fact]
    public void What_a_form_cannot_hold_is_counted_by_kind()
    {
        var document = Rich();

        NotebookConverter.Convert(document, NotebookFormat.Dib).Losses.ShouldBe(
        [
            "2 outputs", "1 execution count", "1 attachment", "1 cell's tags", "2 cells' metadata (name, odd name)", "1 cell's unknown fields (later)",
            "1 field of the notebook's metadata (authors)", "1 unknown field of the notebook (more)", "1 raw cell, which other programs read as code",
        ]);
        NotebookConverter.Convert(document, NotebookFormat.Percent).Losses.ShouldBe(
        [
            "2 outputs", "1 execution count", "1 attachment", "1 cell's metadata (odd name)", "1 cell's unknown fields (later)",
            "1 field of the notebook's metadata (authors)", "1 unknown field of the notebook (more)",
        ]);
        NotebookConverter.Convert(document, NotebookFormat.Jupyter).Losses.ShouldBeEmpty();
    }

    [Fact]
    public void Magics_stand_as_comments_in_a_script_and_are_named()
    {
        var converted = NotebookConverter.Convert(Notebooks.Of(Notebooks.Code("#!time\n#r \"a.dll\"\nx"), Notebooks.Code("#!time\n#!who")), NotebookFormat.Percent);

        converted.Text.ShouldContain("// #!time\n#r \"a.dll\"\nx");
        converted.Notes.ShouldContain("magics stand as comments and come back: #!time (2), #!who (1)");
    }

    private static NotebookDocument Rich()
    {
        var code = Notebooks.Code("1", "parameters");
        code["metadata"]!["name"] = "first";
        code["outputs"] = new JsonArray(new JsonObject { ["output_type"] = "stream" }, new JsonObject { ["output_type"] = "stream" });
        code["execution_count"] = 1;
        code["later"] = 1;
        var prose = Notebooks.Prose("![](attachment:a.png)");
        prose["attachments"] = new JsonObject { ["a.png"] = new JsonObject() };
        prose["metadata"]!["odd name"] = 1;
        var document = Notebooks.Of(code, prose, JupyterCells.Prose("r", CellKind.Raw));
        document.Metadata["authors"] = "we";
        document.Json["more"] = true;
        return document;
    }

    private static NotebookDocument Read(string text, NotebookFormat format) => NotebookDocument.Parse(text, "again" + NotebookConverter.Extension(format));

    private static List<(CellKind, string, string)> Shape(NotebookDocument document) =>
        [.. document.Cells.Select(cell => (cell.Kind, cell.Kind == CellKind.Code ? cell.Language : "", cell.Source))];
}
