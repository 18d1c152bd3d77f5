using VoiceLake.Notebooks.Tests.Support;

namespace VoiceLake.Notebooks.Tests.Engine;

public class CompilationAdviceTests
{
    [Fact]
    public async Task A_library_that_came_with_dotnet_interactive_is_named_with_the_line_that_brings_it()
    {
        await using var notebook = await Notebook.StartAsync();
        (await notebook.FailAsync("using Newtonsoft.Json.Linq;")).Value.ShouldEndWith("(.NET Interactive brought this library along; here write first: #r \"nuget: Newtonsoft.Json\")");
        (await notebook.FailAsync("using XPlot.Plotly;")).Value.ShouldEndWith("#r \"nuget: XPlot.Plotly\")");
    }

    [Fact]
    public async Task The_tags_of_pocket_view_are_advised_where_they_are_used_as_tags()
    {
        await using var notebook = await Notebook.StartAsync();
        (await notebook.FailAsync("th(\"index\")")).Value.ShouldEndWith("write first: using static Microsoft.DotNet.Interactive.Formatting.PocketViewTags;)");
        (await notebook.FailAsync("img[src: \"x\"]")).Value.ShouldEndWith("PocketViewTags;)");
        (await notebook.FailAsync("var next = i + 1;")).Value.ShouldEndWith("CS0103: The name 'i' does not exist in the current context");
        (await notebook.PassAsync("using static Microsoft.DotNet.Interactive.Formatting.PocketViewTags;\nth(\"index\")")).Text.ShouldBe("<th>index</th>");
    }

    [Theory]
    [InlineData("using Microsoft.DotNet.Interactive.Commands;")]
    [InlineData("CSharpKernel kernel = null;")]
    public async Task The_kernels_own_interface_is_said_to_be_missing(string code)
    {
        await using var notebook = await Notebook.StartAsync();
        (await notebook.FailAsync(code)).Value.ShouldContain("(.NET Interactive's own kernel is not here, only what cells use of it: display, Formatter,");
    }
}
