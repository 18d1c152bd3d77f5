using VoiceLake.Tests.Support;

namespace VoiceLake.Cli.Tests.Commands.Notebook;

public sealed class CheckCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_repositorys_notebooks_pass()
    {
        var (code, output, error) = await CliProcess.RunAsync("notebook", "check", Repository.PathOf("notebooks"));

        code.ShouldBe(0, output + error);
        output.ShouldContain("notebooks: 0 findings by ");
    }

    [Fact]
    public async Task Findings_exit_1_and_can_be_chosen_and_ignored()
    {
        var path = _folder.PathOf("draft.ipynb");
        File.WriteAllText(path, """{"cells":[{"cell_type":"code","execution_count":null,"id":"a","metadata":{},"outputs":[],"source":"class X { }"}],"metadata":{},"nbformat":4,"nbformat_minor":5}""");

        var (code, output, _) = await CliProcess.RunAsync("notebook", "check", path, "--rule", "no-types,kernelspec");
        code.ShouldBe(1);
        output.ReplaceLineEndings("\n").ShouldBe($"""
            {path}: cell 1 (a): no-types: line 1: declares the type 'X': put the type into the library
            {path}: kernelspec: no kernelspec: choose the kernel .NET (C#) in the editor, or set metadata.kernelspec.name to .net-csharp
            1 notebook: 2 findings by 2 rules

            """);

        (await CliProcess.RunAsync("notebook", "check", path, "--rule", "no-types", "--ignore", "no-types")).ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task Unknown_rules_and_missing_paths_exit_2_and_rules_are_listed()
    {
        (await CliProcess.RunAsync("notebook", "check", _folder.Path, "--rule", "no-rule")).ExitCode.ShouldBe(2);
        (await CliProcess.RunAsync("notebook", "check")).ExitCode.ShouldBe(2);
        (await CliProcess.RunAsync("notebook", "check", _folder.Path)).ExitCode.ShouldBe(2);

        var (code, output, _) = await CliProcess.RunAsync("notebook", "check", "--list-rules");
        code.ShouldBe(0);
        output.ShouldContain("cell-length         code cells have at most 12 lines");
    }
}
