using VoiceLake.DataFactory.Expressions;

namespace VoiceLake.DataFactory.Tests.Expressions;

public class ExpressionExceptionTests
{
    [Fact]
    public void The_message_names_the_expression_and_counts_characters_from_one() =>
        new ExpressionException("@item(", 5, "A ')' is missing.").Message.ShouldBe("A ')' is missing. (at character 6 of '@item(')");
}
