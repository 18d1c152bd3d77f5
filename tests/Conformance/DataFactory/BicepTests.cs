using VoiceLake.DataFactory.Tests.Linting;
using VoiceLake.Tests.Support;

namespace VoiceLake.Conformance.DataFactory;

/// <summary>Microsoft's Bicep compiler reads infra/data-factory through loadJsonContent and finds nothing wrong; and does find what is wrong.</summary>
public sealed class BicepTests : IDisposable
{
    private const string Page = "pipeline/ingest_page.json";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_committed_deployment_takes_every_resource_under_its_own_name()
    {
        var bicep = File.ReadAllText(Repository.PathOf("infra", "modules", "data-factory.bicep"));
        var root = Repository.PathOf("infra", "data-factory");

        foreach (var file in new[] { "linkedService", "dataset", "pipeline", "trigger" }.SelectMany(kind => Directory.EnumerateFiles(Path.Combine(root, kind), "*.json")))
        {
            var name = Path.GetFileNameWithoutExtension(file);
            bicep.ShouldMatch($@"name: '{name}'\n    properties: (union\()?loadJsonContent\('../data-factory/{Path.GetRelativePath(root, file)}', '\$\.properties'\)");
        }
    }

    [Fact]
    public async Task Every_resource_and_every_activity_goes_with_Bicep_s_types()
    {
        PlantedMistakes.CopyTo(_folder);
        var check = Check();

        (await File.ReadAllTextAsync(check, TestContext.Current.CancellationToken)).Split("loadJsonContent(").Length.ShouldBeGreaterThan(30);
        (await BicepCheck.RunAsync(check)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(Page, "properties/activities/0/type", "\"Lokup\"", "BCP088")]
    [InlineData(Page, "properties/activities/1/typeProperties/batchCount", "60", "BCP327")]
    [InlineData(Page, "properties/activities/1/typeProperties/activities/0/typeProperties/source/type", "\"BinarySauce\"", "BCP088")]
    [InlineData(Page, "properties/activities/1/typeProperties/activities/2/typeProperties/ifFalseActivities/0/typeProperties/code", "1", "BCP037")]
    [InlineData("dataset/manifest.json", "properties/typeProperties/location/fileNaem", "\"x\"", "BCP037")]
    [InlineData("linkedService/databricks.json", "properties/typeProperties/newClusterNumOfWorkers", "\"1\"", "BCP037")]
    public async Task A_planted_mistake_is_found(string file, string target, string? json, string rule)
    {
        var findings = await BicepCheck.RunAsync(Plant(file, target, json));

        findings.ShouldContain(finding => finding.StartsWith(rule), string.Join('\n', findings));
    }

    private string Plant(string file, string target, string? json)
    {
        PlantedMistakes.Plant(_folder, file, target, json);
        return Check();
    }

    private string Check()
    {
        File.Copy(Repository.PathOf("infra", "bicepconfig.json"), _folder.PathOf("bicepconfig.json"));
        return BicepCheck.Write(_folder.Path);
    }
}
