using System.CommandLine;
using System.Text.RegularExpressions;
using VoiceLake.Cli.Commands;
using VoiceLake.Cli.Commands.Factory;
using VoiceLake.Cli.Commands.Notebook;
using VoiceLake.Cli.Telemetry;
using VoiceLake.Notebooks.Documents;
using VoiceLake.Notebooks.Running;

namespace VoiceLake.Cli;

/// <summary>The <c>voicelake</c> command: its subcommands, and errors as one line on stderr.</summary>
public static partial class CommandLine
{
    // After Ctrl-C what has run so far is still written: notebook, JUnit, pages.
    private static readonly TimeSpan TimeToFinish = TimeSpan.FromSeconds(30);

    /// <summary>The whole tree of commands.</summary>
    public static RootCommand Create()
    {
        var root = new RootCommand("C# notebooks that take raw speech archives to model-ready features, and the lake they fill.")
        {
            RunCommand.Create(),
            KernelCommand.Create(),
            FeaturesCommand.Create(),
            LakeCommand.Create(),
            AzureCommand.Create(),
            NotebookCommand.Create(),
            FactoryCommand.Create(),
            TelemetryOption.Create(),
        };
        root.HelpName = "voicelake";
        root.AddExamples("voicelake run notebooks --out artifacts/site");
        return root;
    }

    /// <summary>Runs one command; returns its exit code: 0 done, 1 failed, 2 not understood, 130 interrupted.</summary>
    public static async Task<int> InvokeAsync(
        IReadOnlyList<string> args, TextWriter output, TextWriter error, CancellationToken cancellationToken = default)
    {
        var result = Create().Parse(args);
        if (result.Errors.Count > 0)
        {
            var command = string.Join(' ', Names(result.CommandResult));
            error.WriteLine($"voicelake: {OneLine(string.Join(' ', result.Errors.Select(one => InWords(one.Message))))} See '{command} --help'.");
            return ExitCodes.Usage;
        }

        using var telemetry = TelemetryOption.Open(result, error);
        using var span = CommandTelemetry.Start(string.Join(' ', Names(result.CommandResult)));
        return CommandTelemetry.End(span, await RunAsync(result, output, error, cancellationToken));
    }

    private static async Task<int> RunAsync(ParseResult result, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        try
        {
            var configuration = new InvocationConfiguration
            {
                Output = output,
                Error = error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = TimeToFinish,
            };
            return await result.InvokeAsync(configuration, cancellationToken);
        }
        catch (Exception mistake) when (mistake is UsageException or RunRequestException or NotebookFormatException)
        {
            error.WriteLine($"voicelake: {OneLine(mistake.Message)}");
            return ExitCodes.Usage;
        }
        catch (OperationCanceledException)
        {
            error.WriteLine("voicelake: interrupted");
            return ExitCodes.Interrupted;
        }
#pragma warning disable CA1031 // The last resort of a command line: whatever went wrong is told in one line, not as a stack trace.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            error.WriteLine($"voicelake: {Explain(failure)}");
            return ExitCodes.Failure;
        }
    }

    private static string Explain(Exception failure) =>
        SystemFault.RemedyOf(failure) is { } remedy ? $"{OneLine(failure.Message).TrimEnd('.')}. {remedy}" : OneLine(failure.Message);

    /// <summary>A parser's message without the name of a .NET type: what to write instead.</summary>
    private static string InWords(string message) => ExpectedType().Replace(message, match => match.Value switch
    {
        var type when type.Contains("Int64", StringComparison.Ordinal) => ": give a whole number.",
        var type when type.Contains("Double", StringComparison.Ordinal) => ": give a number.",
        _ => ".",
    });

    [GeneratedRegex(@" as expected type '[^']*'\.?")]
    private static partial Regex ExpectedType();

    private static IEnumerable<string> Names(System.CommandLine.Parsing.CommandResult command) =>
        command.Parent is System.CommandLine.Parsing.CommandResult parent ? Names(parent).Append(command.Command.Name) : ["voicelake"];

    private static string OneLine(string text) =>
        string.Join(' ', text.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}
