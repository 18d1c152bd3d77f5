using CsCheck;
using VoiceLake.DataFactory.Expressions;

namespace VoiceLake.DataFactory.Tests.Expressions.Syntax;

public class ExpressionParserTests
{
    [Theory]
    [InlineData("@", 1, "The expression ends where a value should stand")]
    [InlineData("@foo", 1, "'foo' stands for nothing: put text in quotes, 'foo', or begin the text with @@")]
    [InlineData("@item", 1, "'item' is a function: write item()")]
    [InlineData("@activity.output", 1, "'activity' is a function: write activity(…)")]
    [InlineData("@concta('a', 'b')", 1, "There is no function 'concta'; did you mean 'concat'?")]
    [InlineData("@utcnoww()", 1, "did you mean 'utcNow'?")]
    [InlineData("@xyzzy()", 1, "There is no function 'xyzzy' in Data Factory's expression language")]
    [InlineData("@add(1", 6, "The ')' that closes 'add(' is missing")]
    [InlineData("@add(1, )", 8, "A value should stand here instead of ')'")]
    [InlineData("@add(1 2)", 7, "The ')' that closes 'add(' is missing")]
    [InlineData("@add(1, 2))", 10, "There is a ')' too many; remove it")]
    [InlineData("@item()]", 7, "There is a ']' too many; remove it")]
    [InlineData("@item() text", 8, "The expression ends before 'text'; wrap it as @{…}")]
    [InlineData("@item().", 8, "The name of a property should stand after the '.'")]
    [InlineData("@item().1a", 8, "write names with blanks, signs or leading digits as ['name']")]
    [InlineData("@item()?x", 8, "After '?' a '.name' or a '[…]' should stand")]
    [InlineData("@item()[0", 9, "The ']' that closes '[' is missing")]
    [InlineData("@concat('a)", 8, "The text that starts here has no closing quote")]
    [InlineData("@concat(\"a\")", 8, "Text stands in single quotes here")]
    [InlineData("@concat(@item())", 8, "An '@' stands only at the start of an expression")]
    [InlineData("@1 + 2", 3, "A sign stands only before a number; call add or sub")]
    [InlineData("@1 == 2", 3, "There are no operators such as '='; call a function: equals")]
    [InlineData("@{1", 3, "The '}' that closes '@{' is missing")]
    [InlineData("a @{item()) b", 10, "The '}' that closes '@{' is missing")]
    [InlineData("@{", 2, "The expression ends where a value should stand")]
    [InlineData("@json({})", 6, "An expression has no objects written out; write json('{…}')")]
    [InlineData("@-e92", 1, "A sign stands only before a number")]
    [InlineData("@1e", 2, "The exponent of the number is missing")]
    [InlineData("@1e999", 1, "The number 1e999 is too large")]
    [InlineData("@if(true, 1)", 1, "'if' takes 3 argument(s), not 2")]
    [InlineData("@item(1)", 1, "'item' takes no arguments, not 1")]
    [InlineData("@item()#", 7, "'#' has no meaning in an expression")]
    public void A_mistake_is_named_with_its_place(string text, int position, string problem)
    {
        var found = Should.Throw<ExpressionException>(() => Expression.Parse(text));
        found.Message.ShouldContain(problem);
        found.Message.ShouldContain($"(at character {position + 1} of '{text}')");
        found.Position.ShouldBe(position);
    }

    [Fact]
    public void An_expression_of_8192_characters_is_read_and_one_more_is_too_long()
    {
        var longest = "@concat('" + new string('a', Expression.MaxLength - 11) + "')";
        Expression.Parse(longest).Evaluate()!.GetValue<string>().Length.ShouldBe(8181);
        Should.Throw<ExpressionException>(() => Expression.Parse(longest + " ")).Message.ShouldContain("The expression has 8193 characters, Data Factory takes 8192");
        Expression.Parse(new string('a', 10_000)).Evaluate()!.GetValue<string>().Length.ShouldBe(10_000);
    }

    [Theory]
    [InlineData("array(", 99, true)]
    [InlineData("array(", 100, false)]
    [InlineData("item()[", 1000, false)]
    public void Nesting_has_an_end(string opening, int depth, bool isRead)
    {
        var closing = opening[^1] == '(' ? ")" : "]";
        var text = "@" + string.Concat(Enumerable.Repeat(opening, depth)) + "1" + string.Concat(Enumerable.Repeat(closing, depth));
        if (isRead)
        {
            Expression.Parse(text).Evaluate().ShouldNotBeNull();
        }
        else
        {
            Should.Throw<ExpressionException>(() => Expression.Parse(text)).Message.ShouldContain("nested more than 100 deep");
        }
    }

    [Fact]
    public void A_chain_of_thousands_of_properties_costs_no_stack() =>
        Expression.Parse("@item()" + string.Concat(Enumerable.Repeat("?.a", 2700))).Evaluate(ExpressionScope.Empty.WithItem(null)).ShouldBeNull();

    [Theory]
    [InlineData("@replace(replace(replace(replace('aaaaaaaaaaaaaaaaaaaa','a','{0}'),'a','{0}'),'a','{0}'),'a','{0}')", "The text would grow over")]
    [InlineData("@json('{0}')", "cannot read")]
    [InlineData("@xpath('<a/>', '{1}')", "cannot read its second argument")]
    [InlineData("@createArray(range(0,400000),range(0,400000),range(0,400000))", "More than 1000000 items")]
    public void Growth_has_an_end(string pattern, string problem)
    {
        var text = pattern.Replace("{0}", pattern.Contains("json", StringComparison.Ordinal) ? new string('[', 4000) : new string('a', 400), StringComparison.Ordinal)
            .Replace("{1}", new string('(', 4000), StringComparison.Ordinal);
        Should.Throw<ExpressionException>(() => Expression.Parse(text).Evaluate()).Message.ShouldContain(problem);
    }

    [Fact]
    public void Any_text_is_read_or_refused_with_a_place_inside_it()
    {
        string[] words =
        [
            "@", "@{", "}", "(", ")", "[", "]", ".", "?", ",", "'", "''", "'a'", "1", "-1.5e3", " ", "item()", "concat(", "add(", "xml(", "json(", "substring(", "range(",
            "convertToUtc(", "addDays(", "int(", "pipeline()", ".parameters", "null", "true", "\"", "\0", "é", "<a>", "{\"a\":1}", "@@", "\ud800", "2018-01-01", "take(", "union(",
        ];
        Gen.Int[0, words.Length - 1].Array[0, 14].Select(picks => "@" + string.Concat(picks.Select(pick => words[pick]))).Sample(
            text =>
            {
                try
                {
                    _ = Expression.Parse(text).Evaluate(Cases.Scope)?.ToJsonString();
                    _ = Expression.Parse(text).References.Count;
                }
                catch (ExpressionException problem)
                {
                    problem.Position.ShouldBeInRange(0, text.Length);
                }
            },
            iter: 20_000);
    }
}
