using System.Text;
using VoiceLake.Lake;

namespace VoiceLake.Azure.Synapse;

/// <summary>A view of Synapse's serverless SQL over one table of the lake, which reads the table's Delta log as it stands at each query.</summary>
/// <remarks>
/// Bytes are left out: serverless SQL cuts a varbinary at 8,000 bytes, and nobody queries samples by SQL. Arrays come as JSON text.
/// The SELECT is plain SQL: with another source clause it runs in DuckDB and elsewhere. Notebook: 00-setup
/// </remarks>
public sealed class ServerlessView
{
    private const int LineWidth = 140;
    private const string Indent = "    ";

    private readonly string _table;
    private readonly IReadOnlyList<TableColumn> _columns;

    /// <summary>The view of a table.</summary>
    /// <param name="table">Container and name, such as <c>silver.clips</c>; the view has the same, its container as the schema.</param>
    /// <param name="schema">The table's columns.</param>
    /// <exception cref="ArgumentException">The name has no container, or the table holds nothing but bytes.</exception>
    public ServerlessView(string table, TableSchema schema)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(schema);
        var parts = table.Split('.');
        (Container, _table) = parts is [{ Length: > 0 } container, { Length: > 0 } name]
            ? (container, name)
            : throw new ArgumentException($"'{table}' is no table's name: write container, a dot and a name, such as silver.clips.", nameof(table));
        _columns = [.. schema.Columns.Where(column => column.Type != ColumnType.Binary)];
        if (_columns.Count == 0)
        {
            throw new ArgumentException($"{table} has no column that SQL can show: only bytes.", nameof(schema));
        }
    }

    /// <summary>The container that holds the table: schema and data source have its name.</summary>
    public string Container { get; }

    /// <summary>The columns that the view has.</summary>
    public IReadOnlyList<string> Columns => [.. _columns.Select(column => column.Name)];

    /// <summary>Where the rows come from: the only part that other engines do not understand.</summary>
    public string Source =>
        $"""
        OPENROWSET(
            BULK 'tables/{_table}',
            DATA_SOURCE = '{Container}',
            FORMAT = 'DELTA'
        ) WITH (
        {Lines(_columns.Select(column => $"{Quoted(column.Name)} {SqlType.Of(column)}"))}
        ) AS "rows"
        """;

    /// <summary>The view's query.</summary>
    public string Select =>
        $"""
        SELECT
        {Lines(_columns.Select(column => Quoted(column.Name)))}
        FROM {Source}
        """;

    /// <summary>The statement that makes the view, or makes it anew.</summary>
    public override string ToString() => $"CREATE OR ALTER VIEW {Quoted(Container)}.{Quoted(_table)} AS\n{Select};\nGO\n";

    // Quoted throughout: "user", "rule" and "window" are words of one dialect or the other.
    private static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string Lines(IEnumerable<string> items)
    {
        var text = new StringBuilder();
        var width = 0;
        foreach (var item in items)
        {
            var opens = width == 0 || width + item.Length + 2 > LineWidth;
            text.Append(width == 0 ? Indent : opens ? $",\n{Indent}" : ", ").Append(item);
            width = opens ? Indent.Length + item.Length : width + 2 + item.Length;
        }

        return text.ToString();
    }
}
