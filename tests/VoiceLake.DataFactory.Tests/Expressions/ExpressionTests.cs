using System.Text.Json.Nodes;
using VoiceLake.DataFactory.Expressions;

namespace VoiceLake.DataFactory.Tests.Expressions;

public class ExpressionTests
{
    [Theory]
    [InlineData("parameters", "'parameters'")]
    [InlineData("parameters[1]", "'parameters[1]'")]
    [InlineData("@@", "'@'")]
    [InlineData(" @", "' @'")]
    [InlineData("", "''")]
    [InlineData("me@example.com", "'me@example.com'")]
    [InlineData("@@concat('a')", "'@concat(\u0022a\u0022)'", "@concat('a')")]
    [InlineData("@pipeline().parameters.text", "'hello'")]
    [InlineData("@{pipeline().parameters.text}", "'hello'")]
    [InlineData("@pipeline().parameters.number", "42")]
    [InlineData("@{pipeline().parameters.number}", "'42'")]
    [InlineData("Answer is: @{pipeline().parameters.number}", "'Answer is: 42'")]
    [InlineData("@concat('Answer is: ', string(pipeline().parameters.number))", "'Answer is: 42'")]
    [InlineData("Answer is: @@{pipeline().parameters.number}", "'Answer is: @{pipeline().parameters.number}'")]
    [InlineData("@@{x}", "'@{x}'")]
    [InlineData("@@ @{1}", "'@ 1'")]
    [InlineData("@{1}@{2} and @{null}@{true}", "'12 and True'")]
    [InlineData("@{concat('}', '@{')}!", "'}@{!'")]
    [InlineData("list: @{pipeline().parameters.list}", "'list: [1,2,3]'")]
    [InlineData("@concat('Baba', '''s ', 'book store')", "", "Baba's book store")]
    [InlineData("@  add ( 1 ,\n 2 ) ", "3")]
    [InlineData("@-1", "-1")]
    [InlineData("@+2.5E-1", "0.25")]
    [InlineData("@1e3", "1000")]
    [InlineData("@NULL", "null")]
    [InlineData("@True", "true")]
    public void A_text_gives(string text, string json, string? plain = null)
    {
        var value = Expression.Parse(text).Evaluate(Cases.Scope);
        if (plain is not null)
        {
            value!.GetValue<string>().ShouldBe(plain);
            return;
        }

        Cases.ToText(value).ShouldBe(Cases.ToText(JsonNode.Parse(json.Replace('\'', '"'))));
    }

    [Fact]
    public void A_document_with_expressions_in_it_is_text() =>
        Expression.Parse("{ \n  \"type\": \"@{if(equals(1, 2), 'Blob', 'Table' )}\",\n  \"name\": \"@{toUpper('myData')}\"\n}").Evaluate()!
            .GetValue<string>().ShouldBe("{ \n  \"type\": \"Table\",\n  \"name\": \"MYDATA\"\n}");

    [Theory]
    [InlineData("pipeline().RunId", "'run-1'")]
    [InlineData("pipeline().runid", "'run-1'")]
    [InlineData("pipeline().globalParameters.environment", "'test'")]
    [InlineData("pipeline()['parameters']['person']['name']", "'Sophia Owen'")]
    [InlineData("pipeline().parameters.person.tags[1]", "'y'")]
    [InlineData("activity('Get pages').output.value[1].Url", "'b'")]
    [InlineData("activity('get PAGES').output.count", "2")]
    [InlineData("activity('Get pages').output.value[sub(variables('counter'), 2)]['Url']", "'b'")]
    [InlineData("activity('Get pages').output?.missing?.deeper", "null")]
    [InlineData("activity('Get pages').output?['missing']", "null")]
    [InlineData("activity('Get pages').output.value?[7]", "null")]
    [InlineData("item().size", "10")]
    [InlineData("variables('names')", "['x','y']")]
    [InlineData("dataset().path", "'bronze/a'")]
    [InlineData("linkedService().baseUrl", "'http://localhost'")]
    [InlineData("trigger().outputs.windowStartTime", "'2018-04-15T12:00:00Z'")]
    [InlineData("activity('Copy').output", "error: The activity 'Copy' has not run; let this one depend on it, and check the name. There are: Get pages")]
    [InlineData("activity(1).output", "error: 'activity' expects a String as its first argument")]
    [InlineData("variables('total')", "error: The pipeline has no variable 'total'; declare it. There are: counter, names")]
    [InlineData("item().Name", "error: There is no property 'Name'; there are 'Url', 'size'. Write '?' before it to get null instead")]
    [InlineData("pipeline().parameters.blank.x", "error: There is no property 'x'; the object is empty")]
    [InlineData("pipeline().parameters.none.x", "error: 'x' cannot be taken of null; write '?' before it")]
    [InlineData("pipeline().parameters.text.x", "error: 'x' cannot be taken of a String")]
    [InlineData("pipeline().parameters.text?.x", "error: 'x' cannot be taken of a String: only objects have properties and only arrays items; call json(…)")]
    [InlineData("pipeline().parameters.list[3]", "error: The index 3 is outside the array, which has 3 item(s) from 0")]
    [InlineData("pipeline().parameters.list[-1]", "error: The index -1 is outside the array")]
    [InlineData("pipeline().parameters.list['a']", "error: An item of an array is chosen by an Integer, such as [0], not by a String")]
    [InlineData("pipeline().parameters.person[0]", "error: A property is named by a String, not by an Integer")]
    public void A_path_leads_to(string expression, string expected) => Cases.Check(expression, expected);

    [Theory]
    [InlineData("@item()", "'item()' has a value only inside a ForEach or a Filter")]
    [InlineData("@pipeline()", "'pipeline()' has a value only inside a pipeline")]
    [InlineData("@dataset()", "'dataset()' has a value only inside a dataset")]
    [InlineData("@linkedService()", "'linkedService()' has a value only inside a linked service")]
    [InlineData("@trigger()", "'trigger()' has a value only inside a trigger")]
    [InlineData("@activity('a')", "There are: none")]
    public void Without_its_surroundings_an_expression_says_what_is_missing(string text, string problem) =>
        Should.Throw<ExpressionException>(() => Expression.Parse(text).Evaluate()).Message.ShouldContain(problem);

    [Fact]
    public void An_item_may_be_null() => Expression.Parse("@item()").Evaluate(ExpressionScope.Empty.WithItem(null)).ShouldBeNull();

    [Fact]
    public void A_value_is_a_copy_that_the_caller_owns()
    {
        var value = Expression.Parse("@pipeline().parameters.person").Evaluate(Cases.Scope)!.AsObject();
        value["name"] = "changed";
        Expression.Parse("@pipeline().parameters.person.name").Evaluate(Cases.Scope)!.GetValue<string>().ShouldBe("Sophia Owen");
        new JsonArray(value).Count.ShouldBe(1);
    }

    [Fact]
    public void A_time_that_was_put_in_as_a_time_is_text()
    {
        var scope = new ExpressionScope { Trigger = new JsonObject { ["startTime"] = JsonValue.Create(new DateTime(2018, 4, 15, 13, 0, 0, DateTimeKind.Utc)) } };
        Expression.Parse("@addHours(trigger().startTime, 1)").Evaluate(scope)!.GetValue<string>().ShouldBe("2018-04-15T14:00:00.0000000Z");
    }

    [Theory]
    [InlineData("plain", true)]
    [InlineData("a@@b", true)]
    [InlineData("@@", false)]
    [InlineData("@item()", false)]
    [InlineData("a@{1}", false)]
    public void Plain_text_is_known_as_such(string text, bool isPlain) => Expression.Parse(text).IsPlainText.ShouldBe(isPlain);
}
