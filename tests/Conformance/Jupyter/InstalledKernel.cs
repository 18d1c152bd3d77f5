using System.Diagnostics;
using VoiceLake.Cli.Tests;
using VoiceLake.Tests.Support;

namespace VoiceLake.Conformance.Jupyter;

/// <summary>The kernel, installed by the command in a folder of its own.</summary>
public sealed class InstalledKernel : IAsyncLifetime
{
    // Debian's: another Python on the path has not its modules.
    private const string Python = "/usr/bin/python3";
    private readonly TemporaryFolder _folder = new();

    public async ValueTask InitializeAsync()
    {
        var (exitCode, output, error) = await CliProcess.RunAsync("kernel", "install", "--prefix", _folder.Path);
        exitCode.ShouldBe(0, output + error);
    }

    /// <summary>How Python is started so that its clients find the kernel.</summary>
    public ProcessStartInfo StartInfo(params string[] arguments)
    {
        var start = new ProcessStartInfo(Python, arguments)
        {
            WorkingDirectory = Repository.PathOf("tests/Conformance/Jupyter"),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["JUPYTER_PATH"] = _folder.PathOf("share/jupyter");
        start.Environment["JUPYTER_CONFIG_DIR"] = _folder.PathOf("config");
        start.Environment["JUPYTER_DATA_DIR"] = _folder.PathOf("data");
        start.Environment["JUPYTER_RUNTIME_DIR"] = _folder.PathOf("runtime");
        start.Environment["VOICELAKE_KERNEL"] = ".net-csharp";
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        return start;
    }

    /// <summary>Runs Python in the folder of the tests; its exit code and whole output.</summary>
    public Task<(int ExitCode, string Output)> PythonAsync(IReadOnlyDictionary<string, string> environment, params string[] arguments) => RunAsync(StartInfo(arguments), environment);

    /// <summary>Runs <c>voicelake</c>; its exit code and whole output.</summary>
    public static Task<(int ExitCode, string Output)> CommandAsync(IReadOnlyDictionary<string, string> environment, params string[] arguments) =>
        RunAsync(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "VoiceLake.Cli.dll"), .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true }, environment);

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(ProcessStartInfo start, IReadOnlyDictionary<string, string> environment)
    {
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, $"{output}\n{await error}");
    }
}
