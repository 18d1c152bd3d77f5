using System.Diagnostics.CodeAnalysis;

namespace VoiceLake.Lake;

/// <summary>What a table column holds, by the names of Delta and Spark.</summary>
/// <remarks>Notebook: 02-silver-decode-and-cast</remarks>
[SuppressMessage("Naming", "CA1720", Justification = "The names are those of Delta's types.")]
public sealed record ColumnType
{
    private ColumnType(string name, Type? clrType, ColumnType? element = null)
    {
        (Name, ClrType, Element) = (name, clrType, element);
    }

    /// <summary>Text; <see cref="string"/>.</summary>
    public static ColumnType String { get; } = new("string", typeof(string));

    /// <summary>32 bits, signed; <see cref="int"/>.</summary>
    public static ColumnType Integer { get; } = new("integer", typeof(int));

    /// <summary>64 bits, signed; <see cref="long"/>.</summary>
    public static ColumnType Long { get; } = new("long", typeof(long));

    /// <summary>Single precision; <see cref="float"/>.</summary>
    public static ColumnType Float { get; } = new("float", typeof(float));

    /// <summary>Double precision; <see cref="double"/>.</summary>
    public static ColumnType Double { get; } = new("double", typeof(double));

    /// <summary>True or false; <see cref="bool"/>.</summary>
    public static ColumnType Boolean { get; } = new("boolean", typeof(bool));

    /// <summary>Bytes; <c>byte[]</c>.</summary>
    public static ColumnType Binary { get; } = new("binary", typeof(byte[]));

    /// <summary>A moment in UTC, to the microsecond; <see cref="DateTimeOffset"/>.</summary>
    public static ColumnType Timestamp { get; } = new("timestamp", typeof(DateTimeOffset));

    /// <summary>A day; <see cref="DateOnly"/>.</summary>
    public static ColumnType Date { get; } = new("date", typeof(DateOnly));

    /// <summary>The name, such as <c>double</c> or <c>array&lt;string&gt;</c>.</summary>
    public string Name { get; }

    /// <summary>The type of one value; null where this build does not read the type.</summary>
    public Type? ClrType { get; }

    /// <summary>What an array holds; null for everything else.</summary>
    public ColumnType? Element { get; }

    /// <summary>An array; <c>string[]</c>, <c>int[]</c>, <c>float[]</c> or <c>double[]</c>.</summary>
    /// <exception cref="ArgumentException">The element is none of string, integer, float and double.</exception>
    public static ColumnType ArrayOf(ColumnType element)
    {
        ArgumentNullException.ThrowIfNull(element);
        return element == String || element == Integer || element == Float || element == Double
            ? new ColumnType($"array<{element.Name}>", element.ClrType!.MakeArrayType(), element)
            : throw new ArgumentException($"Arrays hold string, integer, float or double, not {element.Name}.", nameof(element));
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    internal static IReadOnlyList<ColumnType> Scalars { get; } = [String, Integer, Long, Float, Double, Boolean, Binary, Timestamp, Date];

    internal static ColumnType Unread(string name) => new(name, null);
}
