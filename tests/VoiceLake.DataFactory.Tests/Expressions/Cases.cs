using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using VoiceLake.DataFactory.Expressions;

namespace VoiceLake.DataFactory.Tests.Expressions;

/// <summary>Runs one row of a table: an expression without its <c>@</c> and what it gives.</summary>
internal static class Cases
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static readonly ExpressionScope Scope = new ExpressionScope
    {
        Pipeline = JsonNode.Parse("""
            {
              "RunId": "run-1",
              "TriggerTime": "2018-04-15T13:00:00Z",
              "globalParameters": { "environment": "test" },
              "parameters": {
                "text": "hello", "number": 42, "half": 0.5, "none": null, "yes": true,
                "list": [1, 2, 3], "words": ["a", "b", "c"], "empty": [], "letters": "[\"x\"]",
                "person": { "name": "Sophia Owen", "city": "Seattle", "Tags": ["x", "y"] }, "blank": {},
                "doc": "<produce><item><name>Gala</name><count>20</count></item><item><name>Honeycrisp</name><count>10</count></item></produce>",
                "file": "<?xml version=\"1.0\"?><file xmlns=\"http://contoso.com\"><location id=\"7\">Paris</location></file>"
              }
            }
            """)!.AsObject(),
        Activities = new Dictionary<string, JsonNode?>
        {
            ["Get pages"] = JsonNode.Parse("""{ "output": { "count": 2, "value": [{ "Url": "a" }, { "Url": "b" }], "firstRow": { "Url": "a" } }, "status": "Succeeded" }"""),
        },
        Variables = new Dictionary<string, JsonNode?> { ["counter"] = 3, ["names"] = new JsonArray("x", "y") },
        Dataset = new JsonObject { ["path"] = "bronze/a" },
        LinkedService = new JsonObject { ["baseUrl"] = "http://localhost" },
        Trigger = JsonNode.Parse("""{ "scheduledTime": "2018-04-15T13:00:00Z", "outputs": { "windowStartTime": "2018-04-15T12:00:00Z" } }""")!.AsObject(),
    }.WithItem(JsonNode.Parse("""{ "Url": "http://localhost/a.tgz", "size": 10 }"""));

    /// <param name="expression">Without its <c>@</c>.</param>
    /// <param name="expected">JSON with single quotes, <c>error: </c> and a part of the message, or <c>xml: </c> and the text of the XML.</param>
    /// <param name="now">The time of the clock.</param>
    public static void Check(string expression, string expected, string now = "2018-03-01T00:00:00Z")
    {
        var options = new ExpressionOptions { Time = new FixedTime(DateTimeOffset.Parse(now)), Random = new Random(1) };
        if (expected.StartsWith("error: ", StringComparison.Ordinal))
        {
            var problem = Should.Throw<ExpressionException>(() => Expression.Parse("@" + expression).Evaluate(Scope, options));
            problem.Message.ShouldContain(expected[7..]);
            problem.Expression.ShouldBe("@" + expression);
            problem.Position.ShouldBeInRange(1, expression.Length + 1);
            return;
        }

        var value = Expression.Parse("@" + expression).Evaluate(Scope, options);
        if (expected.StartsWith("xml: ", StringComparison.Ordinal))
        {
            value!["$content-type"]!.GetValue<string>().ShouldBe("application/xml;charset=utf-8");
            Encoding.UTF8.GetString(Convert.FromBase64String(value["$content"]!.GetValue<string>())).ShouldBe(expected[5..]);
            return;
        }

        ToText(value).ShouldBe(ToText(JsonNode.Parse(expected.Replace('\'', '"'))));
    }

    public static string ToText(JsonNode? node) => node is null ? "null" : node.ToJsonString(Plain);

    internal sealed class FixedTime(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
