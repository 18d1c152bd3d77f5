using System.Globalization;
using Microsoft.Data.Analysis;

namespace VoiceLake.Display.Internals;

/// <summary>What the plots and tables ask of a data frame.</summary>
internal static class DataFrameColumns
{
    /// <summary>The column of that name, or an error that names those there are.</summary>
    public static DataFrameColumn RequireColumn(this DataFrame frame, string name) => frame.Columns.FirstOrDefault(column => column.Name == name)
        ?? throw new ArgumentException($"The table has no column '{name}', but: {string.Join(", ", frame.Columns.Select(column => column.Name))}.", nameof(name));

    /// <summary>The numbers of a column; null where there is none.</summary>
    public static double?[] Numbers(this DataFrame frame, string name)
    {
        var column = frame.RequireColumn(name);
        return CellText.IsNumeric(column.DataType)
            ? [.. Cells(column).Select(cell => cell is null ? (double?)null : Convert.ToDouble(cell, CultureInfo.InvariantCulture))]
            : throw new ArgumentException($"The column '{name}' holds {column.DataType.Name}, not numbers.", nameof(name));
    }

    /// <summary>The texts of a column; <see cref="Palette.NoGroup"/> where there is none.</summary>
    public static string[] Groups(this DataFrame frame, string name) =>
        [.. Cells(frame.RequireColumn(name)).Select(cell => CellText.Of(cell) ?? Palette.NoGroup)];

    private static IEnumerable<object?> Cells(DataFrameColumn column)
    {
        for (var row = 0L; row < column.Length; row++)
        {
            yield return column[row];
        }
    }
}
