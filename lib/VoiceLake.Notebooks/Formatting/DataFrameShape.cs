using System.Collections;
using System.Reflection;

namespace VoiceLake.Notebooks.Formatting;

/// <summary>Reads a Microsoft.Data.Analysis.DataFrame by the shape of its members: the host references no such package, notebooks bring their own.</summary>
internal static class DataFrameShape
{
    public static bool IsFrame(object value)
    {
        for (var type = value.GetType(); type is not null; type = type.BaseType)
        {
            if (type.FullName == "Microsoft.Data.Analysis.DataFrame")
            {
                return true;
            }
        }

        return false;
    }

    public static TableShape? Find(object value, int limit)
    {
        if (!IsFrame(value) || value.GetType().GetProperty("Columns")?.GetValue(value) is not IEnumerable columns)
        {
            return null;
        }

        var read = columns.Cast<object>().Select(Column).ToList();
        var total = read.Count == 0 ? 0 : read.Max(c => c.Length);
        var shown = Math.Min(total, limit);
        var rows = new List<IReadOnlyList<object?>>();
        for (long row = 0; row < shown; row++)
        {
            rows.Add([row, .. read.Select(c => row < c.Length ? c.Cell(row) : Missing.Value)]);
        }

        return new TableShape(
            ["index", .. read.Select(c => $"{c.Name}\n{TypeNames.Of(c.Type)}")], rows, total > shown ? FormattableString.Invariant($"({total - shown} more)") : null);
    }

    private static (string Name, Type Type, long Length, Func<long, object?> Cell) Column(object column)
    {
        const BindingFlags Public = BindingFlags.Public | BindingFlags.Instance;
        var type = column.GetType();
        var cell = BaseTypes(type).Select(t => t.GetProperty("Item", Public | BindingFlags.DeclaredOnly, null, null, [typeof(long)], null)).First(p => p is not null)!;
        return ((string)Read("Name")!, (Type)Read("DataType")!, (long)Read("Length")!, row => cell.GetValue(column, [row]));

        object? Read(string name) => BaseTypes(type).Select(t => t.GetProperty(name, Public | BindingFlags.DeclaredOnly)).First(p => p is not null)!.GetValue(column);
    }

    // Columns hide members of their base with others of the same name, so that a plain look-up is ambiguous.
    private static IEnumerable<Type> BaseTypes(Type type)
    {
        for (var level = type; level is not null; level = level.BaseType)
        {
            yield return level;
        }
    }
}
