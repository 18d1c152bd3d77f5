using System.ComponentModel;
using System.Diagnostics;
using VoiceLake.Lake;

namespace VoiceLake.Azure.Workspaces;

/// <summary>Runs the Azure CLI.</summary>
internal static class AzureCli
{
    private const int LastLines = 5;

    public static async Task<string> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken, string az = "az")
    {
        using var process = Start(az, arguments);
        var (output, error) = (process.StandardOutput.ReadToEndAsync(cancellationToken), process.StandardError.ReadToEndAsync(cancellationToken));
        try
        {
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return process.ExitCode == 0
            ? await output
            : throw new LakeException($"'az {string.Join(' ', arguments)}' failed with exit code {process.ExitCode}: {string.Join(' ', (await error).Trim().Split('\n').TakeLast(LastLines))}");
    }

    private static Process Start(string az, IReadOnlyList<string> arguments)
    {
        // On Windows the CLI is a batch file.
        var (program, first) = OperatingSystem.IsWindows() ? ("cmd", (string[])["/c", az]) : (az, []);
        try
        {
            return Process.Start(new ProcessStartInfo(program, [.. first, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Workspace.Root })!;
        }
        catch (Win32Exception error)
        {
            throw new LakeException("The Azure CLI (az) is not on this machine: install it (https://learn.microsoft.com/cli/azure/install-azure-cli), run 'az login', and try again. Nothing was deployed.", error);
        }
    }
}
