using Spectre.Console;
using Spectre.Console.Rendering;
using VoiceLake.Notebooks.Running;

namespace VoiceLake.Cli.Progress;

/// <summary>A bar a notebook on a terminal, with the cell that runs beside it.</summary>
internal sealed class LiveRunDisplay(ProgressContext context, List<string> errors) : IProgress<RunEvent>
{
    private ProgressTask? _task;
    private string _title = "";

    /// <summary>Runs under moving bars, then shows the errors.</summary>
    public static async Task<RunReport> ShowAsync(IAnsiConsole console, Func<IProgress<RunEvent>, Task<RunReport>> run)
    {
        var errors = new List<string>();
        var report = await console.Progress()
            .Columns(new SpinnerColumn(), new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn { Width = 24 }, new CountColumn(), new ElapsedTimeColumn())
            .StartAsync(context => run(new LiveRunDisplay(context, errors)));
        foreach (var line in errors)
        {
            console.WriteLine(line);
        }

        return report;
    }

    public void Report(RunEvent value)
    {
        switch (value)
        {
            case NotebookStarted started:
                _title = started.Name;
                _task = context.AddTask(Markup.Escape(_title), maxValue: Math.Max(1, started.Cells));
                break;
            case CellStarted started:
                _task!.Description = $"{Markup.Escape(_title)} [grey]{Markup.Escape(Short(started.Cell.Title ?? ""))}[/]";
                break;
            case CellEnded ended:
                _task!.Increment(1);
                AddError(ended.Cell);
                break;
            case NotebookEnded { Notebook.Status: var status } ended when _task is not null && ended.Name == _title:
                var colour = status == RunStatus.Passed ? "green" : "red";
                _task.Description = $"[{colour}]{Markup.Escape(_title)}[/] [grey]{RunStatusName.Of(status)}[/]";
                _task.StopTask();
                break;
        }
    }

    private void AddError(CellRun cell)
    {
        if (cell.IsFailure && cell.Error is { } error)
        {
            errors.Add($"{_title}, cell {cell.Number}{(cell.Title is null ? "" : $" ({cell.Title})")}: {RunStatusName.Of(cell.Status)}");
            errors.AddRange(RunSummary.Lines(error).Select(line => "  " + line));
        }
    }

    private static string Short(string text) => text.Length <= 32 ? text : text[..31] + "…";

    private sealed class CountColumn : ProgressColumn
    {
        public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) => new Text($"{task.Value:0}/{task.MaxValue:0}");
    }
}
