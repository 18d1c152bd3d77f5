using Spectre.Console;

namespace VoiceLake.Cli.Commands;

/// <summary>Rows of a table on the screen: cells are cut so that a row fits into its width, and columns that do not fit even so are counted.</summary>
/// <param name="names">The columns.</param>
/// <param name="mayLeaveOut">Whether columns may be left out; those that were asked for by name may not.</param>
internal sealed class RowGrid(IReadOnlyList<string> names, bool mayLeaveOut)
{
    private const int Longest = 40;
    private const int Shortest = 10;

    // What the border puts around a cell.
    private const int Around = 3;

    private readonly List<string[]> _rows = [];

    public int Count => _rows.Count;

    public void Add(IReadOnlyList<object?> values) => _rows.Add([.. values.Select(value => LakeText.Cell(value, Longest))]);

    public void Write(IAnsiConsole console, int width)
    {
        var widest = names.Select((name, i) => Math.Max(name.Length, _rows.Select(row => row[i].Length).DefaultIfEmpty().Max())).ToList();
        var shown = names.Count;
        while (mayLeaveOut && shown > 1 && WidthAt(Shortest) > width)
        {
            shown--;
        }

        var longest = Longest;
        while (longest > Shortest && WidthAt(longest) > width)
        {
            longest--;
        }

        var grid = new Table { Border = TableBorder.Simple };
        foreach (var name in names.Take(shown))
        {
            grid.AddColumn(new TableColumn(Markup.Escape(name)) { NoWrap = true });
        }

        foreach (var row in _rows)
        {
            grid.AddRow([.. row.Take(shown).Select(cell => Markup.Escape(LakeText.Cut(cell, longest)))]);
        }

        console.Write(grid);
        if (shown < names.Count)
        {
            console.WriteLine($"{names.Count - shown} more columns: choose some with --columns a,b, or take all with --csv.");
        }

        // A heading is never cut: it is what --columns takes.
        int WidthAt(int cell) => Enumerable.Range(0, shown).Sum(i => Around + Math.Max(names[i].Length, Math.Min(widest[i], cell)));
    }
}
