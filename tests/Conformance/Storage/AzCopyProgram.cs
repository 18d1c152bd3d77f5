using System.Diagnostics;
using VoiceLake.Tests.Support;

namespace VoiceLake.Conformance.Storage;

/// <summary>Microsoft's program for copies to and from storage accounts.</summary>
internal static class AzCopyProgram
{
    /// <summary>Runs it; its logs and plans lie in a folder that goes away with it.</summary>
    /// <exception cref="InvalidOperationException">It is not installed, or ended with an error.</exception>
    public static async Task<string> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        using var work = new TemporaryFolder();
        using var process = Process.Start(StartOf(arguments, work.Path))!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(cancellationToken), process.StandardError.ReadToEndAsync(cancellationToken));
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0 ? await output : throw new InvalidOperationException($"azcopy {arguments[0]} ended with {process.ExitCode}: {await output}{await error}");
    }

    /// <summary>How it is started.</summary>
    public static ProcessStartInfo StartOf(IReadOnlyList<string> arguments, string workFolder)
    {
        var program = Path.Combine(AzuriteProcess.Folder, "node_modules", "@azure-tools", "azcopy-linux", "dist", "bin", "azcopy_linux_amd64");
        if (!File.Exists(program))
        {
            throw new InvalidOperationException($"AzCopy is not installed: run 'npm ci' in '{AzuriteProcess.Folder}'.");
        }

        // The package brings it without the right to be run.
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return new ProcessStartInfo(program, [.. arguments, "--skip-version-check"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["AZCOPY_LOG_LOCATION"] = workFolder, ["AZCOPY_JOB_PLAN_LOCATION"] = workFolder, ["AZCOPY_DISABLE_SYSLOG"] = "true", ["HOME"] = workFolder },
        };
    }
}
