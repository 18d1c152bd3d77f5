using System.CommandLine;
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
        Arity = ArgumentArity.OneOrMore,
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
        Required = true,
    };

    private static readonly Option<bool> Frames = new("--frames") { Description = "A row a frame instead of a row a clip." };

    private static readonly Option<int> Threads = new("--threads")
    {
        Description = "How many clips are computed at once. Default: one a processor.",
        HelpName = "N",
        DefaultValueFactory = _ => Environment.ProcessorCount,
    };

    public static Command Create()
    {
        var command = new Command("features", "Extract features of audio files into a table, without a lake.") { Inputs, Sets, Output, Frames, Threads };
        command.AddExamples(
            "voicelake features --set voice20,egemaps recordings -o features.csv",
            "voicelake features --set kaldi --frames a.wav b.flac -o mfcc.parquet");
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
        var (output, error) = (arguments.InvocationConfiguration.Output, arguments.InvocationConfiguration.Error);
        var started = Stopwatch.GetTimestamp();
        try
        {
            var report = await ExtractionDisplay.ShowAsync(output, error, progress => FeatureExtraction.RunAsync(
                arguments.GetRequiredValue(Inputs), arguments.GetRequiredValue(Output), options, progress, cancellationToken));
            foreach (var table in report.Outputs)
            {
                await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{table.File}: {table.Rows} rows of {table.Features} features"));
            }

            var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{report.Clips + report.Failures.Count} clips: {report.Clips} done, {report.Failures.Count} failed in {seconds:0.0} s"));
            return report.Failures.Count == 0 ? ExitCodes.Success : ExitCodes.Failure;
        }
        catch (Exception mistake) when (mistake is ExtractionException or LakeException)
        {
            throw new UsageException(mistake.Message);
        }
    }

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
