using VoiceLake.Notebooks.Packages;
using VoiceLake.Notebooks.Tests.Support;
using VoiceLake.Tests.Support;

namespace VoiceLake.Notebooks.Tests.Packages;

public sealed class PackageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public PackageTests()
    {
        Directory.CreateDirectory(_folder.PathOf("feed"));
        File.WriteAllText(_folder.PathOf("NuGet.config"), "<configuration><packageSources><clear /><add key=\"feed\" value=\"feed\" /></packageSources></configuration>");
    }

    public void Dispose() => _folder.Dispose();

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
        var inner = ReferenceCompiler.Compile(_folder.PathOf("build", "Inner.dll"), "public record Point(int X);");
        var outer = ReferenceCompiler.Compile(_folder.PathOf("build", "Outer.dll"), "public static class Maker { public static Point Make() => new(3); }", inner);
        Pack("Inner", "1.0.0", inner);
        Pack("Inner", "1.5.0", inner);
        Pack("Outer", "2.1.0", outer, "<dependency id=\"Inner\" version=\"1.0.0\" />");
        const string Code = "#r \"nuget: Outer, [2.0,3.0)\"\nPoint p = Maker.Make();\nSystem.IO.Path.GetFileName(typeof(Maker).Assembly.Location) + p.X";
        await using (var notebook = await StartAsync())
        {
            (await notebook.PassAsync(Code)).Text.ShouldBe("Outer.dll3");
            (await notebook.PassAsync("#r \"nuget: Outer, [2.0,3.0)\"\nMaker.Make().X")).Text.ShouldBe("3");
            (await notebook.PassAsync("System.Runtime.InteropServices.NativeLibrary.TryLoad(\"outernative\", typeof(Maker).Assembly, null, out _)")).Text.ShouldBe("true");
        }

        Directory.Delete(_folder.PathOf("feed"), recursive: true);
        await using var offline = await StartAsync();
        (await offline.PassAsync(Code)).Text.ShouldBe("Outer.dll3");
    }

    [Fact]
    public async Task A_package_that_is_not_there_is_an_error_that_names_it()
    {
        await using var notebook = await StartAsync();
        var error = await notebook.FailAsync("#r \"nuget: No.Such.Package, 1.0.0\"");
        error.Name.ShouldBe("PackageError");
        error.Value.ShouldContain("No.Such.Package");
        error.Value.ShouldContain("NU1101");
        (await notebook.PassAsync("1")).Text.ShouldBe("1");
    }

    private Task<Notebook> StartAsync() => Notebook.StartAsync(
        _folder.PathOf("notebook.ipynb"),
        environment: new Dictionary<string, string> { ["NUGET_PACKAGES"] = _folder.PathOf("packages"), [PackageRestorer.CacheVariable] = _folder.PathOf("cache") });

    private void Pack(string id, string version, string assembly, string dependencies = "") =>
        PackageFile.Write(_folder.PathOf("feed"), id, version, assembly, dependencies);
}
