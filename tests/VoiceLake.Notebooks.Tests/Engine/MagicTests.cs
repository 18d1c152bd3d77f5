using VoiceLake.Notebooks.Tests.Support;
using VoiceLake.Tests.Support;

namespace VoiceLake.Notebooks.Tests.Engine;

public sealed class MagicTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task An_unknown_magic_names_its_line_and_nothing_of_the_cell_runs()
    {
        await using var notebook = await StartAsync();
        var error = await notebook.FailAsync("Console.Write(1);\n#!frobnicate all");
        error.Value.ShouldBe("Cell 1, line 2, column 1: '#!frobnicate' is not a magic command here. #!lsmagic lists those there are.");
        error.Traceback.ShouldContain("    #!frobnicate all");
        (await notebook.RunAsync("#!frobnicate")).Stdout.ShouldBe("");
    }

    [Theory]
    [InlineData("pwsh")]
    [InlineData("fsharp")]
    [InlineData("sql")]
    public async Task A_language_that_does_not_run_here_is_said_so(string language)
    {
        await using var notebook = await StartAsync();

        var error = await notebook.FailAsync($"#!{language}\nanything");

        error.Value.ShouldBe($"Cell 1, line 1, column 1: '#!{language}' names a language that does not run here: cells are C#, or text shown as Markdown, HTML or JavaScript. Write it in C#, or tag the cell skip-execution.");
    }

    [Fact]
    public async Task Languages_below_their_magics_are_shown_and_line_numbers_stay_those_of_the_cell()
    {
        await using var notebook = await StartAsync();
        var cell = await notebook.PassAsync("var x = 1;\n#!markdown\n# Title\n#!html\n<b>bold</b>\n#!csharp\nx + 1");
        ((string?)cell.Displays[0].Data["text/markdown"]).ShouldBe("# Title");
        ((string?)cell.Displays[1].Data["text/html"]).ShouldBe("<b>bold</b>");
        cell.Text.ShouldBe("2");
        (await notebook.FailAsync("#!time\n#!csharp\nnope")).Value.ShouldStartWith("Cell 2, line 3, column 1: CS0103");
    }

    [Fact]
    public async Task Variables_are_listed_timed_set_and_kept()
    {
        await using var notebook = await StartAsync(input: (request, _) => Task.FromResult<string?>(request.IsPassword ? "secret" : request.Prompt));
        await notebook.PassAsync("#!set --name rate --value 16000\n#!set --name who --value @input:\"your name\"\n#!set --name key --value @password:key\n#!set --name copy --value @csharp:rate\n#!set --name title --value \"two words\"");
        (await notebook.PassAsync("$\"{rate + 1} {who} {key} {copy} {title}\"")).Text.ShouldBe("16001 your name secret 16000 two words");
        (await notebook.PassAsync("#!who")).Stdout.ShouldBe("copy key rate title who\n");
        ((string)(await notebook.PassAsync("#!whos")).Displays[0].Data["text/plain"]!).ShouldContain("rate  | int    | 16000");
        await notebook.PassAsync("#!value --name notes\nfirst\nsecond");
        (await notebook.PassAsync("notes")).Text.ShouldBe("first\nsecond");
        ((string)(await notebook.PassAsync("#!time\nvar a = 1;")).Displays[^1].Data["text/plain"]!).ShouldStartWith("Wall time: ");
        ((string)(await notebook.PassAsync("#!lsmagic")).Displays[0].Data["text/plain"]!).ShouldContain("#!import");
    }

    [Fact]
    public async Task Imports_run_notebooks_and_sources_relative_to_the_file_that_names_them()
    {
        await WriteAsync("lessons/lib/numbers.cs", "int Answer() => 42;");
        await WriteAsync("lessons/more.dib", "#!csharp\n\n#!import \"lib/numbers.cs\"\nvar half = Answer() / 2;\n\n#!markdown\n\nprose\n");
        await WriteNotebookAsync("lessons/helpers.ipynb", "#!import \"more.dib\"", "var doubled = half * 4;\nConsole.Write(\"imported\");");
        await using var notebook = await StartAsync();
        var cell = await notebook.PassAsync("#!import \"lessons/helpers.ipynb\"\ndoubled + half");
        cell.Stdout.ShouldBe("imported");
        cell.Text.ShouldBe("105");
    }

    [Fact]
    public async Task Errors_in_an_import_name_its_file_and_cell()
    {
        await WriteNotebookAsync("bad.ipynb", "var ok = 1;", "ok +\nmissing");
        await using var notebook = await StartAsync();
        (await notebook.FailAsync("#!import bad.ipynb")).Value.ShouldStartWith("bad.ipynb cell 2, line 2, column 1: CS0103");
        (await notebook.FailAsync("\n#!import nothere.ipynb")).Value.ShouldStartWith("Cell 2, line 2, column 1: There is no file");
        (await notebook.PassAsync("ok")).Text.ShouldBe("1");
    }

    [Fact]
    public async Task A_circle_of_imports_is_named()
    {
        await WriteNotebookAsync("a.ipynb", "#!import \"b.ipynb\"");
        await WriteNotebookAsync("b.ipynb", "#!import \"a.ipynb\"");
        await using var notebook = await StartAsync();
        (await notebook.FailAsync("#!import \"a.ipynb\"")).Value.ShouldContain("a.ipynb → b.ipynb → a.ipynb");
    }

    [Fact]
    public async Task Loaded_files_run_in_the_cell_and_load_others_relative_to_themselves()
    {
        await WriteAsync("src/outer.csx", "#load \"deep/inner.csx\"\nvar outer = inner + 1;");
        await WriteAsync("src/deep/inner.csx", "var inner = 1;\nint Fail() => throw new InvalidOperationException(\"from the file\");");
        await using var notebook = await StartAsync();
        (await notebook.PassAsync("#load \"src/outer.csx\"\nouter + 1")).Text.ShouldBe("3");
        (await notebook.FailAsync("Fail()")).Traceback[1].ShouldBe($"   at Fail in {_folder.PathOf("src", "deep", "inner.csx")}, line 2");
        (await notebook.FailAsync("#load \"gone.csx\"")).Value.ShouldContain("gone.csx");
    }

    private Task<Notebook> StartAsync(Func<VoiceLake.Notebooks.Hosting.InputRequest, CancellationToken, Task<string?>>? input = null) =>
        Notebook.StartAsync(_folder.PathOf("notebook.ipynb"), input: input);

    private async Task WriteAsync(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder.PathOf(path))!);
        await File.WriteAllTextAsync(_folder.PathOf(path), text);
    }

    private Task WriteNotebookAsync(string path, params string[] cells) =>
        WriteAsync(path, System.Text.Json.JsonSerializer.Serialize(new
        {
            cells = cells.Select((source, i) => new { cell_type = "code", id = $"c{i}", metadata = new { }, source, outputs = Array.Empty<object>(), execution_count = (int?)null }),
            metadata = new { kernelspec = new { name = ".net-csharp", language = "C#", display_name = ".NET (C#)" } },
            nbformat = 4,
            nbformat_minor = 5,
        }));
}
