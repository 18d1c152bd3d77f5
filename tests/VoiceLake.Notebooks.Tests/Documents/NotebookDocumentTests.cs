using CsCheck;
using VoiceLake.Notebooks.Documents;

namespace VoiceLake.Notebooks.Tests.Documents;

public class NotebookDocumentTests
{
    private const string Small = """
        {
         "cells": [
          {
           "cell_type": "markdown",
           "id": "a1",
           "metadata": {},
           "source": [
            "# Größe 声 🎧\n",
            "one promise"
           ]
          },
          {
           "cell_type": "code",
           "execution_count": 3,
           "id": "b2",
           "metadata": {
            "polyglot_notebook": {
             "kernelName": "csharp"
            },
            "tags": [
             "parameters"
            ],
            "unknown": {
             "z": 1.0,
             "a": [
              1e-7,
              true,
              null,
              {},
              []
             ]
            }
           },
           "outputs": [
            {
             "name": "stdout",
             "output_type": "stream",
             "text": [
              "a\tb\u0000\u001b[31m\\ \"q\" \u007f\n"
             ]
            }
           ],
           "source": "var n = 1;"
          }
         ],
         "metadata": {
          "kernelspec": {
           "display_name": ".NET (C#)",
           "language": "C#",
           "name": ".net-csharp"
          },
          "mine": "kept"
         },
         "nbformat": 4,
         "nbformat_minor": 5,
         "later": {}
        }

        """;

    private static readonly string Text = Small.Replace("\\u007f", "\u007f", StringComparison.Ordinal);

    [Fact]
    public void A_notebook_read_and_written_is_the_same_file() => Parse(Text).ToJson().ShouldBe(Text);

    [Theory]
    [InlineData("\n", "\r\n")]
    [InlineData("\n ", "\n    ")]
    public void The_layout_of_a_file_is_kept(string jupyter, string other)
    {
        var spaces = other.Length - 1;
        var text = other == "\r\n"
            ? Text.Replace(jupyter, other, StringComparison.Ordinal)
            : string.Join('\n', Text.Split('\n').Select(line => new string(' ', (line.Length - line.TrimStart().Length) * spaces) + line.TrimStart()));

        Parse(text).ToJson().ShouldBe(text);
    }

    [Fact]
    public void A_file_without_a_final_newline_stays_without() => Parse(Text.TrimEnd()).ToJson().ShouldBe(Text.TrimEnd());

    [Fact]
    public void Any_text_in_a_cell_comes_back_as_it_was()
    {
        var anyText = Gen.Char.Array[0, 60].Select(letters => new string(letters)).Where(text => !HasLoneSurrogate(text));
        anyText.Sample(source =>
        {
            var document = Parse(Text);
            document.Cells[0].Source = source;
            document.Cells[1].Source = source;

            var written = document.ToJson();
            var again = Parse(written);

            return again.Cells[0].Source == source && again.Cells[1].Source == source && again.ToJson() == written;
        });
    }

    [Fact]
    public void A_string_that_is_no_valid_utf16_is_left_as_it_is()
    {
        var text = Text.Replace("\"kept\"", "\"\\ud800\"", StringComparison.Ordinal);

        Parse(text).ToJson().ShouldBe(text);
    }

    [Fact]
    public void An_output_that_is_no_valid_utf16_is_compared_checked_and_shown()
    {
        var document = Parse(Text.Replace("a\\tb", "\\ud800", StringComparison.Ordinal).Replace("\"kept\"", "\"\\udfff\"", StringComparison.Ordinal));

        MultilineText.Join(document.Cells[1].Outputs[0]!["text"]).ShouldStartWith("\\ud800");
        VoiceLake.Notebooks.Comparing.NotebookComparison.Compare(document, document.Clone()).AreEqual.ShouldBeTrue();
        VoiceLake.Notebooks.Checking.NotebookRules.Check(document).ShouldNotBeEmpty();
        VoiceLake.Notebooks.Documents.Converting.NotebookConverter.Convert(document, VoiceLake.Notebooks.Documents.Converting.NotebookFormat.Dib).Losses.ShouldContain("1 field of the notebook's metadata (mine)");
    }

    [Fact]
    public void Setting_a_source_keeps_its_form()
    {
        var document = Parse(Text);
        document.Cells[0].Source = "a\nb";
        document.Cells[1].Source = "c\nd";

        document.Cells[0].Json["source"]!.ToJsonString().ShouldBe("""["a\n","b"]""");
        document.Cells[1].Json["source"]!.ToJsonString().ShouldBe("\"c\\nd\"");
    }

    [Fact]
    public void Cells_tell_their_kind_language_tags_and_number()
    {
        var cells = Parse(Text).Cells;

        cells.Select(cell => cell.Kind).ShouldBe([CellKind.Markdown, CellKind.Code]);
        cells[1].Language.ShouldBe("csharp");
        cells[1].HasTag(NotebookCell.ParametersTag).ShouldBeTrue();
        cells[1].ExecutionCount.ShouldBe(3);
        cells[0].Source.ShouldBe("# Größe 声 🎧\none promise");
    }

    [Theory]
    [InlineData("""{"polyglot_notebook":{"kernelName":"pwsh"}}""", "pwsh")]
    [InlineData("""{"dotnet_interactive":{"language":"F#"}}""", "fsharp")]
    [InlineData("{}", "csharp")]
    public void The_language_of_a_cell_is_its_own_else_the_notebooks(string metadata, string language)
    {
        var document = Parse(Notebook($$"""{"cell_type":"code","id":"a","metadata":{{metadata}},"source":"1","outputs":[]}"""));

        document.Cells[0].Language.ShouldBe(language);
    }

    [Fact]
    public void Missing_and_doubled_ids_are_made_the_same_way_each_time_and_not_written()
    {
        var text = Notebook(
            """{"cell_type":"markdown","metadata":{},"source":"x"}""",
            """{"cell_type":"markdown","id":"same","metadata":{},"source":"x"}""",
            """{"cell_type":"markdown","id":"same","metadata":{},"source":"x"}""").Replace("\"nbformat_minor\":5", "\"nbformat_minor\":2", StringComparison.Ordinal);
        var document = Parse(text);

        var ids = document.Cells.Select(cell => cell.Id).ToList();

        ids.Distinct().Count().ShouldBe(3);
        ids[1].ShouldBe("same");
        Parse(text).Cells.Select(cell => cell.Id).ShouldBe(ids);
        document.Clone().Cells.Select(cell => cell.Id).ShouldBe(ids);
        document.ToJson().ShouldBe(text);
    }

    [Fact]
    public void A_code_cell_can_be_put_in_and_taken_out()
    {
        var document = Parse(Text);

        var cell = document.InsertCode(2, "n = 2;", NotebookCell.InjectedParametersTag);
        document.Cells[2].ShouldBeSameAs(cell);
        Parse(document.ToJson()).Cells[2].Tags.ShouldBe([NotebookCell.InjectedParametersTag]);

        document.Remove(cell);
        document.ToJson().ShouldBe(Text);
    }

    [Theory]
    [InlineData("{\n \"a\": 1,\n oops\n}", "line 3, column 2: not JSON")]
    [InlineData("{\"nbformat\":4,\"nbformat\":4}", "not JSON")]
    [InlineData("[]", "expected a JSON object")]
    [InlineData("{\"nbformat\":4,\"metadata\":{\"\\ud800\":1}}", "a field's name holds half a surrogate")]
    [InlineData("{\"nbformat\":4,\"cells\":[{\"cell_type\":\"raw\",\"source\":\"\\ud800\"}]}", "cells[0].source: expected a string or a list of strings, without half surrogates")]
    [InlineData("{\"nbformat\":3}", "nbformat is 3, expected 4: convert the notebook with 'jupyter nbconvert --to notebook'")]
    [InlineData("{\"nbformat\":4,\"cells\":{}}", "cells: expected a list")]
    [InlineData("{\"nbformat\":4,\"cells\":[1]}", "cells[0]: expected an object")]
    [InlineData("{\"nbformat\":4,\"cells\":[{\"cell_type\":\"\\ud800\"}]}", "cells[0].cell_type: expected code, markdown or raw")]
    [InlineData("{\"nbformat\":4,\"cells\":[{\"cell_type\":\"chart\"}]}", "cells[0].cell_type: expected code, markdown or raw")]
    [InlineData("{\"nbformat\":4,\"cells\":[{\"cell_type\":\"raw\",\"source\":[1]}]}", "cells[0].source: expected a string or a list of strings")]
    [InlineData("{\"nbformat\":4,\"cells\":[{\"cell_type\":\"raw\",\"source\":\"\",\"metadata\":{\"tags\":\"x\"}}]}", "cells[0].metadata.tags: expected a list of strings")]
    public void A_bad_file_is_refused_by_name_and_place(string text, string expected)
    {
        var error = Should.Throw<NotebookFormatException>(() => NotebookDocument.Parse(text, "dir/bad.ipynb"));

        error.Message.ShouldStartWith("dir/bad.ipynb: ");
        error.Message.ShouldContain(expected);
        error.File.ShouldBe("dir/bad.ipynb");
    }

    [Fact]
    public void Another_extension_is_refused() =>
        Should.Throw<NotebookFormatException>(() => NotebookDocument.Parse("", "a.txt")).Message.ShouldBe("a.txt: '.txt' is not a notebook's extension: give a .ipynb, .dib or .cs file");

    private static NotebookDocument Parse(string text) => NotebookDocument.Parse(text, "test.ipynb");

    private static string Notebook(params string[] cells) =>
        $$"""{"cells":[{{string.Join(',', cells)}}],"metadata":{},"nbformat":4,"nbformat_minor":5}""";

    private static bool HasLoneSurrogate(string text)
    {
        for (var index = 0; index < text.Length; index++)
        {
            if (char.IsSurrogatePair(text, index < text.Length - 1 ? index : 0) && index < text.Length - 1)
            {
                index++;
            }
            else if (char.IsSurrogate(text[index]))
            {
                return true;
            }
        }

        return false;
    }
}
