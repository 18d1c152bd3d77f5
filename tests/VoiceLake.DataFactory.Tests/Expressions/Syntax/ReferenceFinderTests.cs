using VoiceLake.DataFactory.Expressions;

namespace VoiceLake.DataFactory.Tests.Expressions.Syntax;

public class ReferenceFinderTests
{
    [Theory]
    [InlineData("@activity('Get pages').output.count", "Activity Get pages 1")]
    [InlineData("@ACTIVITY('Get pages').output", "Activity Get pages 1")]
    [InlineData("@concat(item().Url, variables('x'))", "Item  8|Variable x 20")]
    [InlineData("@pipeline().parameters.page", "PipelineParameter page 1")]
    [InlineData("@pipeline()['Parameters']['my page']", "PipelineParameter my page 1")]
    [InlineData("@pipeline().globalParameters.environment", "GlobalParameter environment 1")]
    [InlineData("@pipeline().RunId", "Pipeline RunId 1")]
    [InlineData("@pipeline()", "Pipeline  1")]
    [InlineData("@dataset().path", "DatasetParameter path 1")]
    [InlineData("a/@{linkedService().baseUrl}/@{trigger().startTime}", "LinkedServiceParameter baseUrl 4|Trigger startTime 31")]
    [InlineData("@activity(concat('a', variables('b')))", "Activity  1|Variable b 22")]
    [InlineData("@variables('list')[int(item())]", "Variable list 1|Item  23")]
    [InlineData("@if(true, activity('A').output, activity('B').output)", "Activity A 10|Activity B 32")]
    [InlineData("@add(1, 2)", "")]
    [InlineData("item() as text", "")]
    public void The_references_of(string text, string expected) =>
        string.Join('|', Expression.Parse(text).References.Select(found => $"{found.Kind} {found.Name} {found.Position}")).ShouldBe(expected);
}
