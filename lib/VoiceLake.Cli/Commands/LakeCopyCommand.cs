using System.CommandLine;
using System.Globalization;
using VoiceLake.Cli.Progress;
using VoiceLake.Lake;
using VoiceLake.Lake.Copying;

namespace VoiceLake.Cli.Commands;

/// <summary><c>voicelake lake copy</c> and <c>sync</c>: one lake into another.</summary>
internal static class LakeCopyCommand
{
    public static Command Copy() => Create(
        "copy", "Copies objects and tables of one lake into another: what it has already, by length and time, is not sent again.", mirror: false,
        "voicelake lake copy file:lake abfss://account.dfs.core.windows.net --only bronze");

    public static Command Sync() => Create(
        "sync", "Makes one lake a mirror of another: copies, then deletes what only the second one has.", mirror: true,
        "voicelake lake sync file:lake https://account.blob.core.windows.net --dry-run");

    private static Command Create(string name, string description, bool mirror, string example)
    {
        var from = new Argument<string>("FROM") { Description = "The lake that is read: a folder, or its address in Azure." };
        var to = new Argument<string>("TO") { Description = "The lake that is written." };
        var only = new Option<string?>("--only") { Description = "Only what lies below this path, such as bronze or silver/tables/clips.", HelpName = "PATH" };
        var content = new Option<bool>("--compare-content") { Description = "Compare objects of equal length byte by byte instead of by their times." };
        var noVerify = new Option<bool>("--no-verify") { Description = "Do not read back what was written." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Say what would be done, and do nothing." };
        var parallel = new Option<int>("--parallel") { Description = "Objects at once.", HelpName = "N", DefaultValueFactory = _ => new LakeCopyOptions().Parallelism };
        var command = new Command(name, description) { from, to, only, content, noVerify, dryRun, parallel };
        command.AddExamples(example);
        command.SetAction((result, cancel) => RunAsync(
            result,
            LakeCommand.Open(result.GetRequiredValue(from)).Store,
            LakeCommand.Open(result.GetRequiredValue(to)).Store,
            new LakeCopyOptions
            {
                Only = result.GetValue(only),
                Mirror = mirror,
                CompareContent = result.GetValue(content),
                Verify = !result.GetValue(noVerify),
                DryRun = result.GetValue(dryRun),
                Parallelism = result.GetValue(parallel),
            },
            cancel));
        return command;
    }

    // The options of the library by the names that they have here.
    private static string InWords(string mistakes) => mistakes
        .Replace($"{nameof(LakeCopyOptions.Only)} is", "--only is", StringComparison.Ordinal)
        .Replace($"{nameof(LakeCopyOptions.Parallelism)} is", "--parallel is", StringComparison.Ordinal);

    /// <summary>What a dry run would do, one line an object; of any other run there is nothing to tell.</summary>
    private static async Task TellPlanAsync(LakeCopyReport report, TextWriter output)
    {
        foreach (var found in report.ToCopy)
        {
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"  copy    {found.Path} ({found.Length:#,0} bytes)"));
        }

        foreach (var path in report.ToDelete)
        {
            await output.WriteLineAsync($"  delete  {path}");
        }
    }

    private static async Task<int> RunAsync(ParseResult result, ILakeStore from, ILakeStore to, LakeCopyOptions options, CancellationToken cancellationToken)
    {
        try
        {
            options.Validate();
        }
        catch (ArgumentException mistake)
        {
            throw new UsageException(InWords(mistake.Message), mistake);
        }

        var (output, error) = (result.InvocationConfiguration.Output, result.InvocationConfiguration.Error);
        var report = await CopyAsync();
        await TellPlanAsync(report, output);
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{(options.DryRun ? "would copy" : "copied")} {report.Copied} objects of {report.CopiedBytes:#,0} bytes, {report.Kept} were there, {(options.DryRun ? "would delete" : "deleted")} {report.Deleted}, {report.Failures.Count} failed"));
        if (report.Left > 0)
        {
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{report.Left} objects that only the target has were not deleted, because of what failed: mend that, and run it again"));
        }

        if (report.NotTried > 0)
        {
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{report.NotTried} objects were not tried, for all before them were refused: mend that, and run it again"));
        }

        return report.Failures.Count == 0 ? ExitCodes.Success : ExitCodes.Failure;

        async Task<LakeCopyReport> CopyAsync()
        {
            try
            {
                return await CopyDisplay.ShowAsync(output, error, progress => LakeCopy.RunAsync(from, to, options, progress, cancellationToken));
            }
            catch (LakeException mistake) when (mistake is not LakeAccessException && mistake.InnerException is null)
            {
                // The lakes as they were named; what a lake refused or did not answer is a failure.
                throw new UsageException(mistake.Message);
            }
        }
    }
}
