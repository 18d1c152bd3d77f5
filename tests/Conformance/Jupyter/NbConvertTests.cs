using VoiceLake.Cli.Tests;
using VoiceLake.Tests.Support;

namespace VoiceLake.Conformance.Jupyter;

/// <summary>The notebooks under nbconvert, which starts the kernel for each: what comes out is what <c>voicelake run</c> gives.</summary>
public sealed class NbConvertTests(InstalledKernel kernel) : IClassFixture<InstalledKernel>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_notebook_gives_the_same_outputs_under_nbconvert_and_under_voicelake_run()
    {
        var notebooks = Directory.GetFiles(Repository.PathOf("notebooks"), "*.ipynb").Order(StringComparer.Ordinal).ToList();
        var environment = new Dictionary<string, string> { ["VOICELAKE_LAKE"] = _folder.PathOf("lake-of-nbconvert") };
        foreach (var notebook in notebooks)
        {
            var converted = await kernel.PythonAsync(environment, "-m", "nbconvert", "--to", "notebook", "--execute", notebook, "--output-dir", _folder.PathOf("converted"));
            converted.ExitCode.ShouldBe(0, converted.Output);
        }

        var run = await InstalledKernel.CommandAsync(
            new Dictionary<string, string> { ["VOICELAKE_LAKE"] = _folder.PathOf("lake-of-run") }, "run", Repository.PathOf("notebooks"), "--out", _folder.PathOf("run"), "--no-html");
        run.ExitCode.ShouldBe(0, run.Output);
        foreach (var name in notebooks.Select(Path.GetFileName))
        {
            var difference = await CliProcess.RunAsync(
                "notebook", "diff", _folder.PathOf($"converted/{name}"), _folder.PathOf($"run/{name}"), "--folder", _folder.PathOf("lake-of-nbconvert"), "--folder", _folder.PathOf("lake-of-run"));
            difference.ExitCode.ShouldBe(0, $"{name}\n{difference.Output}{difference.Error}");
        }
    }
}
