using System.Text.RegularExpressions;

namespace VoiceLake.Notebooks.Hosting;

/// <summary>The errors that are not the cell's own: interrupted, ended from outside, process gone.</summary>
internal static partial class CellErrors
{
    private const string VariablesAreLost = "The variables of earlier cells are lost: run the notebook again from its first cell.";

    public static ErrorOutput Cancelled(CellInfo cell) =>
        new(nameof(OperationCanceledException), "The cell was interrupted.", [$"Cell {cell.Number} was interrupted before its end."]);

    public static ErrorOutput CannotBeStopped(CellInfo cell) =>
        new(nameof(OperationCanceledException), "The cell was interrupted, but it computes without awaiting and cannot be stopped: restart the notebook.",
            [$"Cell {cell.Number} was interrupted, but it computes without awaiting and cannot be stopped: restart the notebook."]);

    public static ErrorOutput ProcessEnded(CellInfo cell, int exitCode, bool killed, string stderr)
    {
        if (killed)
        {
            return Ended("ProcessKilled", $"Cell {cell.Number} was ended from outside, with the notebook's process.");
        }

        if (stderr.Contains("Stack overflow.", StringComparison.Ordinal))
        {
            return Ended("StackOverflowException", $"Cell {cell.Number} recursed without end; the stack overflow ended the notebook's process.", UserFrames(stderr));
        }

        return Ended("ProcessExited", $"The notebook's process {How(exitCode)} while cell {cell.Number} ran.");
    }

    /// <summary>What is told before the next cell when the process ended while none ran.</summary>
    public static string EndedBetweenCells(int exitCode) => $"The notebook's process {How(exitCode)} after the cell before had ended. {VariablesAreLost}\n";

    private static string How(int exitCode) => exitCode switch
    {
        137 => "was killed (signal 9), perhaps because the machine ran out of memory",
        139 => "crashed in native code (signal 11)",
        134 => "aborted (signal 6)",
        143 => "was asked to end (signal 15)",
        _ => FormattableString.Invariant($"ended with exit code {exitCode}, as Environment.Exit does"),
    };

    private static ErrorOutput Ended(string name, string message, params IEnumerable<string> frames) =>
        new(name, message, [message, .. frames, VariablesAreLost]);

    /// <summary>The frames of the runtime's own report that lie in a cell: its submissions are the classes Submission#N.</summary>
    private static IEnumerable<string> UserFrames(string report) =>
        report.Split('\n')
            .Where(line => SubmissionFrame().IsMatch(line) && !line.Contains("<Factory>", StringComparison.Ordinal))
            .Select(line => "   " + SubmissionFrame().Replace(line.Trim(), ""))
            .Distinct()
            .Take(10);

    [GeneratedRegex(@"Submission#\d+\.?")]
    private static partial Regex SubmissionFrame();
}
