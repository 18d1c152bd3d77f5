using VoiceLake.Notebooks.Formatting;

namespace Microsoft.DotNet.Interactive.Formatting;

/// <summary>Rows with named columns, in the form that front ends know as <c>application/vnd.dataresource+json</c>; it shows as a table.</summary>
[TypeFormatterSource(typeof(TabularFormatters))]
public sealed class TabularDataResource
{
    /// <param name="schema">The columns.</param>
    /// <param name="data">The rows, each by the names of the columns.</param>
    public TabularDataResource(TableSchema schema, IEnumerable<IReadOnlyDictionary<string, object?>> data)
    {
        Schema = schema;
        Data = [.. data];
    }

    /// <summary>The columns.</summary>
    public TableSchema Schema { get; }

    /// <summary>The rows.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, object?>> Data { get; }
}

/// <summary>The columns of a table.</summary>
/// <param name="Fields">The columns, in order.</param>
public sealed record TableSchema(IReadOnlyList<TableSchemaField> Fields);

/// <summary>A column of a table.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">What it holds: <c>boolean</c>, <c>integer</c>, <c>number</c>, <c>datetime</c>, <c>string</c>, <c>array</c> or <c>object</c>.</param>
public sealed record TableSchemaField(string Name, string Type);

/// <summary>Values as tables.</summary>
public static class TabularExtensions
{
    private const string NoExplorer =
        "The data explorers of .NET Interactive are not here: display(x) shows a table, and a chart library such as Plotly.NET draws it.";

    /// <summary>The rows of a sequence, a data frame or a JSON array of objects, all of them.</summary>
    /// <exception cref="ArgumentException">The value is none of these.</exception>
    public static TabularDataResource ToTabularDataResource(this object source) => TabularRows.Of(source);

    /// <summary>Shows the rows of a sequence, a data frame or a JSON array of objects as a table.</summary>
    /// <exception cref="ArgumentException">The value is none of these.</exception>
    public static DisplayedValue DisplayTable(this object source) => TabularRows.Of(source).Display();

    /// <summary>Stands for an explorer that is not here; code that names it is told so.</summary>
    [Obsolete(NoExplorer, error: true)]
    public static object ExploreWithNteract(this object source) => throw new NotSupportedException(NoExplorer);

    /// <summary>Stands for an explorer that is not here; code that names it is told so.</summary>
    [Obsolete(NoExplorer, error: true)]
    public static object ExploreWithSandDance(this object source) => throw new NotSupportedException(NoExplorer);
}
