namespace VoiceLake.Notebooks.Running.Parameters;

/// <summary>A value given to a notebook from outside; the declaration in its parameters cell says what type it becomes.</summary>
public sealed record ParameterValue
{
    private ParameterValue()
    {
    }

    /// <summary>The text of a single value; <c>null</c> for null and for a list.</summary>
    public string? Text { get; private init; }

    /// <summary>The values of a list; <c>null</c> for a single value.</summary>
    public IReadOnlyList<ParameterValue>? Items { get; private init; }

    /// <summary>Whether the value is null, or the bare word null, which a nullable variable takes as null.</summary>
    public bool CanBeNull { get; private init; }

    /// <summary>A value as it is typed on a command line.</summary>
    public static ParameterValue FromText(string text) => new() { Text = text, CanBeNull = text == "null" };

    /// <summary>A string that stands in quotes.</summary>
    public static ParameterValue FromQuoted(string text) => new() { Text = text };

    /// <summary>A list of values.</summary>
    public static ParameterValue FromItems(IReadOnlyList<ParameterValue> items) => new() { Items = items };

    /// <summary>The value null.</summary>
    public static ParameterValue Null { get; } = new() { CanBeNull = true };
}
