using System.CommandLine;
using System.Globalization;
using VoiceLake.Cli.Progress;
using VoiceLake.Display;
using VoiceLake.Notebooks.Html;
using VoiceLake.Notebooks.Running;
using VoiceLake.Notebooks.Running.Parameters;

namespace VoiceLake.Cli.Commands;

/// <summary><c>voicelake run</c>: runs notebooks headless and writes what came out.</summary>
internal static class RunCommand
{
    private const string DefaultOutput = "artifacts/site";

    private static readonly Argument<string[]> Paths = new("PATH")
    {
        Description = "A notebook (.ipynb, .dib) or a folder of notebooks, run in name order.",
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<string[]> Parameters = new("-p")
    {
        Description = "Set a variable of the parameters cell; may be repeated. Lists have commas between their values.",
        HelpName = "name=value",
    };

    private static readonly Option<string?> ParameterFileOption = new("--parameters")
    {
        Description = "Read parameters from a JSON or YAML file; -p wins over it.",
        HelpName = "FILE",
    };

    private static readonly Option<string?> Output = new("--out")
    {
        Description = $"The folder for the executed notebooks and the HTML pages. Default: {DefaultOutput}, none with --in-place.",
        HelpName = "DIR",
    };

    private static readonly Option<string?> JUnit = new("--junit") { Description = "Write a JUnit XML report: a test suite a notebook, a test a cell.", HelpName = "FILE" };

    private static readonly Option<double?> CellTimeout = new("--cell-timeout") { Description = "How many seconds one cell may run. Default: no limit.", HelpName = "S" };

    private static readonly Option<double?> Timeout = new("--timeout") { Description = "How many seconds the whole run may take. Default: no limit.", HelpName = "S" };

    private static readonly Option<bool> AllowErrors = new("--allow-errors")
    {
        Description = "Run what stands behind a failure too; the exit code is still 1.",
    };

    private static readonly Option<bool> NoHtml = new("--no-html") { Description = "Write no HTML pages." };

    private static readonly Option<bool> InPlace = new("--in-place")
    {
        Description = "Refresh the outputs of the notebooks themselves, without injected cell and times.",
    };

    public static Command Create()
    {
        var command = new Command("run", "Run notebooks, each in a process of its own, and write them with their outputs, as HTML pages and as a JUnit report.")
        {
            Paths, Parameters, ParameterFileOption, Output, JUnit, CellTimeout, Timeout, AllowErrors, NoHtml, InPlace,
        };
        Paths.Validators.Add(result =>
        {
            foreach (var option in result.Tokens.Where(token => token.Value.StartsWith('-')))
            {
                result.AddError($"There is no option '{option.Value}'.");
            }
        });
        command.AddExamples(
            "voicelake run notebooks --out artifacts/site --junit artifacts/junit.xml",
            "voicelake run notebooks/01-extract-to-bronze.ipynb -p source=../archives -p lake=file:../lake --cell-timeout 600");
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var folder = arguments.GetValue(Output) ?? (arguments.GetValue(InPlace) ? null : DefaultOutput);
        var options = new RunOptions
        {
            Parameters = await ParametersOf(arguments, cancellationToken),
            OutputFolder = folder,
            InPlace = arguments.GetValue(InPlace),
            CellTimeout = Seconds(arguments.GetValue(CellTimeout)),
            Timeout = Seconds(arguments.GetValue(Timeout)),
            AllowErrors = arguments.GetValue(AllowErrors),
        };
        var output = arguments.InvocationConfiguration.Output;
        var runner = new NotebookRunner(options);
        CheckOutputs(folder is null || arguments.GetValue(NoHtml) ? null : folder, arguments.GetValue(JUnit));
        var report = await RunDisplay.ShowAsync(
            output, progress => runner.RunAsync(arguments.GetRequiredValue(Paths), progress, cancellationToken));

        // What has run is written after Ctrl-C too.
        if (arguments.GetValue(JUnit) is { } junit)
        {
            await JUnitReport.WriteAsync(report, junit, CancellationToken.None);
        }

        if (folder is not null && !arguments.GetValue(NoHtml))
        {
            folder = await SiteWriter.WriteAsync(
                report, folder, new() { Title = "VoiceLake notebooks", PlotlyScript = PlotlyScript.Open }, CancellationToken.None);
        }

        foreach (var notice in report.Notices)
        {
            await output.WriteLineAsync(notice);
        }

        await output.WriteLineAsync(RunSummary.Of(report, folder));
        if (RunSummary.FailureOf(report) is { } failure)
        {
            await arguments.InvocationConfiguration.Error.WriteLineAsync($"voicelake: {failure}");
        }

        return report.Passed ? ExitCodes.Success : report.Cancelled ? ExitCodes.Interrupted : ExitCodes.Failure;
    }

    /// <summary>Before anything runs: what is written only at the end can be written. The notebooks' own files are the runner's to check.</summary>
    private static void CheckOutputs(string? site, string? junit)
    {
        if (site is not null)
        {
            OutputPaths.Check([Path.Combine(site, "index.html")]);
            OutputPaths.Check([Path.Combine(site, "assets", "site.css")]);
        }

        if (junit is not null)
        {
            OutputPaths.Check([junit.Length > 0 ? junit : throw new UsageException("--junit names no file")]);
        }
    }

    private static async Task<Dictionary<string, ParameterValue>> ParametersOf(ParseResult arguments, CancellationToken cancellationToken)
    {
        var values = new Dictionary<string, ParameterValue>(StringComparer.Ordinal);
        if (arguments.GetValue(ParameterFileOption) is { } file)
        {
            foreach (var (name, value) in await ParameterFile.ReadAsync(file, cancellationToken))
            {
                values[name] = value;
            }
        }

        var given = new HashSet<string>(StringComparer.Ordinal);
        foreach (var text in arguments.GetValue(Parameters) ?? [])
        {
            var equals = text.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
            {
                throw new UsageException($"'-p {text}' names no value: write -p name=value");
            }

            var name = text[..equals];
            values[name] = given.Add(name)
                ? ParameterValue.FromText(text[(equals + 1)..])
                : throw new UsageException($"-p gives '{name}' twice");
        }

        foreach (var (name, value) in values.Where(given => HoldsSignature(given.Value)))
        {
            throw new UsageException($"the parameter '{name}' holds a shared access signature, which would be written into the notebooks and their pages: set AZURE_STORAGE_SAS_TOKEN to it, and give the address alone");
        }

        return values;
    }

    private static bool HoldsSignature(ParameterValue value) =>
        value.Items is { } items ? items.Any(HoldsSignature) : value.Text is { } text && (text.Contains("?sig=", StringComparison.OrdinalIgnoreCase) || text.Contains("&sig=", StringComparison.OrdinalIgnoreCase));

    private static TimeSpan? Seconds(double? seconds) => seconds switch
    {
        null => null,
        > 0 and < 1e9 => TimeSpan.FromSeconds(seconds.Value),
        _ => throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"a time-out is a number of seconds above 0, not {seconds}")),
    };
}
