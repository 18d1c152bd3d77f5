using System.Text.Json.Nodes;
using Microsoft.DotNet.Interactive.Formatting;

namespace VoiceLake.Notebooks.Formatting;

/// <summary>Shows tables of <see cref="TabularDataResource"/>: as data for front ends that sort and filter, and as a plain table.</summary>
internal static class TabularFormatters
{
    public static IEnumerable<ConventionFormatter> CreateTypeFormatters() =>
    [
        new("application/vnd.dataresource+json", (value, writer) => Write(writer, Json((TabularDataResource)value).ToJsonString())),
        new("text/html", (value, writer) => Write(writer, HtmlText.Of(((TabularDataResource)value).Data))),
        new("text/plain", (value, writer) => Write(writer, PlainText.Of(((TabularDataResource)value).Data))),
    ];

    private static JsonObject Json(TabularDataResource table) => new()
    {
        ["profile"] = "tabular-data-resource",
        ["schema"] = new JsonObject
        {
            ["fields"] = new JsonArray([.. table.Schema.Fields.Select(field => new JsonObject { ["name"] = field.Name, ["type"] = field.Type })]),
        },
        ["data"] = new JsonArray([.. table.Data.Select(row => new JsonObject(row.Select(cell => KeyValuePair.Create(cell.Key, Cell(cell.Value)))))]),
    };

    private static JsonNode? Cell(object? value) => value switch
    {
        null => null,
        bool yes => yes,
        double or float or decimal or sbyte or byte or short or ushort or int or uint or long or ulong when Scalars.Find(value) is { } number
            && double.TryParse(number.Text, System.Globalization.CultureInfo.InvariantCulture, out var finite) && double.IsFinite(finite) => JsonNode.Parse(number.Text),
        _ => PlainText.Short(value),
    };

    private static bool Write(TextWriter writer, string text)
    {
        writer.Write(text);
        return true;
    }
}
