using System.CommandLine;
using Spectre.Console;
using VoiceLake.Azure.Checks;
using VoiceLake.Azure.Secrets;
using VoiceLake.Lake;

namespace VoiceLake.Cli.Commands;

/// <summary><c>voicelake azure</c>: looks whether a lake in Azure can be used from here.</summary>
internal static class AzureCommand
{
    public static Command Create()
    {
        var command = new Command("azure", "Looks whether a lake in Azure can be used from here.") { Check() };
        command.AddExamples("voicelake azure check --lake abfss://account.dfs.core.windows.net");
        return command;
    }

    private static Command Check()
    {
        var lake = new Option<string>("--lake")
        {
            Description = "The lake's address, such as abfss://account.dfs.core.windows.net or https://account.blob.core.windows.net; by default VOICELAKE_LAKE.",
            HelpName = "URI",
        };
        var command = new Command("check", "Signs in, asks Key Vault where VOICELAKE_KEY_VAULT names one, and writes, reads, lists and deletes in every container; says what is missing and what to do.") { lake };
        command.AddExamples("voicelake azure check --lake abfss://account.dfs.core.windows.net");
        command.SetAction(async (result, cancel) =>
        {
            var lines = await RunAsync(AddressOf(result.GetValue(lake)), cancel);
            var grid = new Table { Border = TableBorder.Simple };
            foreach (var heading in (string[])["", "needed", "found"])
            {
                grid.AddColumn(new Spectre.Console.TableColumn(heading));
            }

            foreach (var line in lines)
            {
                grid.AddRow(line.Ok ? "ok" : "missing", Markup.Escape(line.Needed), Markup.Escape(line.Found));
            }

            LakeText.Screen(result).Write(grid);
            foreach (var missing in lines.Where(line => !line.Ok).GroupBy(line => line.Remedy))
            {
                await result.InvocationConfiguration.Error.WriteLineAsync($"{Together(missing)}: {missing.Key.ReplaceLineEndings(" ")}");
            }

            return lines.All(line => line.Ok) ? ExitCodes.Success : ExitCodes.Failure;
        });
        return command;
    }

    // No folder in the repository stands in for it, as it does elsewhere: what is checked is an account.
    private static string AddressOf(string? lake) =>
        lake is { Length: > 0 } ? lake
        : Environment.GetEnvironmentVariable(Workspace.LakeVariable) is { Length: > 0 } address ? address
        : throw new UsageException($"no lake is named: give --lake URI, or set {Workspace.LakeVariable}, such as abfss://ACCOUNT.dfs.core.windows.net");

    // What fails in every container for the same reason is one line.
    private static string Together(IEnumerable<AzureCheckLine> missing) =>
        string.Join("; ", missing.Select(line => line.Needed.Split(' ', 2)).GroupBy(words => words[^1]).Select(same => $"{string.Join(", ", same.Select(words => words[0]))} {same.Key}"));

    private static async Task<IReadOnlyList<AzureCheckLine>> RunAsync(string lake, CancellationToken cancellationToken)
    {
        try
        {
            return await AzureCheck.RunAsync(lake, cancellationToken);
        }
        catch (LakeException mistake) when (mistake is not SecretSourceException)
        {
            throw new UsageException(mistake.Message, mistake);
        }
    }
}
