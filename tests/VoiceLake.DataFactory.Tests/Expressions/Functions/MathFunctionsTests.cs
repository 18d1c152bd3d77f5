using VoiceLake.DataFactory.Expressions;

namespace VoiceLake.DataFactory.Tests.Expressions.Functions;

public class MathFunctionsTests
{
    [Theory]
    [InlineData("add(1, 1.5)", "2.5")]
    [InlineData("add(1, 2)", "3")]
    [InlineData("add(-1, 1)", "0")]
    [InlineData("add(0.5, .5)", "1")]
    [InlineData("add(9223372036854775807, 1)", "error: The result of 'add' does not fit into an Integer of 64 bits")]
    [InlineData("add('1', 2)", "error: 'add' expects an Integer or a Float as its first argument, not a String; convert it with int(…) or float(…)")]
    [InlineData("add(1)", "error: 'add' takes 2 argument(s), not 1")]
    [InlineData("sub(10.3, .3)", "10")]
    [InlineData("sub(1, 2)", "-1")]
    [InlineData("sub(5, 2.5)", "2.5")]
    [InlineData("sub(-9223372036854775808, 1)", "error: does not fit into an Integer")]
    [InlineData("sub(5, -5)", "10")]
    [InlineData("sub(null, 1)", "error: 'sub' expects an Integer or a Float as its first argument, not null")]
    [InlineData("mul(1, 2)", "2")]
    [InlineData("mul(1.5, 2)", "3")]
    [InlineData("mul(-3, 4)", "-12")]
    [InlineData("mul(0, 1e300)", "0")]
    [InlineData("mul(1e300, 1e300)", "error: The result of 'mul' is too large for a Float")]
    [InlineData("mul(4611686018427387904, 2)", "error: does not fit into an Integer of 64 bits")]
    [InlineData("mul(true, 2)", "error: 'mul' expects an Integer or a Float as its first argument, not a Boolean")]
    [InlineData("div(10, 5)", "2")]
    [InlineData("div(11, 5)", "2")]
    [InlineData("div(-7, 2)", "-3")]
    [InlineData("div(7, 2.0)", "3.5")]
    [InlineData("div(mul(1.5, 2), 2)", "1.5")]
    [InlineData("div(1, 0)", "error: 'div' cannot divide by 0")]
    [InlineData("div(1.5, 0)", "error: 'div' cannot divide by 0")]
    [InlineData("div(-9223372036854775808, -1)", "error: The result of 'div' does not fit into an Integer")]
    [InlineData("div(10, '5')", "error: 'div' expects an Integer or a Float as its second argument, not a String")]
    [InlineData("mod(3, 2)", "1")]
    [InlineData("mod(-3, 2)", "-1")]
    [InlineData("mod(5.5, 2)", "1.5")]
    [InlineData("mod(-9223372036854775808, -1)", "0")]
    [InlineData("mod(3, 0)", "error: 'mod' cannot divide by 0")]
    [InlineData("mod(createArray(3), 2)", "error: 'mod' expects an Integer or a Float as its first argument, not an Array")]
    [InlineData("max(1, 2, 3)", "3")]
    [InlineData("max(createArray(1, 2, 3))", "3")]
    [InlineData("max(1, 2.5)", "2.5")]
    [InlineData("max(-1)", "-1")]
    [InlineData("max(pipeline().parameters.empty)", "error: 'max' of an empty array has no value; check with empty(…) first")]
    [InlineData("max(1, 'a')", "error: 'max' expects an Integer or a Float as its second argument, not a String")]
    [InlineData("max(createArray(1, 'a'))", "error: 'max' expects numbers, but item 1 of the array is a String")]
    [InlineData("min(1, 2, 3)", "1")]
    [InlineData("min(createArray(1, 2, 3))", "1")]
    [InlineData("min(0.5, 1)", "0.5")]
    [InlineData("min(3, 2, 1, 0)", "0")]
    [InlineData("min(createArray(null))", "error: 'min' expects numbers, but item 0 of the array is null")]
    [InlineData("min()", "error: 'min' takes 1 argument(s) or more, not 0")]
    [InlineData("rand(1, 2)", "1")]
    [InlineData("rand(-5, -4)", "-5")]
    [InlineData("rand(5, 5)", "error: 'rand' needs a second number above the first; 5 is not above 5")]
    [InlineData("rand(1, 1.5)", "error: 'rand' expects an Integer as its second argument, not a Float")]
    [InlineData("rand(1)", "error: 'rand' takes 2 argument(s), not 1")]
    [InlineData("range(1, 4)", "[1,2,3,4]")]
    [InlineData("range(0, 0)", "[]")]
    [InlineData("range(-2, 3)", "[-2,-1,0]")]
    [InlineData("range(0, -1)", "error: 'range' makes 0 or more integers")]
    [InlineData("range(0, 2000000000)", "error: More than 1000000 items would be made")]
    [InlineData("range(9223372036854775807, 2)", "error: 'range' makes 0 or more integers of 64 bits")]
    [InlineData("range('0', 1)", "error: 'range' expects an Integer as its first argument, not a String")]
    public void A_math_function_gives(string expression, string expected) => Cases.Check(expression, expected);

    [Fact]
    public void Rand_gives_every_number_of_its_range_and_never_the_upper_end()
    {
        var options = new ExpressionOptions { Random = new Random(7) };
        var roll = Expression.Parse("@rand(1, 5)");
        Enumerable.Range(0, 200).Select(_ => roll.Evaluate(null, options)!.GetValue<long>()).Distinct().Order().ShouldBe([1, 2, 3, 4]);
    }
}
