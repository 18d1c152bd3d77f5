using System.Globalization;
using VoiceLake.Notebooks.Hosting;
using VoiceLake.Notebooks.Running;

namespace VoiceLake.Cli.Progress;

/// <summary>Runs and notebooks in a line of words.</summary>
internal static class RunSummary
{
    public static string Of(NotebookRun notebook) => notebook.Status switch
    {
        RunStatus.Passed => $"passed: {Count(notebook.Cells.Count(cell => cell.Status == RunStatus.Passed), "cell")} in {Time(notebook.Duration)}{Exit(notebook)}",
        RunStatus.NotRun => $"{notebook.Name} not run, because a notebook before it failed",
        _ => $"{RunStatusName.Of(notebook.Status)} after {Time(notebook.Duration)}",
    };

    public static string Of(RunReport report, string? folder)
    {
        var counts = report.Notebooks
            .GroupBy(notebook => notebook.Status)
            .OrderBy(group => group.Key)
            .Select(group => $"{group.Count()} {RunStatusName.Of(group.Key)}");
        var where = folder is null ? "" : $", results in {folder}";
        return $"{Count(report.Notebooks.Count, "notebook")}: {string.Join(", ", counts)} in {Time(report.Duration)}{where}";
    }

    /// <summary>The run's first failure in one line, <c>null</c> where all passed.</summary>
    public static string? FailureOf(RunReport report)
    {
        if (report.Notebooks.FirstOrDefault(notebook => notebook.Status is not (RunStatus.Passed or RunStatus.NotRun)) is not { } failed)
        {
            return null;
        }

        if (failed.Failure is not { } cell)
        {
            return $"{failed.Path}: {failed.Problem ?? RunStatusName.Of(failed.Status)}".ReplaceLineEndings(" ");
        }

        var title = cell.Title is null ? "" : $" ({cell.Title})";
        return $"{failed.Path}: cell {cell.Number}{title} {RunStatusName.Of(cell.Status)}: {cell.Error?.Name}: {cell.Error?.Value}".ReplaceLineEndings(" ");
    }

    public static IEnumerable<string> Lines(ErrorOutput error) =>
        (error.Traceback.Count > 0 ? error.Traceback : [$"{error.Name}: {error.Value}"]).SelectMany(line => line.Split('\n')).Select(line => line.TrimEnd());

    public static string Time(TimeSpan time) => time.TotalMinutes < 1
        ? time.TotalSeconds.ToString("0.0 s", CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalMinutes} min {time.Seconds} s");

    private static string Exit(NotebookRun notebook) =>
        notebook.ExitValue is not { } value ? "" : value.Length == 0 ? ", ended early" : $", ended early with {Line(value)}";

    private static string Line(string text) => text.ReplaceLineEndings(" ") is var line && line.Length > 80 ? line[..79] + "…" : line;

    private static string Count(int number, string thing) => $"{number} {thing}{(number == 1 ? "" : "s")}";
}
