using System.Text.Json.Nodes;
using VoiceLake.Notebooks.Checking;
using VoiceLake.Notebooks.Documents;
using VoiceLake.Tests.Support;

namespace VoiceLake.Notebooks.Tests.Checking;

/// <summary>One good notebook, and each way to spoil it.</summary>
public sealed class NotebookRulesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public NotebookRulesTests()
    {
        File.WriteAllText(_folder.PathOf("01-before.ipynb"), "");
        File.WriteAllText(_folder.PathOf("03-behind.ipynb"), "");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_good_notebook_breaks_no_rule() => Findings(_ => { }).ShouldBeEmpty();

    [Theory]
    [InlineData("title", 0, "No title at all", "no title")]
    [InlineData("title", 0, "# 07 · Other", "the title '07 · Other' does not begin with '02 · '")]
    [InlineData("promise", 0, "# 02 · T\n\nA promise\nof two lines.", "no promise of one line below the title")]
    [InlineData("learn", 0, "# 02 · T\n\n**P.**\n\nYou will learn a lot.", "no list below 'You will learn'")]
    [InlineData("needs", 0, "# 02 · T\n\n**P.**\n\n*Needs* nothing.", "nothing says what is produced")]
    [InlineData("check", 6, "## Check it", "no section 'Check'")]
    [InlineData("check", 7, "2", "the section 'Check' asserts nothing")]
    [InlineData("exercise", 8, "## Homework", "no section 'Exercise'")]
    [InlineData("navigation", 9, "← [01](01-before.ipynb)", "no link to 03-behind.ipynb, which stands behind this notebook")]
    [InlineData("links", 8, "## Exercise\n\n[x](no%20where.md#a) [y](https://example.org) [z](#here)", "'no%20where.md#a' leads nowhere")]
    [InlineData("cell-length", 5, "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13", "13 lines, at most 12")]
    [InlineData("no-types", 5, "#!time\nrecord Clip(string Name);", "line 2: declares the type 'Clip'")]
    [InlineData("no-types", 5, "delegate void D();", "line 1: declares the type 'D'")]
    [InlineData("no-file-loops", 5, "foreach (var file in list) Console.Write(file);", "line 1: a loop over files")]
    [InlineData("no-file-loops", 5, "foreach (var one in Directory.GetFiles(lake))\n    Console.Write(one);", "line 1: a loop over files")]
    [InlineData("no-file-loops", 5, "var all = new DirectoryInfo(lake).EnumerateFiles().Count();", "line 1: 'EnumerateFiles' walks over files")]
    [InlineData("no-path-arithmetic", 5, "var p = Path.Combine(lake, name);", "line 1: 'Path.Combine' puts a path together")]
    [InlineData("no-path-arithmetic", 5, "var p = lake +\n \"/bronze\";", "line 1: 'lake +\n \"/bronze\"' puts a path together")]
    [InlineData("no-path-arithmetic", 5, "var p = $\"{lake}/bronze\";", "line 1: '$\"{lake}/bronze\"' puts a path together")]
    [InlineData("no-path-arithmetic", 5, "var p = $\"bronze/{name}\";", "line 1: '$\"bronze/{name}\"' puts a path together")]
    public void A_spoilt_text_is_found(string rule, int cell, string source, string detail) =>
        Findings(document => document.Cells[cell].Source = source).Where(finding => finding.Rule == rule).ShouldHaveSingleItem().Detail.ShouldBe(detail);

    [Theory]
    [InlineData("for (var i = 0; i < 3; i++) Console.Write(i);")]
    [InlineData("foreach (var clip in clips) Console.Write(clip);")]
    [InlineData("var share = $\"{good}/{all}\"; var html = $\"<b>{good}</b>\"; // Path.Combine and class X")]
    [InlineData("var text = \"class X { } foreach (var file in Directory.GetFiles(a))\";")]
    [InlineData("#!html\n<a href=\"x/y\">class X</a>")]
    public void What_only_looks_like_it_is_no_finding(string source) => Findings(document => document.Cells[5].Source = source).ShouldBeEmpty();

    [Fact]
    public void Parts_that_are_missing_doubled_or_in_the_wrong_place_are_found()
    {
        Details("parameters", document => document.Cells[3].Json["metadata"] = new JsonObject()).ShouldBe(["no cell is tagged 'parameters'"]);
        Details("parameters", document => document.InsertCode(4, "n = 2;", "parameters", "injected-parameters")).ShouldBe(["one more cell tagged 'parameters'", "a run left its 'injected-parameters' here"]);
        Details("prose", document => document.Remove(document.Cells[4])).ShouldBe(["no prose before the code"]);
        Details("section-shows", document => document.Cells[5].Outputs = []).ShouldBe(["the section 'One idea' shows nothing"]);
        Details("section-shows", document => document.Strip()).ShouldBeEmpty();
        Details("executed", document => document.Strip()).Count().ShouldBe(4);
        Details("kernelspec", document => document.Metadata["kernelspec"]!["name"] = "python3").ShouldBe(["the kernel is 'python3'"]);
        Details("kernelspec", document => document.Json.Remove("metadata")).ShouldBe(["no kernelspec"]);
        Details("unique-ids", document => document.Cells[3].Json["id"] = document.Cells[1].Id).ShouldBe([$"the id 'c1' is taken by a cell above"]);
        Details("unique-ids", document => document.Cells[3].Json.Remove("id")).ShouldBe(["no id"]);
    }

    [Theory]
    [InlineData("lies in /tmp/x/lake", "paths in stdout: 'lies in /tmp/x/lake'")]
    [InlineData("at http://127.0.0.1:4711/index", "ports in stdout: '127.0.0.1:4711/index'")]
    [InlineData("begun 2026-11-23T15:30:48Z", "times in stdout: 'begun 2026-11-23T15:30:48Z'")]
    [InlineData("run 20261123T114019Z-5f3a9c01", "run-ids in stdout: 'run 20261123T114019Z-5f3a9c01'")]
    public void Traces_of_a_machine_are_found(string text, string detail) =>
        Details("machine-outputs", document => document.Cells[5].Outputs = [Stream(text)]).First().ShouldBe(detail);

    [Fact]
    public void A_path_below_the_notebooks_folder_and_large_outputs_and_errors_are_found()
    {
        Details("machine-outputs", document => document.Cells[5].Outputs = [Stream(_folder.PathOf("lake"))]).ShouldNotBeEmpty();
        Details("machine-outputs", document => document.Cells[5].Outputs = [Stream("<audio src=\"data:audio/wav;base64,AAAA/tmp/aaaa/home/xx+/root/\">, 3.2 s, lake/bronze")]).ShouldBeEmpty();
        Details("output-size", document => document.Cells[5].Outputs = [Stream(new string('x', 300_000))]).ShouldBe(["300 KB of outputs, less than 300"]);

        var error = new JsonObject { ["output_type"] = "error", ["ename"] = "E", ["evalue"] = "dry", ["traceback"] = new JsonArray() };
        Details("no-errors", document => document.Cells[5].Outputs = [error]).ShouldBe(["E: dry"]);
        Details("no-errors", document =>
        {
            document.Cells[5].Outputs = [error.DeepClone()];
            document.Cells[5].Metadata["tags"] = new JsonArray("raises-exception");
        }).ShouldBeEmpty();
    }

    [Fact]
    public void A_finding_names_file_cell_rule_and_remedy() =>
        Findings(document => document.Cells[5].Source = "class X { }")[0].ToString()
            .ShouldBe($"{_folder.PathOf("02-here.ipynb")}: cell 6 (c5): no-types: line 1: declares the type 'X': put the type into the library");

    [Fact]
    public void Rules_are_chosen_by_id_and_an_unknown_one_is_answered_with_those_there_are()
    {
        NotebookRules.Named(["links", "title"]).Select(rule => rule.Id).ShouldBe(["title", "links"]);
        Should.Throw<ArgumentException>(() => NotebookRules.Named(["titel"])).Message.ShouldStartWith("there is no rule 'titel'; there are title, promise,");
        NotebookRules.All.Select(rule => rule.Id).Distinct().Count().ShouldBe(NotebookRules.All.Count);
    }

    [Fact]
    public void A_notebook_without_cells_is_told_what_it_lacks() =>
        NotebookRules.Check(Notebooks.At(_folder.PathOf("02-here.ipynb"))).Select(finding => finding.Rule).ShouldBe(["title", "parameters", "check", "exercise"]);

    private IEnumerable<string> Details(string rule, Action<NotebookDocument> spoil) => Findings(spoil).Where(finding => finding.Rule == rule).Select(finding => finding.Detail);

    private IReadOnlyList<NotebookFinding> Findings(Action<NotebookDocument> spoil)
    {
        JsonObject[] cells =
        [
            Notebooks.Prose("# 02 · Title\n\n**One promise.**\n\n*You will learn*\n\n- this;\n- that.\n\n*Needs* nothing. *Produces* a table."),
            Notebooks.Code("#r \"a.dll\"\nusing System;"),
            Notebooks.Prose("## Parameters"),
            Notebooks.Code("int n = 1;", "parameters"),
            Notebooks.Prose("## One idea"),
            Notebooks.Code("n + 1"),
            Notebooks.Prose("## Check"),
            Notebooks.Code("Check.That(n == 1, \"one\");\n\"all checks passed\""),
            Notebooks.Prose("## Exercise\n\nTry it."),
            Notebooks.Prose("← [01](01-before.ipynb) · [03](03-behind.ipynb) →"),
        ];
        for (var index = 0; index < cells.Length; index++)
        {
            cells[index]["id"] = FormattableString.Invariant($"c{index}");
        }

        foreach (var index in new[] { 1, 3, 5, 7 })
        {
            cells[index]["execution_count"] = index;
            cells[index]["outputs"] = index < 5 ? new JsonArray() : new JsonArray(Stream("shown"));
        }

        var path = _folder.PathOf("02-here.ipynb");
        File.WriteAllText(path, "");
        var document = Notebooks.At(path, cells);
        spoil(document);
        return NotebookRules.Check(document);
    }

    private static JsonObject Stream(string text) => new() { ["output_type"] = "stream", ["name"] = "stdout", ["text"] = text };
}
