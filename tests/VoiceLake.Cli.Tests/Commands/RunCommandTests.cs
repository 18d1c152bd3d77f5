using System.Text.Json.Nodes;
using System.Xml.Linq;
using VoiceLake.Tests.Support;

namespace VoiceLake.Cli.Tests.Commands;

/// <summary>The command as a user gives it; notebooks run in their real processes.</summary>
public sealed class RunCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    public void Dispose()
    {
        _output.Dispose();
        _error.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_passing_run_writes_notebook_page_index_and_junit_and_exits_0()
    {
        Write("a.ipynb", ("string name = \"you\";", "parameters"), ("$\"hello {name}\"", null));

        (await RunAsync("run", _folder.Path, "-p", "name=lake=1", "--out", Out, "--junit", _folder.PathOf("j", "junit.xml"))).ShouldBe(0);

        _error.ToString().ShouldBeEmpty();
        _output.ToString().ShouldContain("hello lake=1");
        _output.ToString().ShouldContain("     -p (parameters of this run)");
        _output.ToString().ShouldContain("    2/2 ");
        _output.ToString().ShouldContain("1 notebook: 1 passed in ");
        File.ReadAllText(Path.Combine(Out, "a.ipynb")).ShouldContain("injected-parameters");
        File.ReadAllText(Path.Combine(Out, "a.html")).ShouldContain("Parameters of this run");
        File.ReadAllText(Path.Combine(Out, "index.html")).ShouldContain("a.html");
        ((string?)XDocument.Load(_folder.PathOf("j", "junit.xml")).Root!.Attribute("tests")).ShouldBe("3");
    }

    [Theory]
    [InlineData("lake=https://account.blob.core.windows.net?sv=2024&sig=c2VjcmV0")]
    [InlineData("lake=abfss://account.dfs.core.windows.net/?sig=c2VjcmV0&sv=2024")]
    public async Task A_signature_is_no_parameter_since_it_would_be_written_into_the_notebook(string parameter)
    {
        Write("a.ipynb", ("string lake = \"\";", "parameters"), ("lake", null));

        (await RunAsync("run", _folder.Path, "-p", parameter, "--out", Out)).ShouldBe(2);

        _error.ToString().ShouldContain("the parameter 'lake' holds a shared access signature");
        _error.ToString().ShouldContain("AZURE_STORAGE_SAS_TOKEN");
        _error.ToString().ShouldNotContain("c2VjcmV0");
        Directory.Exists(Out).ShouldBeFalse();
    }

    [Fact]
    public async Task A_disk_without_room_for_the_results_is_said_in_one_line_with_its_remedy()
    {
        Write("a.ipynb", ("new string('x', 500_000)", null));
        using var disk = new SmallDisk(1 << 20);
        disk.FillUpTo(100_000);

        (await RunAsync("run", _folder.PathOf("a.ipynb"), "--out", Path.Combine(disk.Path, "site"))).ShouldBe(1);

        _error.ToString().ShouldStartWith("voicelake: No space left on device");
        _error.ToString().ShouldEndWith(". The disk is full: make room there, then run again.\n");
        _error.ToString().Count(letter => letter == '\n').ShouldBe(1);
        AttackLedger.Withstood("machine", "no room for the results of a headless run", 1, "one line with the remedy, exit 1");
    }

    [Fact]
    public async Task A_place_for_results_that_may_only_be_read_is_a_mistake_before_anything_runs()
    {
        Write("a.ipynb", ("1", null));
        using var disk = new SmallDisk(1 << 20);
        disk.MakeReadOnly();

        (await RunAsync("run", _folder.PathOf("a.ipynb"), "--out", Path.Combine(disk.Path, "site"))).ShouldBe(2);

        _error.ToString().ShouldBe($"voicelake: nothing can be written to '{Path.Combine(disk.Path, "site")}' (Read-only file system : '{Path.Combine(disk.Path, "site")}'): give another folder, or make this one writable\n");
        AttackLedger.Withstood("machine", "the results of a headless run on a disk that may only be read", 1, "one line with the remedy before anything runs, exit 2");
    }

    [Fact]
    public async Task A_failing_cell_exits_1_and_shows_everywhere()
    {
        Write("a.ipynb", ("1", null), ("throw new InvalidOperationException(\"the lake is dry\");", null), ("3", null));

        (await RunAsync("run", _folder.PathOf("a.ipynb"), "--out", Out, "--junit", _folder.PathOf("junit.xml"))).ShouldBe(1);

        _output.ToString().ShouldContain("    2/3 ");
        _error.ToString().Trim().ShouldEndWith("cell 2 failed: System.InvalidOperationException: the lake is dry");
        _error.ToString().Trim().ShouldNotContain('\n');
        JsonNode.Parse(File.ReadAllText(Path.Combine(Out, "a.ipynb")))!["cells"]![1]!["outputs"]![0]!["evalue"]!.GetValue<string>().ShouldBe("the lake is dry");
        XDocument.Load(_folder.PathOf("junit.xml")).Descendants("failure").Single().Attribute("message")!.Value.ShouldBe("the lake is dry");
        File.ReadAllText(Path.Combine(Out, "a.html")).ShouldContain("role=\"alert\"");
    }

    [Fact]
    public async Task An_endless_cell_ends_at_its_time_out()
    {
        Write("a.ipynb", ("while (true) { }", null));

        (await RunAsync("run", _folder.PathOf("a.ipynb"), "--out", Out, "--cell-timeout", "3", "--no-html")).ShouldBe(1);

        _error.ToString().ShouldContain("cell 1 timed out: TimeoutException: The cell did not end within its 3 s.");
        File.Exists(Path.Combine(Out, "index.html")).ShouldBeFalse();
    }

    [Fact]
    public async Task Parameters_come_from_a_file_and_the_command_line_wins()
    {
        Write("a.ipynb", ("int a = 1; int b = 1;", "parameters"), ("$\"{a} {b}\"", null));
        File.WriteAllText(_folder.PathOf("p.yaml"), "a: 2\nb: 2\n");

        (await RunAsync("run", _folder.PathOf("a.ipynb"), "--parameters", _folder.PathOf("p.yaml"), "-p", "b=3", "--in-place")).ShouldBe(0);

        File.ReadAllText(_folder.PathOf("a.ipynb")).ShouldContain("\"2 3\"");
    }

    [Theory]
    [InlineData("run", "nowhere.ipynb")]
    [InlineData("run")]
    [InlineData("run", "x.ipynb", "--frobnicate")]
    [InlineData("run", "FOLDER", "-p", "novalue")]
    [InlineData("run", "FOLDER", "-p", "a=1", "-p", "a=2")]
    [InlineData("run", "FOLDER", "-p", "unknown=1")]
    [InlineData("run", "FOLDER", "-p", "n=one")]
    [InlineData("run", "FOLDER", "--timeout", "0")]
    [InlineData("run", "FOLDER", "--cell-timeout", "soon")]
    [InlineData("run", "FOLDER", "--parameters", "nowhere.json")]
    [InlineData("frobnicate")]
    [InlineData]
    public async Task What_is_not_understood_exits_2_with_one_line(params string[] arguments)
    {
        Write("a.ipynb", ("int n = 1;", "parameters"));

        (await RunAsync([.. arguments.Select(argument => argument == "FOLDER" ? _folder.Path : argument)])).ShouldBe(2);

        _error.ToString().ShouldStartWith("voicelake: ");
        _error.ToString().TrimEnd().ShouldNotContain('\n');
        Directory.Exists(Out).ShouldBeFalse();
    }

    [Fact]
    public async Task A_broken_notebook_is_named_with_its_place()
    {
        File.WriteAllText(_folder.PathOf("a.ipynb"), "{\n oops");

        (await RunAsync("run", _folder.Path, "--out", Out)).ShouldBe(2);

        _error.ToString().ShouldStartWith($"voicelake: {_folder.PathOf("a.ipynb")}: line 2, column 2: not JSON");
    }

    [Fact]
    public async Task An_empty_notebook_is_said_to_be_empty()
    {
        File.WriteAllText(_folder.PathOf("a.ipynb"), "\n");

        (await RunAsync("run", _folder.Path, "--out", Out)).ShouldBe(2);

        _error.ToString().Trim().ShouldBe($"voicelake: {_folder.PathOf("a.ipynb")}: the file is empty: save the notebook again, or leave it out");
    }

    [Theory]
    [InlineData("--out", "file", "is a file, not a folder")]
    [InlineData("--out", "file/deeper", "is a file, not a folder")]
    [InlineData("--out", "site-with-folder", "is a folder where a file is to be written")]
    [InlineData("--out", "site-with-file", "is a file, not a folder")]
    [InlineData("--out", "", "the output folder has no name")]
    [InlineData("--junit", "file/junit.xml", "is a file, not a folder")]
    [InlineData("--junit", "folder", "is a folder where a file is to be written")]
    [InlineData("--junit", "", "--junit names no file")]
    public async Task An_output_that_cannot_be_written_is_said_before_anything_runs(string option, string path, string reason)
    {
        var ran = _folder.PathOf("ran");
        Write("a.ipynb", ($"File.WriteAllText(@\"{ran}\", \"\");", null));
        File.WriteAllText(_folder.PathOf("file"), "");
        Directory.CreateDirectory(_folder.PathOf("folder"));
        Directory.CreateDirectory(_folder.PathOf("site-with-folder", "index.html"));
        Directory.CreateDirectory(_folder.PathOf("site-with-file"));
        File.WriteAllText(_folder.PathOf("site-with-file", "assets"), "");
        string[] other = option == "--out" ? [] : ["--out", Out];

        (await RunAsync(["run", _folder.PathOf("a.ipynb"), option, path.Length == 0 ? "" : _folder.PathOf(path.Split('/')), .. other])).ShouldBe(2);

        _error.ToString().ShouldContain(reason);
        _error.ToString().TrimEnd().ShouldNotContain('\n');
        File.Exists(ran).ShouldBeFalse();
        Directory.Exists(Out).ShouldBeFalse();
    }

    [Fact]
    public async Task A_folder_in_which_nobody_may_write_is_said_before_anything_runs()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux has /proc.");
        Write("a.ipynb", ("1", null));

        (await RunAsync("run", _folder.PathOf("a.ipynb"), "--no-html", "--out", "/proc/nope")).ShouldBe(2);

        _error.ToString().Trim().ShouldBe("voicelake: nothing can be written to '/proc/nope' (no folder can be made there): give another folder, or make this one writable");
    }

    [Fact]
    public async Task Notebooks_in_subfolders_are_counted_in_a_line()
    {
        Write("a.ipynb", ("1", null));
        foreach (var folder in new[] { "deep", "deep/er", ".ipynb_checkpoints", "out" })
        {
            Directory.CreateDirectory(_folder.PathOf(folder));
            File.Copy(_folder.PathOf("a.ipynb"), _folder.PathOf(folder, "b.ipynb"));
        }

        (await RunAsync("run", _folder.Path, "--out", Out, "--no-html")).ShouldBe(0);

        _output.ToString().Split('\n').ShouldContain($"2 notebooks in subfolders of '{_folder.Path}' are not run: name them or give their folder");
    }

    [Fact]
    public async Task A_folder_with_notebooks_only_deeper_down_says_so()
    {
        Directory.CreateDirectory(_folder.PathOf("deep"));
        Write("deep/a.ipynb", ("1", null));

        (await RunAsync("run", _folder.Path, "--out", Out)).ShouldBe(2);

        _error.ToString().Trim().ShouldBe($"voicelake: no .ipynb or .dib file lies in the folder '{_folder.Path}', but 1 notebook in its subfolders: give one of those");
    }

    [Theory]
    [InlineData("Cannot parse argument 'soon' for option '--timeout': give a number. See 'voicelake run --help'.", "run", "x.ipynb", "--timeout", "soon")]
    [InlineData("Cannot parse argument 'x' for option '--limit': give a whole number. See 'voicelake lake show --help'.", "lake", "show", "gold.x", "--limit", "x")]
    public async Task A_wrong_value_is_answered_in_words_for_people(string message, params string[] arguments)
    {
        (await RunAsync(arguments)).ShouldBe(2);

        _error.ToString().Trim().ShouldBe($"voicelake: {message}");
    }

    [Theory]
    [InlineData("yes")]
    [InlineData("no")]
    [InlineData("on")]
    public async Task A_yes_for_a_bool_in_YAML_is_told_to_be_true_or_false(string word)
    {
        Write("a.ipynb", ("bool trim = false;", "parameters"));
        File.WriteAllText(_folder.PathOf("p.yaml"), $"trim: {word}\n");

        (await RunAsync("run", _folder.PathOf("a.ipynb"), "--parameters", _folder.PathOf("p.yaml"), "--out", Out)).ShouldBe(2);

        _error.ToString().Trim().ShouldBe($"voicelake: the parameter 'trim' of a.ipynb: it is a bool, and '{word}' is not: write true or false");
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("run", "--help")]
    public async Task Help_shows_an_example(params string[] arguments)
    {
        (await RunAsync(arguments)).ShouldBe(0);

        _output.ToString().ShouldContain("voicelake run notebooks --out artifacts/site");
    }

    private string Out => _folder.PathOf("out");

    private Task<int> RunAsync(params string[] arguments) => CommandLine.InvokeAsync(arguments, _output, _error, TestContext.Current.CancellationToken);

    private void Write(string name, params (string Source, string? Tag)[] cells)
    {
        var json = new JsonObject
        {
            ["cells"] = new JsonArray([.. cells.Select(cell => new JsonObject
            {
                ["cell_type"] = "code",
                ["execution_count"] = null,
                ["metadata"] = cell.Tag is null ? [] : new JsonObject { ["tags"] = new JsonArray(cell.Tag) },
                ["outputs"] = new JsonArray(),
                ["source"] = cell.Source,
            })]),
            ["metadata"] = new JsonObject(),
            ["nbformat"] = 4,
            ["nbformat_minor"] = 5,
        };
        File.WriteAllText(_folder.PathOf(name), json.ToJsonString());
    }
}
