using System.Text;
using VoiceLake.Notebooks.Documents.Percent;

namespace VoiceLake.Notebooks.Documents.Converting;

/// <summary>Turns a notebook from one form into another, and tells what the other form cannot hold.</summary>
/// <remarks>Kind, language, order and source of every cell survive each way: what is written is read again and compared.</remarks>
public static class NotebookConverter
{
    /// <summary>Converts a document.</summary>
    /// <exception cref="NotebookFormatException">A cell cannot be held in that form without changing; the message names it and the remedy.</exception>
    public static ConvertedNotebook Convert(NotebookDocument document, NotebookFormat format)
    {
        var text = format switch
        {
            NotebookFormat.Dib => DibWriter.Write(document),
            NotebookFormat.Percent => PercentWriter.Write(document),
            _ => document.ToJson(),
        };
        var again = NotebookDocument.Parse(text, "converted" + Extension(format));
        Compare(document, again, format);
        return new(text, ConversionLosses.Between(document, again, format), [.. Notes(document, again, format)]);
    }

    /// <summary>Writes a converted notebook as UTF-8, first under a temporary name beside the target.</summary>
    public static Task WriteAsync(ConvertedNotebook notebook, string path, CancellationToken cancellationToken = default) =>
        NotebookFile.WriteAsync(path, Encoding.UTF8.GetBytes(notebook.Text), cancellationToken);

    /// <summary>The extension of a form's files, with its dot.</summary>
    public static string Extension(NotebookFormat format) => format switch
    {
        NotebookFormat.Dib => ".dib",
        NotebookFormat.Percent => ".cs",
        _ => ".ipynb",
    };

    // The separators are refused by name before; this is for what nobody thought of.
    private static void Compare(NotebookDocument document, NotebookDocument again, NotebookFormat format)
    {
        var cells = document.Cells.Select(cell => (cell.Kind, Language: cell.Kind == CellKind.Code ? cell.Language : "", cell.Source)).ToList();
        var read = again.Cells.Select(cell => (cell.Kind, Language: cell.Kind == CellKind.Code ? cell.Language : "", cell.Source)).ToList();
        for (var index = 0; index < Math.Max(cells.Count, read.Count); index++)
        {
            if (index >= cells.Count || index >= read.Count || cells[index] != read[index])
            {
                var language = index < cells.Count && cells[index].Language is { Length: > 0 } name ? $" (language '{name}')" : "";
                throw new NotebookFormatException(
                    document.Path, FormattableString.Invariant($"cell {index + 1}{language} would not come back from a {Extension(format)} file as it is: change its language or text"));
            }
        }
    }

    private static IEnumerable<string> Notes(NotebookDocument document, NotebookDocument again, NotebookFormat format)
    {
        var made = document.Cells.Zip(again.Cells).Count(pair => pair.First.Json["id"] is not null && pair.First.Id != pair.Second.Id);
        if (made > 0)
        {
            yield return ConversionLosses.Count(made, "cell") + (made == 1 ? " gets a new id" : " get new ids") + " when the file is read";
        }

        if (format == NotebookFormat.Percent && PercentWriter.Commented(document) is { Count: > 0 } commented)
        {
            yield return $"magics stand as comments and come back: {string.Join(", ", commented.Select(magic => FormattableString.Invariant($"{magic.Name} ({magic.Count})")))}";
        }
    }
}
