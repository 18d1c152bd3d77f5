using System.Globalization;
using Spectre.Console;
using VoiceLake.Lake.Copying;

namespace VoiceLake.Cli.Progress;

/// <summary>Shows a copy while it goes on: a moving bar on a terminal, a line now and then elsewhere; failures at once.</summary>
internal static class CopyDisplay
{
    public static async Task<LakeCopyReport> ShowAsync(TextWriter output, TextWriter error, Func<IProgress<LakeCopyProgress>, Task<LakeCopyReport>> run)
    {
        if (!RunDisplay.IsTerminal(output))
        {
            return await run(new Lines(output, error));
        }

        return await AnsiConsole.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new DownloadedColumn(), new TransferSpeedColumn(), new RemainingTimeColumn())
            .StartAsync(context => run(new Bar(context.AddTask("lake"))));
    }

    private static string Text(LakeCopyFailure failure) => failure.Reason.ReplaceLineEndings(" ");

    private sealed class Bar(ProgressTask task) : IProgress<LakeCopyProgress>
    {
        public void Report(LakeCopyProgress value)
        {
            (task.MaxValue, task.Value) = (value.AllBytes, value.Bytes);
            if (value.Failure is { } failure)
            {
                AnsiConsole.MarkupLineInterpolated($"[red]{Text(failure)}[/]");
            }
        }
    }

    private sealed class Lines(TextWriter output, TextWriter error) : IProgress<LakeCopyProgress>
    {
        private const int Steps = 10;
        private int _shown;

        public void Report(LakeCopyProgress value)
        {
            if (value.Failure is { } failure)
            {
                error.WriteLine(Text(failure));
            }

            var step = value.AllObjects == 0 ? 0 : (int)((long)value.Objects * Steps / value.AllObjects);
            if (step > _shown)
            {
                _shown = step;
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {value.Objects}/{value.AllObjects} objects, {value.Bytes:#,0}/{value.AllBytes:#,0} bytes"));
            }
        }
    }
}
