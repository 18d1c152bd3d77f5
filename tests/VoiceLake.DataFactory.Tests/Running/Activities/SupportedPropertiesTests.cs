using System.Text.Json.Nodes;
using VoiceLake.DataFactory.Model;
using VoiceLake.DataFactory.Running.Activities;
using VoiceLake.Tests.Support;

namespace VoiceLake.DataFactory.Tests.Running.Activities;

public class SupportedPropertiesTests
{
    public static TheoryData<string> Types => [.. ActivityWorks.SupportedProperties.Keys];

    [Theory]
    [MemberData(nameof(Types))]
    public void A_property_that_is_not_in_the_table_of_its_type_fails_by_its_name(string type)
    {
        var properties = new ActivityProperties(new JsonObject { ["tumblingWindow"] = 1 }, "here");

        var failure = Should.Throw<WorkException>(() => properties.Checked(type));

        failure.Error.ShouldBe("UserErrorNotSupportedLocally");
        failure.Message.ShouldStartWith($"here: 'tumblingWindow' of {type} is not supported here: leave it out; supported are {ActivityWorks.SupportedProperties[type][0].Name}");
    }

    [Theory]
    [InlineData("false", true)]
    [InlineData("\"False\"", true)]
    [InlineData("null", true)]
    [InlineData("true", false)]
    public void A_property_that_may_have_one_value_alone_has_it_or_fails(string json, bool passes)
    {
        var properties = new ActivityProperties(new JsonObject { ["enableStaging"] = JsonNode.Parse(json) }, "copy");

        if (passes)
        {
            properties.Checked("Copy").ShouldBe(properties);
        }
        else
        {
            Should.Throw<WorkException>(() => properties.Checked("Copy")).Message.ShouldBe("copy: 'enableStaging' of Copy is supported here as false alone: leave it out.");
        }
    }

    [Theory]
    [InlineData("SqlSink", "copy.sink: 'SqlSink' is not supported here.")]
    [InlineData("Parquet", "copy.sink: 'Parquet' is not supported here.")]
    public void A_type_without_a_table_fails_by_its_name(string type, string message) =>
        Should.Throw<WorkException>(() => new ActivityProperties([], "copy.sink").Checked(type)).Message.ShouldBe(message);

    [Fact]
    public void Every_activity_that_does_work_has_a_table() => ActivityWorks.Types.ShouldBeSubsetOf(ActivityWorks.SupportedProperties.Keys);

    [Fact]
    public async Task The_committed_factory_has_supported_properties_alone()
    {
        var factory = await FactoryFolder.ReadAsync(Repository.PathOf("infra", "data-factory"), TestContext.Current.CancellationToken);
        var activities = factory.Pipelines.SelectMany(pipeline => pipeline.Activities).SelectMany(activity => activity.WithInner()).Where(activity => ActivityWorks.Types.Contains(activity.Type)).ToList();

        foreach (var activity in activities)
        {
            Check(activity.TypeProperties, activity.Type, activity.Name);
        }

        foreach (var dataset in factory.Datasets)
        {
            Check(dataset.Json.GetProperty("properties").GetProperty("typeProperties"), dataset.Type, dataset.Name);
        }

        activities.Select(activity => activity.Type).Distinct().Order().ShouldBe(["Copy", "DatabricksNotebook", "GetMetadata", "Lookup"]);
    }

    private static void Check(System.Text.Json.JsonElement json, string type, string name) => new ActivityProperties(JsonObject.Create(json)!, name).Checked(type);
}
