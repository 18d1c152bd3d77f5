using System.Diagnostics;
using System.Text.RegularExpressions;
using VoiceLake.Cli.Tests;
using VoiceLake.Tests.Support;

namespace VoiceLake.Conformance.Jupyter;

/// <summary>The kernel under Jupyter's own clients: each test of the Python files beside this one is a test here.</summary>
public sealed partial class JupyterTests(InstalledKernel kernel) : IClassFixture<InstalledKernel>
{
    public static TheoryData<string> ClientTests() => [.. TestsOf("kernel_client.py")];

    [Theory]
    [MemberData(nameof(ClientTests))]
    public async Task The_kernel_does_what_a_client_expects(string test)
    {
        var output = await kernel.PythonAsync("-m", "unittest", "-v", test);

        output.ShouldContain("\nOK");
        output.ShouldContain("Ran 1 test");
    }

    [Fact]
    public async Task Jupyters_own_tests_of_a_kernel_pass_with_nothing_skipped_but_the_pager()
    {
        var output = await kernel.PythonAsync("-m", "unittest", "-v", "kernel_spec.CSharpKernelTests");

        output.ShouldContain("OK (skipped=1)");
        Skipped().Matches(output).Select(match => match.Groups["test"].Value).ShouldBe(["test_pager"]);
    }

    private static IEnumerable<string> TestsOf(string file)
    {
        var type = "";
        foreach (var line in File.ReadLines(Repository.PathOf($"tests/Conformance/Jupyter/{file}")))
        {
            if (Class().Match(line) is { Success: true } found)
            {
                type = found.Groups["name"].Value;
            }
            else if (Test().Match(line) is { Success: true } test)
            {
                yield return $"{Path.GetFileNameWithoutExtension(file)}.{type}.{test.Groups["name"].Value}";
            }
        }
    }

    [GeneratedRegex(@"^class (?<name>\w+)\(")]
    private static partial Regex Class();

    [GeneratedRegex(@"^    def (?<name>test_\w+)\(")]
    private static partial Regex Test();

    [GeneratedRegex(@"^(?<test>test_\w+) .*skipped", RegexOptions.Multiline)]
    private static partial Regex Skipped();
}

/// <summary>The kernel, installed by the command in a folder of its own.</summary>
public sealed class InstalledKernel : IAsyncLifetime
{
    private const string Python = "/usr/bin/python3";
    private readonly TemporaryFolder _folder = new();

    public async ValueTask InitializeAsync()
    {
        var (exitCode, output, error) = await CliProcess.RunAsync("kernel", "install", "--prefix", _folder.Path);
        exitCode.ShouldBe(0, output + error);
    }

    /// <summary>Runs Python in the folder of the tests; its whole output.</summary>
    public async Task<string> PythonAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo(Python, arguments)
        {
            WorkingDirectory = Repository.PathOf("tests/Conformance/Jupyter"),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["JUPYTER_PATH"] = _folder.PathOf("share/jupyter");
        start.Environment["VOICELAKE_KERNEL"] = ".net-csharp";
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return $"{output}\n{await error}";
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
