using VoiceLake.Notebooks.Hosting;

namespace VoiceLake.Notebooks.Engine;

/// <summary>A cell cannot run, for a reason that is told to its author as it stands.</summary>
internal sealed class CellException(string name, string message, IReadOnlyList<string>? traceback = null) : Exception(message)
{
    /// <summary>The name of the error, such as <c>CompilationError</c>.</summary>
    public string Name { get; } = name;

    /// <summary>The error as an output.</summary>
    public ErrorOutput ToOutput() => new(Name, Message, traceback ?? [Message]);

    /// <summary>An error at a line of a cell.</summary>
    public static CellException At(string name, CellSource source, int line, string message, int column = 1) =>
        new(name, $"{source.Label}, line {line}, column {column}: {message}", [$"{source.Label}, line {line}, column {column}: {message}", .. Pointer.Lines(source.Line(line), column)]);
}

/// <summary>A line of code with a caret below the place meant.</summary>
internal static class Pointer
{
    /// <param name="line">The line as written; a long one is cut around the column.</param>
    /// <param name="column">The place, from 1.</param>
    public static IEnumerable<string> Lines(string line, int column)
    {
        if (line.Trim().Length == 0)
        {
            return [];
        }

        const int Width = 120;
        var from = column > Width ? column - Width / 2 : 0;
        var text = line.Length - from > Width ? line.Substring(from, Width) : line[from..];
        var lead = new string([.. line.Skip(from).Take(Math.Max(0, column - 1 - from)).Select(c => c == '\t' ? '\t' : ' ')]);
        return ["    " + text, "    " + lead + "^"];
    }
}
