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
        _output.ToString().ShouldContain("1 notebook: 1 passed in ");
        File.ReadAllText(Path.Combine(Out, "a.ipynb")).ShouldContain("injected-parameters");
        File.ReadAllText(Path.Combine(Out, "a.html")).ShouldContain("Parameters of this run");
        File.ReadAllText(Path.Combine(Out, "index.html")).ShouldContain("a.html");
        ((string?)XDocument.Load(_folder.PathOf("j", "junit.xml")).Root!.Attribute("tests")).ShouldBe("3");
    }

    [Fact]
    public async Task A_failing_cell_exits_1_and_shows_everywhere()
    {
        Write("a.ipynb", ("1", null), ("throw new InvalidOperationException(\"the lake is dry\");", null), ("3", null));

        (await RunAsync("run", _folder.PathOf("a.ipynb"), "--out", Out, "--junit", _folder.PathOf("junit.xml"))).ShouldBe(1);

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
