using System.Globalization;
using VoiceLake.Notebooks.Running;

namespace VoiceLake.Cli.Progress;

/// <summary>A line a cell: how long it took, what it said, and its error in full.</summary>
internal sealed class PlainRunDisplay(TextWriter output) : IProgress<RunEvent>
{
    private const int TitleWidth = 44;
    private int _last;

    public void Report(RunEvent value)
    {
        switch (value)
        {
            case NotebookStarted started:
                _last = started.LastNumber;
                output.WriteLine(started.Title == started.Name ? started.Name : $"{started.Name}: {started.Title}");
                break;
            case CellEnded ended:
                WriteCell(ended.Cell);
                break;
            case NotebookEnded ended:
                output.WriteLine($"  {RunSummary.Of(ended.Notebook)}");
                break;
        }
    }

    private void WriteCell(CellRun cell)
    {
        var width = _last.ToString(CultureInfo.InvariantCulture).Length;
        var title = cell.IsInjected ? "(parameters of this run)" : cell.Title ?? "";
        title = title.Length <= TitleWidth ? title : title[..(TitleWidth - 1)] + "…";
        var number = cell.IsInjected ? "-p".PadLeft(4 + width) : FormattableString.Invariant($"{cell.Number,3}/{_last}");
        var outcome = cell.Status == RunStatus.Passed ? cell.Summary : RunStatusName.Of(cell.Status).ToUpperInvariant();
        var line = string.Create(CultureInfo.InvariantCulture,
            $"  {number} {title.PadRight(TitleWidth)} {RunSummary.Time(cell.Duration),8}  {outcome}");
        output.WriteLine(line.TrimEnd());
        if (cell.IsFailure && cell.Error is { } error)
        {
            foreach (var text in RunSummary.Lines(error))
            {
                output.WriteLine($"        {text}");
            }
        }
    }
}
