using VoiceLake.Notebooks.Packages;
using VoiceLake.Notebooks.Tests.Support;

namespace VoiceLake.Notebooks.Tests.Packages;

public sealed class InteractivePackagesTests : IDisposable
{
    private readonly PackageFeed _feed = new();

    public void Dispose() => _feed.Dispose();

    [Theory]
    [InlineData("XPlot.Plotly.Interactive", "4.0.6", "XPlot.Plotly", "4.0.*")]
    [InlineData("plotly.net.interactive", "4.2.1", "Plotly.NET", "4.2.*")]
    [InlineData("Plotly.NET.Interactive", "*-*", "Plotly.NET", "*-*")]
    [InlineData("Plotly.NET.Interactive", "3.0.0-preview.1", "Plotly.NET", "3.0.0-preview.1")]
    public void A_package_that_only_showed_a_librarys_charts_stands_for_the_library(string name, string version, string library, string taken) =>
        InteractivePackages.Resolve(new PackageRequest(name, version)).ShouldBe(new PackageRequest(library, taken, IsStandIn: true));

    [Fact]
    public void The_library_that_a_notebook_names_itself_wins_over_the_stand_in()
    {
        var standIn = new PackageRequest("Plotly.NET", "4.2.*", IsStandIn: true);
        var named = new PackageRequest("plotly.net", "4.2.0");
        InteractivePackages.Chosen([standIn]).ShouldBe([standIn]);
        InteractivePackages.Chosen([standIn, named]).ShouldBe([named]);
    }

    [Fact]
    public async Task What_the_host_stands_for_needs_no_package()
    {
        await using var notebook = await _feed.StartAsync();
        (await notebook.PassAsync("#r \"nuget: Microsoft.DotNet.Interactive, 1.0.0-beta.24229.4\"\n#r \"nuget: Microsoft.DotNet.Interactive.Formatting, *-*\"\nusing Microsoft.DotNet.Interactive;\n1 + 1")).Text.ShouldBe("2");
    }

    [Fact]
    public async Task An_extension_of_the_kernel_is_refused_with_what_to_do_instead()
    {
        await using var notebook = await _feed.StartAsync();
        (await notebook.FailAsync("#r \"nuget: Microsoft.DotNet.Interactive.SqlServer, 1.0.0\"")).Value.ShouldBe(
            "Cell 1, line 1, column 5: 'Microsoft.DotNet.Interactive.SqlServer' extends the kernel of .NET Interactive, which is not here: use the library that it wraps from C#, with #r \"nuget: …\".");
    }

    [Fact]
    public async Task A_stand_in_is_restored_and_said()
    {
        Pack("Plotly.NET", "4.2.0", "namespace Plotly.NET { public static class Chart { public static int Version = 42; } }");
        Pack("Plotly.NET", "5.0.0", "namespace Plotly.NET { public static class Chart { public static int Version = 50; } }");
        await using var notebook = await _feed.StartAsync();
        var cell = await notebook.PassAsync("#r \"nuget: Plotly.NET.Interactive, 4.2.1\"\nPlotly.NET.Chart.Version");
        cell.Text.ShouldBe("42");
        cell.Stdout.ShouldBe("An extension of .NET Interactive is not needed here: Plotly.NET is taken, and its charts are shown.\n");
    }

    [Fact]
    public async Task A_source_that_does_not_answer_fails_its_cell_and_no_later_one()
    {
        Pack("Some.Library", "1.0.0", "namespace Some { public static class Library { public static int Two = 2; } }");
        await using var notebook = await _feed.StartAsync();
        var error = await notebook.FailAsync("#i \"nuget: ./gone\"\n#r \"nuget: Some.Library, 1.0.0\"");
        error.Value.ShouldContain("NU1301");
        error.Traceback[^1].ShouldBe($"The source '{_feed.PathOf("gone")}' is left out from now on: if it is gone for good, delete its #i line and run the cell again.");
        (await notebook.PassAsync("#r \"nuget: Some.Library, 1.0.0\"\nSome.Library.Two")).Text.ShouldBe("2");
    }

    private void Pack(string id, string version, string code) =>
        _feed.Pack(id, version, ReferenceCompiler.Compile(_feed.PathOf("build", version, id + ".dll"), code));
}
