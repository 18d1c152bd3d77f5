using System.Globalization;
using Spectre.Console;
using VoiceLake.Extraction;

namespace VoiceLake.Cli.Progress;

/// <summary>Shows an extraction while it goes on: a moving bar on a terminal, a line now and then elsewhere; failures and warnings at once.</summary>
internal static class ExtractionDisplay
{
    public static async Task<ExtractionReport> ShowAsync(TextWriter output, TextWriter error, Func<IProgress<ExtractionProgress>, Task<ExtractionReport>> run)
    {
        if (!RunDisplay.IsTerminal(output))
        {
            return await run(new Lines(output, error));
        }

        return await AnsiConsole.Progress().StartAsync(context => run(new Bar(context.AddTask("clips"))));
    }

    private static string Text(string reason) => reason.ReplaceLineEndings(" ");

    private sealed class Bar(ProgressTask task) : IProgress<ExtractionProgress>
    {
        public void Report(ExtractionProgress value)
        {
            (task.MaxValue, task.Value) = (Math.Max(1, value.Total), value.Done);
            if (value.Failure is { } failure)
            {
                AnsiConsole.MarkupLineInterpolated($"[red]{Text(failure.Reason)}[/]");
            }

            if (value.Warning is { } warning)
            {
                AnsiConsole.MarkupLineInterpolated($"[yellow]warning: {Text(warning.Reason)}[/]");
            }
        }
    }

    private sealed class Lines(TextWriter output, TextWriter error) : IProgress<ExtractionProgress>
    {
        private const int Steps = 10;

        public void Report(ExtractionProgress value)
        {
            if (value.Failure is { } failure)
            {
                error.WriteLine(Text(failure.Reason));
            }

            if (value.Warning is { } warning)
            {
                error.WriteLine($"warning: {Text(warning.Reason)}");
            }

            if (value.Done > 0 && (value.Done == value.Total || (long)value.Done * Steps / value.Total > (long)(value.Done - 1) * Steps / value.Total))
            {
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {value.Done}/{value.Total} clips"));
            }
        }
    }
}
