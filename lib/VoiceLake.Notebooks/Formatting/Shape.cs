namespace VoiceLake.Notebooks.Formatting;

/// <summary>What a value looks like, before it becomes text or HTML.</summary>
internal abstract record Shape;

/// <summary>One piece of text.</summary>
/// <param name="Text">Culture-free, of full precision.</param>
/// <param name="IsNumber">True for numbers: they are aligned right.</param>
internal sealed record ScalarShape(string Text, bool IsNumber = false) : Shape;

/// <summary>No value.</summary>
internal sealed record NullShape : Shape;

/// <summary>An object with its members.</summary>
/// <param name="Title">The type, or what the object says of itself.</param>
/// <param name="Members">Names and values, in the order declared.</param>
internal sealed record ObjectShape(string Title, IReadOnlyList<(string Name, object? Value)> Members) : Shape;

/// <summary>Rows and columns.</summary>
/// <param name="Columns">The headings.</param>
/// <param name="Rows">The first rows, as wide as <paramref name="Columns"/>.</param>
/// <param name="More">What is left out, such as <c>(80 more)</c>; null when all is there.</param>
/// <param name="IsList">True when the columns are index and value: in one line of text the values alone are shown.</param>
internal sealed record TableShape(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<object?>> Rows, string? More, bool IsList = false) : Shape;

/// <summary>A cell of a table that has nothing in this row.</summary>
internal sealed class Missing
{
    public static Missing Value { get; } = new();
}
