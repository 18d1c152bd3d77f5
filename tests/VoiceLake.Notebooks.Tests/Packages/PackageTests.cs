using VoiceLake.Notebooks.Packages;
using VoiceLake.Notebooks.Tests.Support;

namespace VoiceLake.Notebooks.Tests.Packages;

public sealed class PackageTests : IDisposable
{
    private readonly PackageFeed _feed = new();

    public void Dispose() => _feed.Dispose();

    [Theory]
    [InlineData("nuget: Some.Package, 1.2.3", "Some.Package", "1.2.3")]
    [InlineData("nuget:Some.Package", "Some.Package", "*")]
    [InlineData("NuGet: A, [1.0,2.0)", "A", "[1.0,2.0)")]
    [InlineData("nuget: A, 1.2.*", "A", "1.2.*")]
    [InlineData("nuget: A, 2.0.0-beta.1", "A", "2.0.0-beta.1")]
    public void A_package_is_asked_for_with_a_version_a_range_or_none(string text, string name, string version) =>
        PackageRequest.Parse(text).ShouldBe(new PackageRequest(name, version));

    [Theory]
    [InlineData("nuget:")]
    [InlineData("nuget: two words")]
    [InlineData("nuget: A, <1>")]
    public void Anything_else_is_refused(string text) => Should.Throw<FormatException>(() => PackageRequest.Parse(text)).Message.ShouldContain("write #r");

    [Fact]
    public async Task Packages_come_with_dependencies_and_native_files_and_a_second_run_needs_no_feed()
    {
        var inner = ReferenceCompiler.Compile(_feed.PathOf("build", "Inner.dll"), "public record Point(int X);");
        var outer = ReferenceCompiler.Compile(_feed.PathOf("build", "Outer.dll"), "public static class Maker { public static Point Make() => new(3); }", inner);
        _feed.Pack("Inner", "1.0.0", inner);
        _feed.Pack("Inner", "1.5.0", inner);
        _feed.Pack("Outer", "2.1.0", outer, "<dependency id=\"Inner\" version=\"1.0.0\" />");
        const string Code = "#r \"nuget: Outer, [2.0,3.0)\"\nPoint p = Maker.Make();\nSystem.IO.Path.GetFileName(typeof(Maker).Assembly.Location) + p.X";
        await using (var notebook = await _feed.StartAsync())
        {
            (await notebook.PassAsync(Code)).Text.ShouldBe("Outer.dll3");
            (await notebook.PassAsync("#r \"nuget: Outer, [2.0,3.0)\"\nMaker.Make().X")).Text.ShouldBe("3");
            (await notebook.PassAsync("System.Runtime.InteropServices.NativeLibrary.TryLoad(\"outernative\", typeof(Maker).Assembly, null, out _)")).Text.ShouldBe("true");
        }

        _feed.Vanish();
        await using var offline = await _feed.StartAsync();
        (await offline.PassAsync(Code)).Text.ShouldBe("Outer.dll3");
    }

    [Fact]
    public async Task A_package_that_is_not_there_is_an_error_that_names_it()
    {
        await using var notebook = await _feed.StartAsync();
        var error = await notebook.FailAsync("#r \"nuget: No.Such.Package, 1.0.0\"");
        error.Name.ShouldBe("PackageError");
        error.Value.ShouldContain("No.Such.Package");
        error.Value.ShouldContain("NU1101");
        (await notebook.PassAsync("1")).Text.ShouldBe("1");
    }
}
