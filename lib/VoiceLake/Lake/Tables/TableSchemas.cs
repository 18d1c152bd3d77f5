namespace VoiceLake.Lake;

/// <summary>Whether rows fit a table.</summary>
internal static class TableSchemas
{
    /// <summary>The schema in which rows are written: the table's, or their own for a new or overwritten table.</summary>
    public static TableSchema ToWrite(TableWrite write, TableSnapshot? snapshot, TableSchema rows, string table)
    {
        if (snapshot is null || write == TableWrite.Overwrite)
        {
            return rows;
        }

        List<string> wrong = [];
        foreach (var column in rows.Columns)
        {
            var i = snapshot.Schema.IndexOf(column.Name);
            if (i < 0)
            {
                wrong.Add($"'{column.Name}' is not in the table");
            }
            else if (snapshot.Schema.Columns[i].Type != column.Type)
            {
                wrong.Add($"'{column.Name}' is {snapshot.Schema.Columns[i].Type} in the table and {column.Type} in the rows");
            }
        }

        wrong.AddRange(snapshot.Schema.Columns.Where(column => rows.IndexOf(column.Name) < 0).Select(column => $"'{column.Name}' is not in the rows"));
        return wrong.Count == 0
            ? snapshot.Schema
            : throw new LakeSchemaException(table, $"The rows do not fit {table}: {string.Join("; ", wrong)}. Write the table's columns, or overwrite the table to change them.");
    }
}
