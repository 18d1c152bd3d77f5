using VoiceLake.DataFactory.Model;
using VoiceLake.DataFactory.Running.Local;
using VoiceLake.Tests.Support;

namespace VoiceLake.DataFactory.Tests.Running.Local;

public sealed class LocalBindingsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Paths_start_from_the_folder_of_the_file()
    {
        await File.WriteAllTextAsync(_folder.PathOf("a.ipynb"), "{}", TestContext.Current.CancellationToken);

        var bindings = await ReadAsync("""{"lakes": {"https://x.dfs.core.windows.net": "../lake"}, "notebooks": {"/Repos/a": "a.ipynb"}}""");

        bindings.Folder.ShouldBe(_folder.Path);
        bindings.FindLake("https://X.dfs.core.windows.net/").ShouldBe(Path.GetFullPath(_folder.PathOf("..", "lake")));
        bindings.FindNotebook("/Repos/a").ShouldBe(_folder.PathOf("a.ipynb"));
        bindings.FindLake("https://y.dfs.core.windows.net").ShouldBeNull();
        bindings.FindNotebook("/repos/a").ShouldBeNull();
    }

    [Fact]
    public async Task A_lake_can_be_put_in_the_place_of_another()
    {
        var bindings = (await ReadAsync("""{"lakes": {"https://x.example": "one", "https://y.example": "two"}}""")).WithLake("https://x.example/", "file:///data/lake").WithNotebook("/n", "n.ipynb");

        bindings.FindLake("https://x.example").ShouldBe("file:///data/lake");
        bindings.FindLake("https://y.example").ShouldBe(_folder.PathOf("two"));
        bindings.FindNotebook("/n").ShouldBe(_folder.PathOf("n.ipynb"));
    }

    [Theory]
    [InlineData("""{"lake": {}}""", "$.lake: there is no such member: write {\"lakes\"")]
    [InlineData("""{"lakes": []}""", "$.lakes: an object of texts is wanted")]
    [InlineData("""{"lakes": {"a": 1}}""", "$.lakes['a']: 1 stands where a path in quotes is wanted")]
    [InlineData("""{"lakes": {}, "lakes": {}}""", "is no JSON")]
    [InlineData("[]", "$: a JSON object is wanted")]
    [InlineData("{", "is no JSON")]
    public async Task Mistakes_are_named_with_file_and_place(string json, string message)
    {
        var mistake = await Should.ThrowAsync<FormatException>(ReadAsync(json));

        mistake.Message.ShouldContain(message);
        mistake.Message.ShouldStartWith($"'{_folder.PathOf("local.json")}'");
    }

    [Fact]
    public async Task Files_that_are_missing_are_named()
    {
        (await Should.ThrowAsync<FileNotFoundException>(LocalBindings.ReadAsync(_folder.PathOf("none.json"), TestContext.Current.CancellationToken))).Message.ShouldContain("is not there: write");
        (await Should.ThrowAsync<FileNotFoundException>(ReadAsync("""{"notebooks": {"/n": "n.ipynb"}}"""))).Message.ShouldContain("$.notebooks['/n']: there is no notebook 'n.ipynb'");
    }

    [Fact]
    public async Task The_committed_bindings_are_of_the_committed_factory()
    {
        var token = TestContext.Current.CancellationToken;
        var factory = await FactoryFolder.ReadAsync(Repository.PathOf("infra", "data-factory"), token);

        var bindings = await LocalBindings.ReadAsync(Repository.PathOf("infra", "data-factory", "local.json"), token);

        bindings.FindLake(factory.LinkedServices.Single(service => service.Type == "AzureBlobFS").TypeProperties["url"].Json.GetString()!).ShouldBe(Path.Combine(Repository.Root, "lake"));
        bindings.Notebooks.Keys.ShouldBe(
            factory.Pipelines.SelectMany(pipeline => pipeline.Activities).OfType<DatabricksNotebookActivity>().Select(activity => activity.NotebookPath.Json.GetString()!),
            ignoreOrder: true);
    }

    private async Task<LocalBindings> ReadAsync(string json)
    {
        await File.WriteAllTextAsync(_folder.PathOf("local.json"), json, TestContext.Current.CancellationToken);
        return await LocalBindings.ReadAsync(_folder.PathOf("local.json"), TestContext.Current.CancellationToken);
    }
}
