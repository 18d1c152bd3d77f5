using System.Globalization;
using Spectre.Console;
using VoiceLake.Lake.Copying;

namespace VoiceLake.Cli.Progress;

/// <summary>Shows a copy while it goes on: a moving bar on a terminal, a line now and then elsewhere; failures at once, but of many with one reason only the first.</summary>
internal static class CopyDisplay
{
    public static async Task<LakeCopyReport> ShowAsync(TextWriter output, TextWriter error, Func<IProgress<LakeCopyProgress>, Task<LakeCopyReport>> run)
    {
        var failures = new CopyFailures();
        var report = RunDisplay.IsTerminal(output)
            ? await AnsiConsole.Progress()
                .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new DownloadedColumn(), new TransferSpeedColumn(), new RemainingTimeColumn())
                .StartAsync(context => run(new Bar(context.AddTask("lake"), failures)))
            : await run(new Lines(output, error, failures));
        foreach (var line in failures.Rest)
        {
            await error.WriteLineAsync(line);
        }

        return report;
    }

    private sealed class Bar(ProgressTask task, CopyFailures failures) : IProgress<LakeCopyProgress>
    {
        public void Report(LakeCopyProgress value)
        {
            (task.MaxValue, task.Value) = (value.AllBytes, value.Bytes);
            if (value.Failure is { } failure && failures.Take(failure) is { } line)
            {
                AnsiConsole.MarkupLineInterpolated($"[red]{line}[/]");
            }
        }
    }

    private sealed class Lines(TextWriter output, TextWriter error, CopyFailures failures) : IProgress<LakeCopyProgress>
    {
        private const int Steps = 10;
        private int _shown;

        public void Report(LakeCopyProgress value)
        {
            if (value.Failure is { } failure && failures.Take(failure) is { } line)
            {
                error.WriteLine(line);
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
