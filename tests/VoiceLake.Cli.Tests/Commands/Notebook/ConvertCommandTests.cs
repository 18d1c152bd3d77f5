using VoiceLake.Tests.Support;

namespace VoiceLake.Cli.Tests.Commands.Notebook;

public sealed class ConvertCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_notebook_becomes_dib_and_script_and_comes_back()
    {
        var source = Repository.PathOf("notebooks", "00-setup.ipynb");
        foreach (var form in new[] { "dib", "cs" })
        {
            var text = _folder.PathOf("setup." + form);
            var (code, output, error) = await CliProcess.RunAsync("notebook", "convert", source, "--to", form, "--out", text);
            code.ShouldBe(0, error);
            output.Trim().ShouldBe(text);
            error.ShouldContain($"setup.{form} cannot hold ");
            error.ShouldContain("outputs");

            (await CliProcess.RunAsync("notebook", "convert", text, "--to", "ipynb", "--force", "--strict")).ShouldBe((0, _folder.PathOf("setup.ipynb") + Environment.NewLine, ""));
        }
    }

    [Fact]
    public async Task Strict_writes_nothing_and_exits_1()
    {
        var target = _folder.PathOf("a.dib");
        var (code, output, error) = await CliProcess.RunAsync("notebook", "convert", Repository.PathOf("notebooks", "00-setup.ipynb"), "--to", "dib", "--out", target, "--strict");

        code.ShouldBe(1);
        output.ShouldBeEmpty();
        error.ShouldContain("nothing was written, because of --strict");
        File.Exists(target).ShouldBeFalse();
    }

    [Fact]
    public async Task Mistakes_exit_2_and_leave_the_files_alone()
    {
        File.WriteAllText(_folder.PathOf("a.dib"), "#!csharp\n1\n");
        File.WriteAllText(_folder.PathOf("a.ipynb"), "mine");

        (await Refused("convert", _folder.PathOf("a.dib"), "--to", "ipynb")).ShouldContain("is there already: give another file with --out, or overwrite it with --force");
        (await Refused("convert", _folder.PathOf("a.dib"), "--to", "dib")).ShouldContain("would be written over itself");
        (await Refused("convert", _folder.PathOf("a.dib"), "--to", "cs", "--out", _folder.PathOf("a.txt"))).ShouldContain("end its name in .cs");
        (await Refused("convert", _folder.PathOf("a.dib"), "--to", "cs", "--out", _folder.Path)).ShouldContain("end its name in .cs");
        (await Refused("convert", _folder.PathOf("no.dib"), "--to", "cs")).ShouldContain("is not there");
        (await Refused("convert", _folder.PathOf("a.dib"), "--to", "pdf")).ShouldContain("pdf");
        (await Refused("convert", _folder.PathOf("a.ipynb"), "--to", "dib", "--out", _folder.PathOf("b.dib"))).ShouldContain("not JSON");
        File.ReadAllText(_folder.PathOf("a.ipynb")).ShouldBe("mine");
    }

    [Fact]
    public async Task A_cell_that_a_dib_cannot_hold_is_refused_with_its_number()
    {
        File.WriteAllText(_folder.PathOf("a.cs"), "// %%\n1\n\n// %%\n// #!html\n<b>\n");

        (await Refused("convert", _folder.PathOf("a.cs"), "--to", "dib")).ShouldContain("a.cs: cell 2, line 1: '#!html' would start a new cell in a .dib file");
        File.Exists(_folder.PathOf("a.dib")).ShouldBeFalse();
    }

    private static async Task<string> Refused(params string[] arguments)
    {
        var (code, _, error) = await CliProcess.RunAsync(["notebook", .. arguments]);
        code.ShouldBe(2, error);
        error.Trim().ShouldNotContain('\n');
        return error;
    }
}
