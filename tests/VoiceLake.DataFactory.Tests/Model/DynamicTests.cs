using System.Text.Json;
using VoiceLake.DataFactory.Model;

namespace VoiceLake.DataFactory.Tests.Model;

public class DynamicTests
{
    [Theory]
    [InlineData("plain", """ "plain" """, null)]
    [InlineData("", "\"\"", null)]
    [InlineData("@", """ "@" """, null)]
    [InlineData("@@plain", """ "@@plain" """, null)]
    [InlineData("a@b.c", """ "a@b.c" """, null)]
    [InlineData("a@@{b}", """ "a@@{b}" """, null)]
    [InlineData("@item()", """{"value": "@item()", "type": "Expression"}""", "@item()")]
    [InlineData("x-@{item()}", """{"value": "x-@{item()}", "type": "Expression"}""", "x-@{item()}")]
    public void A_text_is_an_expression_where_Data_Factory_says_so(string text, string json, string? expression)
    {
        Dynamic value = text;

        JsonElement.DeepEquals(value.Json, JsonSerializer.Deserialize<JsonElement>(json)).ShouldBeTrue(value.Json.GetRawText());
        value.Expression.ShouldBe(expression);
    }

    [Fact]
    public void A_plain_text_may_hold_an_expression_without_the_object_around_it()
    {
        Dynamic.Plain("@{linkedService().BaseURL}").Json.GetRawText().ShouldBe("\"@{linkedService().BaseURL}\"");
        Dynamic.Plain("@{linkedService().BaseURL}").IsExpression.ShouldBeTrue();
    }

    [Fact]
    public void A_typed_value_is_a_value_or_an_expression()
    {
        Dynamic<int> number = 7;
        Dynamic<int> computed = "@pipeline().parameters.n";

        number.Value.ShouldBe(7);
        number.IsExpression.ShouldBeFalse();
        computed.Expression.ShouldBe("@pipeline().parameters.n");
        Should.Throw<FactoryModelException>(() => computed.Value).Message.ShouldContain("known only when the pipeline runs");
    }

    [Fact]
    public void A_typed_value_is_never_an_ordinary_text() =>
        Should.Throw<ArgumentException>(() =>
        {
            Dynamic<bool> value = "true";
            return value;
        }).Message.ShouldContain("begin it with @");

    [Fact]
    public void A_value_of_the_wrong_type_is_named_by_its_place()
    {
        var pipeline = (Pipeline)FactoryResource.Read(
            FactoryResourceKind.Pipeline,
            """{"name": "p", "properties": {"activities": [{"name": "w", "type": "Wait", "typeProperties": {"waitTimeInSeconds": "ten"}}]}}""",
            "pipeline/p.json");

        Should.Throw<FactoryModelException>(() => ((WaitActivity)pipeline.Activities[0]).WaitTimeInSeconds!.Value)
            .Message.ShouldStartWith("pipeline/p.json, $.properties.activities[0].typeProperties.waitTimeInSeconds: \"ten\" is no int32");
    }
}
