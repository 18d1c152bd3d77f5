using System.Diagnostics;

namespace VoiceLake.Cli.Tests;

/// <summary>Runs the real command in a process of its own.</summary>
internal static class CliProcess
{
    public static Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] arguments) => RunAsync(new Dictionary<string, string>(), arguments);

    /// <summary>Runs it as one who may not read everything, as an administrator may.</summary>
    public static Task<(int ExitCode, string Output, string Error)> RunAsOrdinaryUserAsync(params string[] arguments)
        => RunAsync(Environment.IsPrivilegedProcess ? ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] : [], new Dictionary<string, string>(), arguments);

    public static Task<(int ExitCode, string Output, string Error)> RunAsync(IReadOnlyDictionary<string, string> environment, params string[] arguments) => RunAsync([], environment, arguments);

    private static async Task<(int ExitCode, string Output, string Error)> RunAsync(string[] before, IReadOnlyDictionary<string, string> environment, string[] arguments)
    {
        string[] command = [.. before, "dotnet", Path.Combine(AppContext.BaseDirectory, "VoiceLake.Cli.dll"), .. arguments];
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true, StandardOutputEncoding = System.Text.Encoding.UTF8 };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, await error);
    }
}
