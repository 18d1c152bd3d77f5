using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using VoiceLake.Notebooks.Comparing;
using VoiceLake.Notebooks.Comparing.Sanitising;
using VoiceLake.Notebooks.Documents;

namespace VoiceLake.Notebooks.Checking.Rules;

/// <summary>Outputs are stored with the notebook, small, and the same on every machine.</summary>
internal static partial class OutputRules
{
    public const int MostBytes = 300_000;

    public static readonly IReadOnlyList<NotebookRule> All =
    [
        new("executed", "every code cell has been run", "run 'voicelake run --in-place' on the notebook", Executed),
        new("output-size", $"the outputs of a cell take less than {MostBytes / 1000} KB", "show less: fewer rows, a smaller plot, a shorter sound", Size),
        new("machine-outputs", "outputs hold no paths, ports or times of a machine", "show what is the same on every machine", Machine),
        new("no-errors", "no error is stored, unless the cell is tagged 'raises-exception'", "correct the cell and run it again, or catch the exception and show its message", Errors),
    ];

    private static readonly IReadOnlyList<Sanitiser> Traces = Sanitisers.Named(["run-ids", "times", "ports", "paths"]);

    private static IEnumerable<Breach> Executed(CheckedNotebook notebook) => notebook.Code
        .Where(cell => cell.Cell.ExecutionCount is null && !cell.Cell.HasTag(NotebookCell.SkipExecutionTag)).Select(cell => new Breach(cell, "not run"));

    private static IEnumerable<Breach> Size(CheckedNotebook notebook) =>
        from cell in notebook.Code
        let bytes = cell.Cell.Outputs.Count == 0 ? 0 : Encoding.UTF8.GetByteCount(NotebookJson.Write(cell.Cell.Outputs, NotebookLayout.Jupyter))
        where bytes >= MostBytes
        select new Breach(cell, string.Create(CultureInfo.InvariantCulture, $"{bytes / 1000} KB of outputs, less than {MostBytes / 1000}"));

    private static IEnumerable<Breach> Machine(CheckedNotebook notebook)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(notebook.Document.Path))!;
        var options = new ComparisonOptions { Sanitisers = [], Folders = [Environment.CurrentDirectory, folder, Path.GetDirectoryName(folder) ?? folder] };
        return from cell in notebook.Code
               from output in OutputContents.Of(cell.Cell, options)
               from content in output
               let text = Data().Replace(content.Value, "data:")
               from trace in Traces
               let clean = trace.Apply(text, options)
               where clean != text
               select new Breach(cell, $"{trace.Name} in {content.Key}: '{Excerpt(text, text.AsSpan().CommonPrefixLength(clean))}'");
    }

    private static IEnumerable<Breach> Errors(CheckedNotebook notebook) =>
        from cell in notebook.Code
        where !cell.Cell.HasTag(NotebookCell.RaisesExceptionTag)
        from output in cell.Cell.Outputs.OfType<JsonObject>()
        where output["output_type"]?.ToString() == "error"
        select new Breach(cell, $"{MultilineText.Join(output["ename"])}: {MultilineText.Join(output["evalue"])}".ReplaceLineEndings(" "));

    private static string Excerpt(string text, int at)
    {
        var start = Math.Max(0, at - 10);
        return text.Substring(start, Math.Min(50, text.Length - start)).ReplaceLineEndings(" ");
    }

    // Sound and pictures inside HTML are bytes, not text.
    [GeneratedRegex(@"data:[\w/+.\-]+;base64,[A-Za-z0-9+/=]+")]
    private static partial Regex Data();
}
