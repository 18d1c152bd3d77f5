using VoiceLake.Notebooks.Documents;

namespace VoiceLake.Notebooks.Engine;

/// <summary>Runs another notebook or source file in the place of <c>#!import</c>.</summary>
internal sealed class NotebookImporter(CellEngine engine)
{
    private readonly List<string> _open = [];

    /// <exception cref="FormatException">The file imports itself, directly or through others, or is of no known kind.</exception>
    /// <exception cref="IOException">There is no such file.</exception>
    public async Task ImportAsync(string argument, CellSource source, CellRun run)
    {
        var path = Path.GetFullPath(argument.Trim().Trim('"'), source.Folder);
        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"There is no file '{path}' to import; the path is relative to the folder of the importing file.");
        }

        if (_open.Contains(path))
        {
            throw new FormatException($"The imports run in a circle: {string.Join(" → ", _open.Append(path).Select(Path.GetFileName))}.");
        }

        _open.Add(path);
        try
        {
            foreach (var part in await ReadAsync(path, run.Token))
            {
                await engine.RunAsync(part, run, isImport: true);
            }
        }
        finally
        {
            _open.RemoveAt(_open.Count - 1);
        }
    }

    private static async Task<IReadOnlyList<CellSource>> ReadAsync(string path, CancellationToken ct)
    {
        var folder = Path.GetDirectoryName(path)!;
        var name = Path.GetFileName(path);
        if (Path.GetExtension(path).ToLowerInvariant() is ".cs" or ".csx")
        {
            return [new CellSource(name, await File.ReadAllTextAsync(path, ct), folder)];
        }

        if (!NotebookDocument.IsNotebook(path))
        {
            throw new FormatException($"'{name}' cannot be imported: give a .ipynb, .dib or .cs file.");
        }

        var document = await NotebookDocument.ReadAsync(path, ct);
        return [.. document.Cells.Select((cell, i) => (cell, number: i + 1))
            .Where(c => c.cell.Kind == CellKind.Code && !c.cell.HasTag(NotebookCell.SkipExecutionTag))
            .Select(c => new CellSource(FormattableString.Invariant($"{name} cell {c.number}"), Code(c.cell), folder))];
    }

    // A cell of another language begins with the magic that says so; its lines count one more then.
    private static string Code(NotebookCell cell) => cell.Language == "csharp" ? cell.Source : $"#!{cell.Language}\n{cell.Source}";
}
