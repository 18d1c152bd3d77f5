using System.Globalization;
using VoiceLake.Notebooks.Documents;

namespace VoiceLake.Notebooks.Comparing;

/// <summary>Two notebooks compared cell by cell.</summary>
/// <param name="OldPath">The old notebook's file.</param>
/// <param name="NewPath">The new notebook's file.</param>
/// <param name="Differences">Where they differ, in the order of the cells; empty where they are equal.</param>
public sealed record NotebookComparison(string OldPath, string NewPath, IReadOnlyList<NotebookDifference> Differences)
{
    /// <summary>Whether the notebooks are equal in what is compared.</summary>
    public bool AreEqual => Differences.Count == 0;

    /// <summary>Compares kinds, languages, sources, attachments, tags and sanitised outputs; other metadata and file layout do not count.</summary>
    /// <remarks>Cells belong together by their ids, else by their sources. Images and sound are compared by their bytes, JSON by its values.</remarks>
    public static NotebookComparison Compare(NotebookDocument old, NotebookDocument @new, ComparisonOptions? options = null)
    {
        options ??= new();
        var differences = new List<NotebookDifference>();
        foreach (var pair in CellAlignment.Of(old.Cells, @new.Cells))
        {
            differences.AddRange(Compare(pair, options));
        }

        return new(old.Path, @new.Path, differences);
    }

    /// <summary>The differences as unified text, a heading for each; empty where there are none.</summary>
    public override string ToString() => DifferenceText.Of(this);

    private static IEnumerable<NotebookDifference> Compare(CellPair pair, ComparisonOptions options)
    {
        var (was, now) = (pair.Old, pair.New);
        var found = new NotebookDifference(pair.OldNumber, pair.NewNumber, (now ?? was)!.Id, "cell", null, null, was?.Source, now?.Source);
        if (was is null || now is null)
        {
            yield return found;
            yield break;
        }

        if (pair.HasMoved)
        {
            yield return found with { Part = "place", Old = Text(pair.OldNumber!.Value), New = Text(pair.NewNumber!.Value) };
        }

        foreach (var (part, old, @new) in Parts(was, now, options).Where(part => part.Old != part.New))
        {
            yield return found with { Part = part, Old = old, New = @new };
        }

        var outputs = (Old: OutputContents.Of(was, options), New: OutputContents.Of(now, options));
        for (var index = 0; index < Math.Max(outputs.Old.Count, outputs.New.Count); index++)
        {
            var old = index < outputs.Old.Count ? outputs.Old[index] : [];
            var @new = index < outputs.New.Count ? outputs.New[index] : [];
            foreach (var mime in old.Keys.Union(@new.Keys).Where(mime => old.GetValueOrDefault(mime) != @new.GetValueOrDefault(mime)))
            {
                yield return found with { Part = "output", Output = index + 1, Mime = mime, Old = old.GetValueOrDefault(mime), New = @new.GetValueOrDefault(mime) };
            }
        }
    }

    private static IEnumerable<(string Part, string? Old, string? New)> Parts(NotebookCell was, NotebookCell now, ComparisonOptions options)
    {
        yield return ("kind", Kind(was), Kind(now));
        yield return ("source", was.Source, now.Source);
        yield return ("attachments", OutputContents.Attachments(was), OutputContents.Attachments(now));
        yield return ("tags", string.Join(", ", was.Tags), string.Join(", ", now.Tags));
        if (options.ComparesExecutionCounts)
        {
            yield return ("execution count", was.ExecutionCount is { } old ? Text(old) : null, now.ExecutionCount is { } @new ? Text(@new) : null);
        }
    }

    private static string Kind(NotebookCell cell) => cell.Kind == CellKind.Code ? $"code ({cell.Language})" : cell.Kind == CellKind.Markdown ? "markdown" : "raw";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
