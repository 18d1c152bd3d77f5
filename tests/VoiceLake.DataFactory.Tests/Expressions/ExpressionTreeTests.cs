using System.Text.Json.Nodes;
using VoiceLake.DataFactory.Expressions;

namespace VoiceLake.DataFactory.Tests.Expressions;

public class ExpressionTreeTests
{
    private const string Activity = """
        {
          "items": { "value": "@variables('names')", "type": "Expression" },
          "url": "@{linkedService().baseUrl}/@{item().Url}",
          "size": "@item().size",
          "count": 5,
          "none": null,
          "plain": { "value": "@@x", "type": "SecureString" },
          "kept @{1}": [true, "text", { "value": 7, "type": "Expression" }]
        }
        """;

    [Fact]
    public void Every_expression_is_replaced_and_the_rest_kept()
    {
        var before = JsonNode.Parse(Activity);
        Cases.ToText(ExpressionTree.Evaluate(before, Cases.Scope)).ShouldBe(Cases.ToText(JsonNode.Parse("""
            {
              "items": ["x", "y"],
              "url": "http://localhost/http://localhost/a.tgz",
              "size": 10,
              "count": 5,
              "none": null,
              "plain": { "value": "@x", "type": "SecureString" },
              "kept @{1}": [true, "text", { "value": 7, "type": "Expression" }]
            }
            """)));
        Cases.ToText(before).ShouldBe(Cases.ToText(JsonNode.Parse(Activity)));
    }

    [Fact]
    public void Every_expression_is_found_with_its_path() =>
        ExpressionTree.Find(JsonNode.Parse(Activity)).ShouldBe(
        [
            new ExpressionPlace("$.items.value", "@variables('names')"),
            new ExpressionPlace("$.url", "@{linkedService().baseUrl}/@{item().Url}"),
            new ExpressionPlace("$.size", "@item().size"),
            new ExpressionPlace("$.plain.value", "@@x"),
        ]);

    [Theory]
    [InlineData("""{ "a": [{ "b": "@add(1)" }] }""", "$.a[0].b")]
    [InlineData("""{ "a b": { "value": "@item()", "type": "Expression" } }""", "$['a b'].value")]
    [InlineData("\"@nothing()\"", "$")]
    public void An_error_names_the_path(string json, string path)
    {
        var problem = Should.Throw<ExpressionException>(() => ExpressionTree.Evaluate(JsonNode.Parse(json)));
        problem.Path.ShouldBe(path);
        problem.Message.ShouldEndWith($"', {path})");
    }

    [Fact]
    public void Null_stays_null() => ExpressionTree.Evaluate(null).ShouldBeNull();
}
