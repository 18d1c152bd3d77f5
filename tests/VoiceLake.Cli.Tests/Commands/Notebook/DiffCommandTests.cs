using VoiceLake.Notebooks.Documents;
using VoiceLake.Tests.Support;

namespace VoiceLake.Cli.Tests.Commands.Notebook;

public sealed class DiffCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Equal_notebooks_exit_0_and_different_ones_1()
    {
        var one = Write("one.ipynb", "took 3 s");
        (await CliProcess.RunAsync("notebook", "diff", one, Write("two.ipynb", "took 44 s"))).ShouldBe((0, "", ""));

        var (code, output, _) = await CliProcess.RunAsync("notebook", "diff", one, Write("three.ipynb", "took long"));
        code.ShouldBe(1);
        output.ReplaceLineEndings("\n").ShouldEndWith("@@ cell 1 (a), output 1, stdout @@\n-took <duration>\n+took long\n");

        (await CliProcess.RunAsync("notebook", "diff", one, _folder.PathOf("two.ipynb"), "--sanitise", "times,paths")).ExitCode.ShouldBe(1);
        File.WriteAllText(_folder.PathOf("s.yaml"), "all: { pattern: 'took .*' }");
        (await CliProcess.RunAsync("notebook", "diff", one, _folder.PathOf("three.ipynb"), "--sanitise", "none", "--sanitise-file", _folder.PathOf("s.yaml"))).ShouldBe((0, "", ""));
    }

    [Fact]
    public async Task A_run_is_compared_with_what_is_stored_and_changes_no_file()
    {
        var path = Write("a.ipynb", "took 3 s", "Console.Write(\"took \" + (1 + 1) + \" s\");");
        var text = File.ReadAllText(path);
        (await CliProcess.RunAsync("notebook", "diff", "--run", path)).ShouldBe((0, "", ""));

        var (code, output, error) = await CliProcess.RunAsync("notebook", "diff", "--run", Write("b.ipynb", "other", "Console.Write(\"took 2 s\"); throw new InvalidOperationException(\"dry\");"));
        code.ShouldBe(1);
        output.ShouldContain("-other");
        error.ShouldContain("System.InvalidOperationException: dry");
        File.ReadAllText(path).ShouldBe(text);
    }

    [Fact]
    public async Task Mistakes_exit_2_in_one_line()
    {
        var one = Write("one.ipynb", "x");
        foreach (var arguments in new string[][] { [one], [one, one, one], ["--run"], [one, "no.ipynb"], [one, one, "--sanitise", "tmies"], [one, one, "--sanitise-file", "no.yaml"], [one, one, "--hash-length", "1"] })
        {
            var (code, output, error) = await CliProcess.RunAsync(["notebook", "diff", .. arguments]);

            code.ShouldBe(2, string.Join(' ', arguments));
            output.ShouldBeEmpty();
            error.Trim().ShouldNotContain('\n');
        }
    }

    [Fact]
    public async Task The_sanitisers_are_listed()
    {
        var (code, output, _) = await CliProcess.RunAsync("notebook", "diff", "--list-sanitisers");

        code.ShouldBe(0);
        output.ShouldContain("durations         12.3 s, 350 ms");
    }

    private string Write(string name, string stdout, string source = "1")
    {
        var path = _folder.PathOf(name);
        var document = NotebookDocument.Parse(
            """{"cells":[{"cell_type":"code","execution_count":1,"id":"a","metadata":{},"outputs":[{"name":"stdout","output_type":"stream","text":[""]}],"source":[]}],"metadata":{},"nbformat":4,"nbformat_minor":5}""", path);
        document.Cells[0].Source = source;
        document.Cells[0].Outputs[0]!["text"]![0] = stdout;
        File.WriteAllText(path, document.ToJson());
        return path;
    }
}
