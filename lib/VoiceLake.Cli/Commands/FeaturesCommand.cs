using System.CommandLine;
using System.CommandLine.Parsing;
using System.Diagnostics;
using System.Globalization;
using VoiceLake.Cli.Progress;
using VoiceLake.Extraction;
using VoiceLake.Lake;

namespace VoiceLake.Cli.Commands;

/// <summary><c>voicelake features</c>: features of audio files as a table, without a lake.</summary>
internal static class FeaturesCommand
{
    private static readonly Argument<string[]> Inputs = new("IN")
    {
        Description = "Audio files (.wav, .flac), and folders that are searched for them.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private static readonly Option<string[]> Sets = new("--set")
    {
        Description = $"Feature sets, with commas between them: {string.Join(", ", ExtractionOptions.KnownSets)}.",
        HelpName = "NAME[,NAME]",
        Required = true,
    };

    private static readonly Option<string> Output = new("-o", "--out")
    {
        Description = "The table to write, .csv or .parquet. Several grids of frames get a file each, with the grid's name before the extension.",
        HelpName = "OUT",
    };

    private static readonly Option<bool> Frames = new("--frames") { Description = "A row a frame instead of a row a clip." };

    private static readonly Option<bool> Describe = new("--describe")
    {
        Description = "Print unit, formula and reason to be empty of every column as CSV, and compute nothing: IN and OUT are not looked at.",
    };

    private static readonly Option<int> Threads = new("--threads")
    {
        Description = "How many clips are computed at once. Default: one a processor.",
        HelpName = "N",
        DefaultValueFactory = _ => Environment.ProcessorCount,
    };

    public static Command Create()
    {
        var command = new Command("features", "Extract features of audio files into a table, without a lake.") { Inputs, Sets, Output, Frames, Describe, Threads };
        command.AddExamples(
            "voicelake features --set voice20,egemaps recordings -o features.csv",
            "voicelake features --set kaldi --frames a.wav b.flac -o mfcc.parquet",
            "voicelake features --set egemaps --describe");
        command.Validators.Add(CheckPresent);
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var options = new ExtractionOptions
        {
            Sets = [.. arguments.GetRequiredValue(Sets).SelectMany(text => text.Split(',', StringSplitOptions.TrimEntries))],
            Frames = arguments.GetValue(Frames),
            Threads = arguments.GetValue(Threads),
        };
        Check(options);
        if (arguments.GetValue(Describe))
        {
            await FeatureDescription.WriteAsync(arguments.InvocationConfiguration.Output, FeatureExtraction.Describe(options), cancellationToken);
            return ExitCodes.Success;
        }

        var (output, error) = (arguments.InvocationConfiguration.Output, arguments.InvocationConfiguration.Error);
        var started = Stopwatch.GetTimestamp();
        try
        {
            var report = await ExtractionDisplay.ShowAsync(output, error, progress => FeatureExtraction.RunAsync(
                arguments.GetRequiredValue(Inputs), arguments.GetValue(Output)!, options, progress, cancellationToken));
            foreach (var table in report.Outputs)
            {
                await output.WriteLineAsync($"{table.File}: {Count(table.Rows, "row")} of {Count(table.Features, "feature")}");
            }

            var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
            var folders = report.Folders.Count == 0 ? "" : $", {Count(report.Folders.Count, "folder")} not searched";
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{Count(report.Clips + report.Failures.Count, "clip")}: {report.Clips} done, {report.Failures.Count} failed{folders} in {seconds:0.0} s"));
            if (report.Outputs.Count == 0)
            {
                await error.WriteLineAsync($"voicelake: no clip could be computed, and '{arguments.GetValue(Output)}' was left as it was.");
            }

            return report.Succeeded ? ExitCodes.Success : ExitCodes.Failure;
        }
        catch (Exception mistake) when (mistake is ExtractionException or LakeException)
        {
            throw new UsageException(mistake.Message);
        }
    }

    /// <summary>What every run needs but one that only describes.</summary>
    private static void CheckPresent(CommandResult arguments)
    {
        if (arguments.GetValue(Describe))
        {
            return;
        }

        if (arguments.GetResult(Inputs) is not { Tokens.Count: > 0 })
        {
            arguments.AddError("IN is missing: name audio files (.wav, .flac) or folders that hold some.");
        }

        if (arguments.GetResult(Output) is null)
        {
            arguments.AddError("Option '-o' is missing: name the table to write, .csv or .parquet.");
        }
    }

    private static string Count(long number, string thing) => string.Create(CultureInfo.InvariantCulture, $"{number} {thing}{(number == 1 ? "" : "s")}");

    private static void Check(ExtractionOptions options)
    {
        try
        {
            options.Validate();
        }
        catch (ArgumentException mistake)
        {
            throw new UsageException(mistake.Message);
        }
    }
}
