using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.DotNet.Interactive.Formatting;

namespace VoiceLake.Notebooks.Formatting;

/// <summary>Finds the shape of any value.</summary>
internal static class Shapes
{
    private const int ColumnsAtMost = 30;

    /// <summary>A sequence without items: a heading with nothing below would look like an output that got lost.</summary>
    private static readonly ScalarShape Empty = new("(empty)");

    public static Shape Of(object? value)
    {
        if (value is null or DBNull)
        {
            return new NullShape();
        }

        if (Scalars.Find(value) is { } scalar)
        {
            return scalar;
        }

        if (DataFrameShape.Find(value, Formatter.ListExpansionLimit) is { } frame)
        {
            return Narrow(frame);
        }

        return value switch
        {
            Task task => OfTask(task),
            Array { Rank: 2 } grid => Narrow(OfGrid(grid)),
            IDictionary dictionary => OfDictionary(dictionary) is { Rows.Count: > 0 } map ? map : Empty,
            IEnumerable sequence => OfSequence(sequence) is { } table && (table.Rows.Count > 0 || table.More is not null) ? Narrow(table) : Empty,
            _ => OfObject(value),
        };
    }

    private static Shape OfTask(Task task) => task.Status switch
    {
        TaskStatus.RanToCompletion when Result(task) is { } result => new ObjectShape(TypeNames.Of(result.PropertyType is var t ? typeof(Task<>).MakeGenericType(t) : t), [("Status", "completed"), ("Result", result.GetValue(task))]),
        TaskStatus.RanToCompletion => new ScalarShape("Task (completed)"),
        TaskStatus.Faulted => new ObjectShape("Task", [("Status", "faulted"), ("Exception", task.Exception!.InnerException)]),
        TaskStatus.Canceled => new ScalarShape("Task (cancelled)"),
        _ => new ScalarShape("Task (not yet completed: await it to see its result)"),
    };

    // Async methods without a value return Task<VoidTaskResult>, whose result is nobody's business.
    private static PropertyInfo? Result(Task task) =>
        task.GetType().GetProperty("Result") is { PropertyType.Name: not "VoidTaskResult" } property ? property : null;

    private static TableShape OfDictionary(IDictionary dictionary)
    {
        var rows = new List<IReadOnlyList<object?>>();
        foreach (DictionaryEntry entry in dictionary)
        {
            if (rows.Count == Formatter.ListExpansionLimit)
            {
                break;
            }

            rows.Add([entry.Key, entry.Value]);
        }

        return new TableShape(["key", "value"], rows, More(dictionary.Count - rows.Count));
    }

    private static TableShape OfGrid(Array grid)
    {
        var (height, width) = (Math.Min(grid.GetLength(0), Formatter.ListExpansionLimit), Math.Min(grid.GetLength(1), ColumnsAtMost + 1));
        var rows = Enumerable.Range(0, height).Select(i => (IReadOnlyList<object?>)[i, .. Enumerable.Range(0, width).Select(j => grid.GetValue(i, j))]);
        return new TableShape(["index", .. Enumerable.Range(0, width).Select(j => FormattableString.Invariant($"{j}"))], [.. rows], More(grid.GetLength(0) - height));
    }

    private static TableShape OfSequence(IEnumerable sequence)
    {
        var (items, more) = SequenceHead.Of(sequence);
        return Columns(items) is { } columns
            ? new TableShape(["index", .. columns.Names], [.. items.Select((item, i) => (IReadOnlyList<object?>)[i, .. columns.Read(item)])], more)
            : new TableShape(["index", "value"], [.. items.Select((item, i) => (IReadOnlyList<object?>)[i, item])], more, IsList: true);
    }

    /// <summary>The columns of items that have members; null when the items are values of their own.</summary>
    private static (IReadOnlyList<string> Names, Func<object?, IEnumerable<object?>> Read)? Columns(IReadOnlyList<object?> items)
    {
        var given = items.OfType<object>().ToList();
        if (given.Count == 0 || given.Any(item => ValueFormatter.HasOwnFormatter(item.GetType()) || Scalars.Find(item) is not null || item is Task))
        {
            return null;
        }

        if (given.All(item => item is IDictionary))
        {
            var keys = given.Cast<IDictionary>().SelectMany(d => d.Keys.Cast<object>()).Select(k => k.ToString() ?? "").Distinct().ToList();
            return (keys, item => item is not IDictionary entries ? keys.Select(_ => (object?)null) : keys.Select(key => Entry(entries, key)));
        }

        if (given.Any(item => item is IEnumerable || DataFrameShape.IsFrame(item)))
        {
            return null;
        }

        var names = given.Select(item => item.GetType()).Distinct().SelectMany(type => Members.Of(type).Select(m => m.Name)).Distinct().ToList();
        return names.Count == 0 ? null : (names, item => names.Select(name => item is null ? null : Members.Read(item, name)));
    }

    private static object? Entry(IDictionary entries, string key)
    {
        foreach (DictionaryEntry entry in entries)
        {
            if (entry.Key.ToString() == key)
            {
                return entry.Value;
            }
        }

        return Missing.Value;
    }

    private static Shape OfObject(object value)
    {
        var type = value.GetType();
        var members = Members.Of(type);
        if (members.Count == 0)
        {
            return new ScalarShape(Members.Guard(() => value.ToString()) switch
            {
                string text => text,
                Exception e => $"{TypeNames.Of(type)} (its ToString throws {TypeNames.Of(e.GetType())}: {Scalars.Message(e)})",
                _ => TypeNames.Of(type),
            });
        }

        var own = type.GetMethod("ToString", Type.EmptyTypes)!.DeclaringType!;
        var speaks = own != typeof(object) && own != typeof(ValueType) && !IsCompilerMade(own);
        return new ObjectShape(speaks ? Members.Guard(() => value.ToString()) as string ?? TypeNames.Of(type) : TypeNames.Of(type),
            [.. members.Select(m => (m.Name, Members.Read(value, m.Name)))]);
    }

    private static bool IsCompilerMade(Type type) =>
        TypeNames.IsAnonymous(type) || type.FullName!.StartsWith("System.ValueTuple`", StringComparison.Ordinal)
        || type.FullName.StartsWith("System.Tuple`", StringComparison.Ordinal)
        || type.GetMethod("ToString", Type.EmptyTypes)!.IsDefined(typeof(CompilerGeneratedAttribute));

    private static TableShape Narrow(TableShape table)
    {
        if (table.Columns.Count <= ColumnsAtMost + 1)
        {
            return table;
        }

        var hidden = FormattableString.Invariant($"({table.Columns.Count - ColumnsAtMost - 1} more columns)");
        return table with
        {
            Columns = [.. table.Columns.Take(ColumnsAtMost + 1), "…"],
            Rows = [.. table.Rows.Select(row => (IReadOnlyList<object?>)[.. row.Take(ColumnsAtMost + 1), Missing.Value])],
            More = table.More is null ? hidden : $"{table.More} {hidden}",
        };
    }

    private static string? More(long count) => count > 0 ? FormattableString.Invariant($"({count} more)") : null;
}
