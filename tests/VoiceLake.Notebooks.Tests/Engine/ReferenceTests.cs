using VoiceLake.Notebooks.Engine;
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
        (await notebook.PassAsync("using Microsoft.Extensions.Primitives;\nnew StringValues(\"a\").Count")).Text.ShouldBe("1");
    }

    [Fact]
    public async Task A_library_that_shows_types_of_the_web_framework_can_be_used_without_naming_them()
    {
        var web = FrameworkAssemblies.ByName["Microsoft.Extensions.Primitives"];
        Compile("lib/Shows.dll", "public static class Shows { public static Microsoft.Extensions.Primitives.StringValues Both() => new(new[] { \"a\", \"b\" }); }", web);
        await using var notebook = await StartAsync();
        (await notebook.PassAsync("#r \"lib/Shows.dll\"\nvar both = Shows.Both();\nboth.Count")).Text.ShouldBe("2");
    }

    [Fact]
    public async Task An_assembly_of_the_web_framework_can_be_referenced_by_its_name()
    {
        await using var notebook = await StartAsync();
        (await notebook.PassAsync("#r \"Microsoft.Extensions.Primitives\"")).Result.Succeeded.ShouldBeTrue();
        (await notebook.PassAsync("typeof(Microsoft . Extensions . Primitives . StringValues).Name")).Text.ShouldBe("StringValues");
    }

    [Theory]
    [InlineData("using Microsoft.AspNetCore.Builder;", true)]
    [InlineData("new Microsoft.Extensions.Primitives.StringValues()", true)]
    [InlineData("using Microsoft.", true)]
    [InlineData("using Microsoft . Asp", true)]
    [InlineData("using Microsoft.Net.Http.Headers;", true)]
    [InlineData("using Microsoft.Data.Analysis;", false)]
    [InlineData("using Microsoft.ML;", false)]
    [InlineData("var network = 1;", false)]
    public void The_web_framework_is_wanted_where_one_of_its_namespaces_is_named_or_begun(string code, bool wanted) =>
        FrameworkAssemblies.NamesWeb(code).ShouldBe(wanted);

    private Task<Notebook> StartAsync() => Notebook.StartAsync(_folder.PathOf("notebook.ipynb"));

    private string Compile(string path, string code, params string[] references) =>
        ReferenceCompiler.Compile(_folder.PathOf(path.Split('/')), code, references);
}
