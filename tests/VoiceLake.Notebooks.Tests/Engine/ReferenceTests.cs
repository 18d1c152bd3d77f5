using VoiceLake.Notebooks.Tests.Support;
using VoiceLake.Tests.Support;

namespace VoiceLake.Notebooks.Tests.Engine;

public sealed class ReferenceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_referenced_library_brings_what_lies_beside_it()
    {
        var inner = Compile("lib/Inner.dll", "public record Point(int X);");
        Compile("lib/Outer.dll", "public static class Maker { public static Point Make() => new(3); }", inner);
        await using var notebook = await StartAsync();
        (await notebook.PassAsync("#r \"lib/Outer.dll\"\nPoint p = Maker.Make();\np.X")).Text.ShouldBe("3");
        (await notebook.PassAsync("typeof(Point).Assembly.Location")).Text.ShouldBe(inner);
    }

    [Fact]
    public async Task A_library_with_the_name_of_one_of_the_hosts_is_the_one_the_notebook_named()
    {
        // Markdig is the host's own dependency and lies in its folder.
        var path = Compile("lib/Markdig.dll", "namespace Markdig; public static class Mine { public static int Value => 7; }");
        await using var notebook = await StartAsync();
        (await notebook.PassAsync("#r \"lib/Markdig.dll\"\nMarkdig.Mine.Value + typeof(Markdig.Mine).Assembly.Location")).Text.ShouldBe("7" + path);
        (await notebook.PassAsync("#!markdown\n**bold**")).Displays[0].Data["text/html"]!.ToString().ShouldContain("<strong>bold</strong>");
    }

    [Fact]
    public async Task A_missing_library_and_one_that_is_none_are_errors_that_name_the_line()
    {
        await File.WriteAllTextAsync(_folder.PathOf("text.dll"), "no assembly", TestContext.Current.CancellationToken);
        await using var notebook = await StartAsync();
        (await notebook.FailAsync("// first\n#r \"lib/Gone.dll\"")).Value.ShouldStartWith("Cell 1, line 2, column 5: There is no file '" + _folder.PathOf("lib", "Gone.dll"));
        (await notebook.FailAsync("#r \"text.dll\"")).Value.ShouldStartWith("Cell 2, line 1, column 5: ");
        (await notebook.PassAsync("#r \"System.Net.Http\"\ntypeof(System.Net.Http.HttpClient).Name")).Text.ShouldBe("HttpClient");
    }

    [Fact]
    public async Task A_second_library_of_the_same_name_is_refused_with_the_remedy()
    {
        Compile("one/Same.dll", "public static class Same { public static int Value => 1; }");
        Compile("two/Same.dll", "public static class Same { public static int Value => 2; }");
        await using var notebook = await StartAsync();
        await notebook.PassAsync("#r \"one/Same.dll\"\nSame.Value");
        (await notebook.FailAsync("#r \"two/Same.dll\"\nSame.Value")).Value.ShouldContain("restart the notebook");
    }

    [Fact]
    public async Task Web_applications_are_within_the_framework()
    {
        await using var notebook = await StartAsync();
        (await notebook.PassAsync("Microsoft.AspNetCore.Builder.WebApplication.CreateSlimBuilder().GetType().Name")).Text.ShouldBe("WebApplicationBuilder");
    }

    private Task<Notebook> StartAsync() => Notebook.StartAsync(_folder.PathOf("notebook.ipynb"));

    private string Compile(string path, string code, params string[] references) =>
        ReferenceCompiler.Compile(_folder.PathOf(path.Split('/')), code, references);
}
