using System.Text.Json;
using System.Text.Json.Nodes;
using VoiceLake.Azure.DataFactory.Deploying;
using VoiceLake.DataFactory.Model;

namespace VoiceLake.Azure.Tests.DataFactory.Deploying;

public sealed class ResourceComparisonTests
{
    [Theory]
    [InlineData(FactoryResourceKind.Pipeline, """{"name":"p","properties":{"activities":[]}}""", """{"id":"/x","name":"p","type":"Microsoft.DataFactory/factories/pipelines","etag":"1","properties":{"activities":[],"annotations":[],"lastPublishTime":"2026-01-01T00:00:00Z"}}""", "")]
    [InlineData(FactoryResourceKind.Pipeline, """{"name":"p","properties":{"activities":[],"concurrency":1}}""", """{"name":"p","properties":{"activities":[]}}""", "$.properties.concurrency")]
    [InlineData(FactoryResourceKind.Pipeline, """{"properties":{"activities":[{"name":"a"},{"name":"b"}]}}""", """{"properties":{"activities":[{"name":"x"}]}}""", "$.properties.activities[0].name $.properties.activities[1]")]
    [InlineData(FactoryResourceKind.Pipeline, """{"properties":{"a b":1}}""", """{"properties":{"a b":2}}""", "$.properties['a b']")]
    [InlineData(FactoryResourceKind.Pipeline, """{"properties":{"x":1.0}}""", """{"properties":{"x":"1.0"}}""", "$.properties.x")]
    [InlineData(FactoryResourceKind.Trigger, """{"properties":{"type":"ScheduleTrigger","runtimeState":"Stopped"}}""", """{"properties":{"type":"ScheduleTrigger","runtimeState":"Started"}}""", "")]
    [InlineData(FactoryResourceKind.LinkedService, """{"properties":{"typeProperties":{"password":{"type":"SecureString","value":"secret"}}}}""", """{"properties":{"typeProperties":{"password":{"type":"SecureString","value":"**********"},"encryptedCredential":"abc"}}}""", "")]
    [InlineData(FactoryResourceKind.LinkedService, """{"properties":{"typeProperties":{"url":"a"}}}""", """{"properties":{"typeProperties":{"url":"b"}}}""", "$.properties.typeProperties.url")]
    [InlineData(FactoryResourceKind.Factory, """{"location":"westeurope","identity":{"type":"SystemAssigned"},"properties":{}}""", """{"eTag":"\"1\"","location":"West Europe","tags":{"team":"x"},"identity":{"type":"SystemAssigned","principalId":"p","tenantId":"t"},"properties":{"provisioningState":"Succeeded","createTime":"2026-01-01","version":"2018-06-01","repoConfiguration":{"type":"FactoryGitHubConfiguration"}}}""", "")]
    [InlineData(FactoryResourceKind.Factory, """{"location":"westeurope","tags":{"team":"y"}}""", """{"location":"westeurope","tags":{"team":"x"}}""", "$.tags.team")]
    public void Differences_are_told_by_their_paths_and_what_the_service_adds_is_none(FactoryResourceKind kind, string wanted, string there, string expected)
    {
        using var json = JsonDocument.Parse(wanted);

        var differences = ResourceComparison.Differences(kind, json.RootElement, JsonNode.Parse(there)!.AsObject());

        string.Join(' ', differences).ShouldBe(expected);
    }

    [Fact]
    public void Changing_a_factory_takes_away_neither_its_Git_connection_nor_its_tags()
    {
        using var wanted = JsonDocument.Parse("""{"name":"f","location":"westeurope","properties":{}}""");
        var there = JsonNode.Parse("""{"eTag":"1","tags":{"team":"x"},"properties":{"version":"2018-06-01","repoConfiguration":{"type":"FactoryGitHubConfiguration"}}}""")!.AsObject();

        var body = ResourceComparison.Body(FactoryResourceKind.Factory, wanted.RootElement, there);

        body.ToJsonString().ShouldBe("""{"location":"westeurope","properties":{"repoConfiguration":{"type":"FactoryGitHubConfiguration"}},"tags":{"team":"x"}}""");
    }
}
