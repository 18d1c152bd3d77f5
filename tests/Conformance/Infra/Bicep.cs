using System.Diagnostics;
using System.Text.Json.Nodes;
using VoiceLake.Conformance.DataFactory;
using VoiceLake.Tests.Support;

namespace VoiceLake.Conformance.Infra;

/// <summary>Microsoft's Bicep program on a copy of infra/, offline, with the values of parameters/check.env.</summary>
internal sealed class Bicep(string folder)
{
    private const string Subscription = "00000000-0000-0000-0000-000000000000";

    /// <summary>What the compiler and its linter say of a file and of every file that it names, as rule and message.</summary>
    public async Task<IReadOnlyList<string>> LintAsync(string file)
    {
        var command = file.EndsWith(".bicepparam", StringComparison.Ordinal) ? "build-params" : "lint";
        var arguments = new List<string> { command, Path.Combine(folder, file), "--diagnostics-format", "sarif" };
        if (command == "build-params")
        {
            arguments.Add("--stdout");
        }

        var (_, output, error) = await RunAsync([.. arguments]);
        var sarif = command == "lint" ? output : error;
        return [.. JsonNode.Parse(sarif)!["runs"]!.AsArray().SelectMany(run => run!["results"]!.AsArray()).Select(result => $"{result!["ruleId"]}: {result["message"]!["text"]}")];
    }

    /// <summary>Predicts the resources of a parameter file: the text of the snapshot, or the failure.</summary>
    public async Task<(string? Snapshot, string Failure)> SnapshotAsync(string parameters)
    {
        var snapshot = Path.Combine(folder, Path.ChangeExtension(parameters, ".snapshot.json"));
        File.Delete(snapshot);
        var (exitCode, output, error) = await RunAsync("snapshot", Path.Combine(folder, parameters), "--mode", "overwrite", "--subscription-id", Subscription, "--location", "westeurope");
        return exitCode == 0 && File.Exists(snapshot) ? (await File.ReadAllTextAsync(snapshot, TestContext.Current.CancellationToken), "") : (null, output + error);
    }

    /// <summary>Compares the committed snapshot with what is predicted now: exit code and difference.</summary>
    public async Task<(int ExitCode, string Text)> ValidateAsync(string parameters)
    {
        var (exitCode, output, error) = await RunAsync("snapshot", Path.Combine(folder, parameters), "--mode", "validate", "--subscription-id", Subscription, "--location", "westeurope");
        return (exitCode, output + error);
    }

    private static async Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo(BicepCheck.Compiler(), arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var line in await File.ReadAllLinesAsync(Repository.PathOf("infra", "parameters", "check.env"), TestContext.Current.CancellationToken))
        {
            if (line.Split('=', 2) is [var name, var value] && !line.StartsWith('#'))
            {
                start.Environment[name] = value;
            }
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, error);
    }
}
