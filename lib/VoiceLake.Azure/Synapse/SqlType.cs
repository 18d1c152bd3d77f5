using VoiceLake.Lake;

namespace VoiceLake.Azure.Synapse;

/// <summary>The type that serverless SQL is told of a column. Text is UTF-8 by the database's collation, and its length counts bytes.</summary>
internal static class SqlType
{
    // Serverless SQL plans with the declared length, so it is told where it is short. A longer text is an error there, never cut.
    private static readonly Dictionary<string, string> Texts = new(StringComparer.Ordinal)
    {
        ["sha256"] = "varchar(64)",
        ["clip_sha256"] = "varchar(64)",
        ["run_id"] = "varchar(64)",
        ["gender"] = "varchar(16)",
        ["age_range"] = "varchar(16)",
        ["split"] = "varchar(16)",
        ["severity"] = "varchar(16)",
        ["scope"] = "varchar(16)",
        ["status"] = "varchar(16)",
        ["raw_text"] = "varchar(max)",
        ["extra"] = "varchar(max)",
        ["prompt"] = "varchar(max)",
        ["prompt_words"] = "varchar(max)",
    };

    public static string Of(TableColumn column) => column.Type.Name switch
    {
        "string" => Texts.GetValueOrDefault(column.Name, "varchar(8000)"),
        "integer" => "int",
        "long" => "bigint",
        "float" => "real",
        "double" => "float",
        "boolean" => "bit",
        "timestamp" => "datetime2(6)",
        "date" => "date",
        _ when column.Type.Element is not null => "varchar(max)",
        _ => throw new ArgumentException($"Column '{column.Name}' has the type {column.Type}, which serverless SQL is not told of: leave it out."),
    };
}
