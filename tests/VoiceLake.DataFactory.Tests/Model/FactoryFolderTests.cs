using VoiceLake.DataFactory.Model;
using VoiceLake.Tests.Support;

namespace VoiceLake.DataFactory.Tests.Model;

public class FactoryFolderTests
{
    private static readonly string Committed = Repository.PathOf("infra", "data-factory");

    [Fact]
    public async Task What_is_read_and_written_is_the_same_byte_for_byte()
    {
        using var folder = new TemporaryFolder();
        var factory = await FactoryFolder.ReadAsync(Committed, TestContext.Current.CancellationToken);

        var written = await factory.WriteAsync(folder.Path, TestContext.Current.CancellationToken);

        // local.json says what stands here for Azure: it is no resource.
        written.ShouldBe(Directory.EnumerateDirectories(Committed).SelectMany(kind => Directory.EnumerateFiles(kind, "*.json")).Select(path => Path.GetRelativePath(Committed, path).Replace('\\', '/')), ignoreOrder: true);
        foreach (var path in written)
        {
            File.ReadAllBytes(folder.PathOf(path)).ShouldBe(File.ReadAllBytes(Path.Combine(Committed, path)), path);
        }
    }

    [Fact]
    public async Task Writing_what_is_there_already_writes_nothing()
    {
        using var folder = new TemporaryFolder();
        var factory = await FactoryFolder.ReadAsync(Committed, TestContext.Current.CancellationToken);
        await factory.WriteAsync(folder.Path, TestContext.Current.CancellationToken);

        (await factory.WriteAsync(folder.Path, TestContext.Current.CancellationToken)).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_committed_factory_holds_what_its_pipelines_need()
    {
        var factory = await FactoryFolder.ReadAsync(Committed, TestContext.Current.CancellationToken);

        factory.Factory!.Name.ShouldBe("voicelake");
        factory.LinkedServices.Select(service => service.Type).ShouldBe(["AzureBlobFS", "AzureDatabricks", "AzureKeyVault", "HttpServer"], ignoreOrder: true);
        factory.Datasets.Select(dataset => dataset.Name).ShouldBe(["manifest", "submission_in_bronze", "submission_on_the_web"]);
        factory.Pipelines.Select(pipeline => pipeline.Name).ShouldBe(["gold", "ingest", "ingest_page", "medallion", "silver"]);
        factory.Triggers.Single().ShouldBeOfType<ScheduleTrigger>().Frequency.ShouldBe("Day");
    }

    [Fact]
    public async Task Every_call_of_a_pipeline_says_whether_it_is_waited_for()
    {
        var factory = await FactoryFolder.ReadAsync(Committed, TestContext.Current.CancellationToken);

        var calls = factory.Pipelines.SelectMany(pipeline => pipeline.AllActivities).OfType<ExecutePipelineActivity>().ToList();

        calls.Select(call => call.Name).ShouldBe(["Copy page", "Ingest", "Silver", "Gold"]);
        calls.ShouldAllBe(call => call.WaitOnCompletion!.Value);
    }

    [Fact]
    public async Task Every_notebook_activity_names_a_committed_wrapper()
    {
        var factory = await FactoryFolder.ReadAsync(Committed, TestContext.Current.CancellationToken);

        var paths = factory.Pipelines.SelectMany(pipeline => pipeline.AllActivities).OfType<DatabricksNotebookActivity>().Select(activity => activity.NotebookPath.Json.GetString()!).ToList();

        paths.Select(path => path[(path.LastIndexOf('/') + 1)..]).ShouldBe(["gold", "register_bronze", "silver"]);
        foreach (var path in paths)
        {
            path.ShouldContain("/infra/databricks/");
            File.ReadLines(Repository.PathOf(path[(path.IndexOf("/infra/", StringComparison.Ordinal) + 1)..] + ".py")).First().ShouldBe("# Databricks notebook source");
        }
    }

    [Fact]
    public async Task No_activity_is_of_a_type_that_the_model_does_not_know()
    {
        var factory = await FactoryFolder.ReadAsync(Committed, TestContext.Current.CancellationToken);

        factory.Pipelines.SelectMany(pipeline => pipeline.AllActivities).OfType<UnknownActivity>().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("{", "pipeline/p.json, $: This is no JSON at line 1")]
    [InlineData("[]", "pipeline/p.json, $: A JSON array stands where an object is wanted")]
    [InlineData("""{"properties": {}}""", "pipeline/p.json, $.name: 'name' is missing: give it a text.")]
    [InlineData("""{"name": "q"}""", "pipeline/p.json, $.name: The resource is called 'q': name the file q.json")]
    [InlineData("""{"name": "p", "name": "p"}""", "pipeline/p.json, $: This is no JSON")]
    [InlineData("""{"name": "p", "properties": {"activities": {}}}""", "pipeline/p.json, $.properties.activities: A JSON object stands where a list is wanted")]
    [InlineData("""{"name": "p", "properties": {"activities": [{"type": "Wait"}]}}""", "pipeline/p.json, $.properties.activities[0].name: 'name' is missing")]
    [InlineData("""{"name": "p", "properties": {"activities": [{"name": "a", "type": 1}]}}""", "pipeline/p.json, $.properties.activities[0].type: A JSON number stands where a text is wanted")]
    [InlineData("""{"name": "p", "properties": {"activities": [{"name": "a", "type": "ForEach", "typeProperties": {"items": "@x", "activities": [{"name": "b", "type": "Copy"}]}}]}}""", "pipeline/p.json, $.properties.activities[0].typeProperties.activities[0].typeProperties.source: 'source' is missing")]
    [InlineData("""{"name": "p", "properties": {"parameters": {"a b": 1}}}""", "pipeline/p.json, $.properties.parameters['a b']: A JSON number stands where an object is wanted")]
    public async Task A_mistake_is_named_by_file_and_place(string json, string message)
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.PathOf("pipeline"));
        await File.WriteAllTextAsync(folder.PathOf("pipeline", "p.json"), json, TestContext.Current.CancellationToken);

        var error = await Should.ThrowAsync<FactoryModelException>(() => FactoryFolder.ReadAsync(folder.Path, TestContext.Current.CancellationToken));

        error.Message.ShouldStartWith(message);
        error.File.ShouldBe("pipeline/p.json");
    }

    [Fact]
    public async Task A_folder_without_the_layout_is_no_empty_factory()
    {
        using var folder = new TemporaryFolder();
        (await Should.ThrowAsync<DirectoryNotFoundException>(() => FactoryFolder.ReadAsync(folder.Path, TestContext.Current.CancellationToken)))
            .Message.ShouldContain("name the root of a factory's Git layout");
    }

    [Fact]
    public async Task What_the_model_does_not_know_is_kept_where_it_stands()
    {
        const string json = """
            {
              "etag": "0x1",
              "name": "p",
              "properties": {
                "future": 1.50,
                "activities": [
                  {
                    "type": "Teleport",
                    "name": "a",
                    "typeProperties": {
                      "where": [
                        "é \"x\" <y> '+'"
                      ],
                      "empty": {}
                    }
                  }
                ],
                "annotations": []
              }
            }

            """;
        using var folder = new TemporaryFolder();
        var pipeline = (Pipeline)FactoryResource.Read(FactoryResourceKind.Pipeline, json, "p.json");

        await new FactoryFolder([pipeline]).WriteAsync(folder.Path, TestContext.Current.CancellationToken);

        pipeline.Activities.Single().ShouldBeOfType<UnknownActivity>().Type.ShouldBe("Teleport");
        File.ReadAllText(folder.PathOf("pipeline", "p.json")).ShouldBe(json.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task A_name_that_would_leave_the_folder_is_not_written()
    {
        using var folder = new TemporaryFolder();
        var error = await Should.ThrowAsync<FactoryModelException>(() => new FactoryFolder([new Pipeline("../p")]).WriteAsync(folder.Path, TestContext.Current.CancellationToken));
        error.Message.ShouldContain("use letters, digits, _ and -");
    }
}
