using VoiceLake.DataFactory.Model;
using VoiceLake.Tests.Support;

namespace VoiceLake.DataFactory.Tests.Model;

public class ResourceLinkTests
{
    [Theory]
    [InlineData("trigger nightly", "Pipeline medallion $.properties.pipelines[0].pipelineReference.referenceName")]
    [InlineData("dataset manifest", "LinkedService data_lake $.properties.linkedServiceName.referenceName")]
    [InlineData("linkedservice databricks", "LinkedService key_vault $.properties.typeProperties.accessToken.store.referenceName")]
    [InlineData("linkedservice data_lake", "")]
    [InlineData("pipeline gold", "LinkedService databricks $.properties.activities[0].linkedServiceName.referenceName")]
    public async Task Whatever_a_resource_names_is_found_with_its_place(string resource, string expected)
    {
        var folder = await FactoryFolder.ReadAsync(Repository.PathOf("infra", "data-factory"), TestContext.Current.CancellationToken);
        var found = folder.Resources.Single(each => $"{each.Kind} {each.Name}".Equals(resource, StringComparison.OrdinalIgnoreCase));

        string.Join('\n', ResourceLink.Of(found).Select(link => $"{link.Kind} {link.Name} {link.Path}")).ShouldBe(expected);
    }

    [Fact]
    public void References_inside_loops_are_found_and_names_differ_in_more_than_case()
    {
        var inner = new Pipeline("Inner", new WaitActivity("Wait", 0));
        var outer = new Pipeline("outer", new ForEachActivity("Each", "@pipeline().parameters.items", new ExecutePipelineActivity("Call", "INNER")));

        var link = ResourceLink.Of(outer).ShouldHaveSingleItem();

        link.Path.ShouldBe("$.properties.activities[0].typeProperties.activities[0].typeProperties.pipeline.referenceName");
        link.IsTo(inner).ShouldBeTrue();
        link.IsTo(outer).ShouldBeFalse();
    }
}
