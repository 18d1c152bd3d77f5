using System.Text.Json;
using System.Text.Json.Nodes;

namespace VoiceLake.Lake.Delta;

/// <summary>Table schemas in the JSON form of Spark that Delta's <c>schemaString</c> holds.</summary>
internal static class SchemaJson
{
    public static string Write(TableSchema schema) => new JsonObject
    {
        ["type"] = "struct",
        ["fields"] = new JsonArray([.. schema.Columns.Select(column => (JsonNode)new JsonObject
        {
            ["name"] = column.Name,
            ["type"] = column.Type.Element is { } element
                ? new JsonObject { ["type"] = "array", ["elementType"] = element.Name, ["containsNull"] = true }
                : JsonValue.Create(column.Type.Name),
            ["nullable"] = column.Nullable,
            ["metadata"] = new JsonObject(),
        })]),
    }.ToJsonString();

    public static TableSchema Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        return new TableSchema(document.RootElement.GetProperty("fields").EnumerateArray().Select(field => new TableColumn(
            field.GetProperty("name").GetString()!,
            TypeOf(field.GetProperty("type")),
            !field.TryGetProperty("nullable", out var nullable) || nullable.GetBoolean())));
    }

    private static ColumnType TypeOf(JsonElement type)
    {
        if (type.ValueKind == JsonValueKind.String)
        {
            return ColumnType.Scalars.FirstOrDefault(scalar => type.ValueEquals(scalar.Name)) ?? ColumnType.Unread(type.GetString()!);
        }

        return type.GetProperty("type").ValueEquals("array") && TypeOf(type.GetProperty("elementType")) is { Name: "string" or "integer" or "float" or "double" } element
            ? ColumnType.ArrayOf(element)
            : ColumnType.Unread(type.GetRawText());
    }
}
