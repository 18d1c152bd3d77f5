using VoiceLake.Notebooks.Running;
using VoiceLake.Notebooks.Running.Parameters;
using VoiceLake.Tests.Support;

namespace VoiceLake.Notebooks.Tests.Running.Parameters;

public sealed class ParameterFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("p.json", """{"lake": "file:x", "n": 3, "ratio": 1.50, "on": true, "none": null, "list": ["a", 2]}""")]
    [InlineData("p.yaml", "lake: \"file:x\"\nn: 3\nratio: 1.50\non: true\nnone: ~\nlist: [\"a\", 2]\n")]
    [InlineData("p.yml", "lake: 'file:x'\nn: 3\nratio: 1.50\non: true\nnone:\nlist:\n - 'a'\n - 2\n")]
    public async Task Json_and_yaml_give_the_same_values(string name, string text)
    {
        var values = await ReadAsync(name, text);

        values.ShouldBe(new Dictionary<string, ParameterValue>
        {
            ["lake"] = ParameterValue.FromQuoted("file:x"),
            ["n"] = ParameterValue.FromText("3"),
            ["ratio"] = ParameterValue.FromText("1.50"),
            ["on"] = ParameterValue.FromText("true"),
            ["none"] = ParameterValue.Null,
            ["list"] = values["list"],
        });
        values["list"].Items.ShouldBe([ParameterValue.FromQuoted("a"), ParameterValue.FromText("2")]);
    }

    [Theory]
    [InlineData("p.json", "{\"a\": 1,\n \"b\": }", "line 2")]
    [InlineData("p.json", "[1]", "expected a map")]
    [InlineData("p.json", "{\"a\": {}}", "'a' is a map")]
    [InlineData("p.yaml", "a: 1\nb: [", "line ")]
    [InlineData("p.yaml", "- 1", "expected a map")]
    [InlineData("p.toml", "a = 1", "ends in '.toml': give a .json, .yaml or .yml file")]
    public async Task A_bad_file_is_refused_by_name_and_place(string name, string text, string expected)
    {
        var error = await Should.ThrowAsync<RunRequestException>(() => ReadAsync(name, text));

        error.Message.ShouldContain(_folder.PathOf(name));
        error.Message.ShouldContain(expected);
    }

    [Fact]
    public async Task A_missing_file_is_named() =>
        (await Should.ThrowAsync<RunRequestException>(() => ParameterFile.ReadAsync("nowhere.json"))).Message.ShouldBe("the parameter file 'nowhere.json' is not there");

    private async Task<IReadOnlyDictionary<string, ParameterValue>> ReadAsync(string name, string text)
    {
        var path = _folder.PathOf(name);
        await File.WriteAllTextAsync(path, text, TestContext.Current.CancellationToken);
        return await ParameterFile.ReadAsync(path, TestContext.Current.CancellationToken);
    }
}
