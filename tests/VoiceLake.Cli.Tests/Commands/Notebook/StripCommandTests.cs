using VoiceLake.Notebooks.Documents;
using VoiceLake.Tests.Support;

namespace VoiceLake.Cli.Tests.Commands.Notebook;

public sealed class StripCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Outputs_and_counts_go_and_all_else_stays()
    {
        var ct = TestContext.Current.CancellationToken;
        foreach (var source in Directory.EnumerateFiles(Repository.PathOf("notebooks"), "*.ipynb"))
        {
            File.Copy(source, _folder.PathOf(Path.GetFileName(source)));
        }

        var (before, listed, _) = await CliProcess.RunAsync("notebook", "strip", "--check", _folder.Path);
        before.ShouldBe(1);
        listed.ShouldContain("00-setup.ipynb: holds outputs or execution counts");

        (await CliProcess.RunAsync("notebook", "strip", _folder.PathOf("**", "0*.ipynb"))).ExitCode.ShouldBe(0);
        (await CliProcess.RunAsync("notebook", "strip", "--check", _folder.Path)).ShouldBe((0, "", ""));

        var was = await NotebookDocument.ReadAsync(Repository.PathOf("notebooks", "00-setup.ipynb"), ct);
        var now = await NotebookDocument.ReadAsync(_folder.PathOf("00-setup.ipynb"), ct);
        now.Cells.ShouldAllBe(cell => cell.Outputs.Count == 0 && cell.ExecutionCount == null);
        now.Cells.Select(cell => (cell.Id, cell.Source, cell.Metadata.ToJsonString())).ShouldBe(was.Cells.Select(cell => (cell.Id, cell.Source, cell.Metadata.ToJsonString())));
    }

    [Fact]
    public async Task What_is_not_there_or_no_notebook_exits_2()
    {
        File.WriteAllText(_folder.PathOf("a.txt"), "");

        var (code, _, error) = await CliProcess.RunAsync("notebook", "strip", _folder.PathOf("a.txt"), _folder.PathOf("b.ipynb"), _folder.PathOf("*.dib"), _folder.Path);

        code.ShouldBe(2);
        error.ShouldContain("a.txt' is not a notebook");
        error.ShouldContain("b.ipynb' is not there");
        error.ShouldContain("no .ipynb or .dib file matches");
        error.ShouldContain("no .ipynb or .dib file lies in the folder");
    }
}
