using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using VoiceLake.DataFactory.Serving.Arm;

namespace VoiceLake.DataFactory.Serving.Runs;

/// <summary>A question for runs: a window of time, filters, an order, the place to go on from.</summary>
internal sealed class RunQuery
{
    private const int PageSize = 100;
    private readonly DateTimeOffset _after;
    private readonly DateTimeOffset _before;
    private readonly string? _continueAfter;
    private readonly IReadOnlyList<Filter> _filters;
    private readonly IReadOnlyList<Order> _orders;

    private RunQuery(DateTimeOffset after, DateTimeOffset before, string? continueAfter, IReadOnlyList<Filter> filters, IReadOnlyList<Order> orders) =>
        (_after, _before, _continueAfter, _filters, _orders) = (after, before, continueAfter, filters, orders);

    /// <summary>Reads the body of a query; an unknown member's value, operand or order is refused by name.</summary>
    public static RunQuery Read<T>(JsonObject body, RunFields<T> fields)
    {
        var after = Time(body, "lastUpdatedAfter");
        var before = Time(body, "lastUpdatedBefore");
        return after > before
            ? throw ArmException.BadRequest("lastUpdatedAfter is later than lastUpdatedBefore: exchange them.")
            : new RunQuery(
                after,
                before,
                Text(body, "continuationToken", "$") is { Length: > 0 } token ? IdOf(token) : null,
                [.. Items(body, "filters").Select((item, i) => ReadFilter(item, $"$.filters[{i}]", fields.Operands))],
                [.. Items(body, "orderBy").Select((item, i) => ReadOrder(item, $"$.orderBy[{i}]", fields.Operands))]);
    }

    /// <summary>One page of the answer.</summary>
    /// <param name="runs">All runs, in the order that holds where the query names none.</param>
    /// <param name="fields">What can be asked of them.</param>
    /// <param name="json">What is told of one.</param>
    public JsonObject Answer<T>(IEnumerable<T> runs, RunFields<T> fields, Func<T, JsonNode> json)
    {
        IEnumerable<T> found = runs.Where(run => fields.Updated(run) is var updated && updated >= _after && updated <= _before && _filters.All(filter => filter.Holds(fields.Value(filter.Operand, run))));
        foreach (var order in _orders.Reverse())
        {
            found = order.Descending ? found.OrderByDescending(run => fields.Value(order.By, run), FieldOrder.Instance) : found.OrderBy(run => fields.Value(order.By, run), FieldOrder.Instance);
        }

        var rest = found.ToList();
        if (_continueAfter is not null)
        {
            var at = rest.FindIndex(run => fields.Id(run) == _continueAfter);
            rest = at >= 0 ? rest[(at + 1)..] : throw ArmException.BadRequest("The continuationToken belongs to another query: send the same filters and times with it, or none of it.");
        }

        var page = new JsonObject { ["value"] = new JsonArray([.. rest.Take(PageSize).Select(json)]) };
        if (rest.Count > PageSize)
        {
            page["continuationToken"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(fields.Id(rest[PageSize - 1])));
        }

        return page;
    }

    private static Filter ReadFilter(JsonObject item, string path, IEnumerable<string> operands)
    {
        var operand = OneOf(Text(item, "operand", path), operands, $"{path}.operand");
        var name = OneOf(Text(item, "operator", path), ["Equals", "NotEquals", "In", "NotIn"], $"{path}.operator");
        var values = item["values"] is JsonArray { Count: > 0 } array && array.All(value => value?.GetValueKind() == JsonValueKind.String)
            ? array.Select(value => value!.GetValue<string>()).ToList()
            : throw ArmException.BadRequest($"{path}.values is no list of texts: write [\"…\"].");
        return new Filter(operand, name.StartsWith("Not", StringComparison.Ordinal), values);
    }

    private static Order ReadOrder(JsonObject item, string path, IEnumerable<string> operands) =>
        new(OneOf(Text(item, "orderBy", path), operands, $"{path}.orderBy"), OneOf(Text(item, "order", path), ["ASC", "DESC"], $"{path}.order") == "DESC");

    private static string OneOf(string? value, IEnumerable<string> known, string path) =>
        known.FirstOrDefault(name => name.Equals(value, StringComparison.OrdinalIgnoreCase)) ?? throw ArmException.BadRequest($"{path} '{value}' is none of {string.Join(", ", known)}: write one of them.");

    private static IEnumerable<JsonObject> Items(JsonObject body, string name) => body[name] switch
    {
        null => [],
        JsonArray items => items.Select((item, i) => item as JsonObject ?? throw ArmException.BadRequest($"$.{name}[{i}] is no object: write {{ … }}.")),
        _ => throw ArmException.BadRequest($"$.{name} is no list: write [ … ]."),
    };

    private static DateTimeOffset Time(JsonObject body, string name) =>
        DateTimeOffset.TryParse(Text(body, name, "$"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : throw ArmException.BadRequest($"$.{name} is missing or no time: write one such as 2026-01-31T00:00:00Z.");

    private static string? Text(JsonObject body, string name, string path) => body[name] switch
    {
        null => null,
        JsonValue value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
        _ => throw ArmException.BadRequest($"{path}.{name} is no text: write it in quotes."),
    };

    private static string IdOf(string token)
    {
        var buffer = new byte[token.Length];
        return Convert.TryFromBase64String(token, buffer, out var length) ? Encoding.UTF8.GetString(buffer, 0, length) : throw ArmException.BadRequest("The continuationToken is none of this server's: send the one of the page before.");
    }

    private sealed record Order(string By, bool Descending);

    private sealed record Filter(string Operand, bool Negated, IReadOnlyList<string> Values)
    {
        public bool Holds(object? value) => Values.Any(wanted => IsSame(value, wanted)) != Negated;

        private static bool IsSame(object? value, string wanted) => value switch
        {
            DateTimeOffset time => DateTimeOffset.TryParse(wanted, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var other) && other == time,
            null => wanted.Length == 0,
            _ => wanted.Equals(value.ToString(), StringComparison.OrdinalIgnoreCase),
        };
    }
}
