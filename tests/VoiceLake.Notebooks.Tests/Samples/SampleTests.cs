using VoiceLake.Notebooks.Documents;
using VoiceLake.Notebooks.Hosting;
using VoiceLake.Notebooks.Packages;
using VoiceLake.Notebooks.Tests.Support;
using VoiceLake.Tests.Support;

namespace VoiceLake.Notebooks.Tests.Samples;

/// <summary>
/// Notebooks in the idiom of .NET Interactive, run as they stand: what each cell shows is compared with <c>Samples/expected</c>.
/// VOICELAKE_ACCEPT_SAMPLES=1 writes those files anew, for an eye to look at.
/// </summary>
public sealed class SampleTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Names { get; } =
        [.. Directory.GetFiles(Source("notebooks")).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_sample_runs_unchanged(string name)
    {
        CopyNotebooks();
        MakeLibraries();
        if (name == "packages.dib")
        {
            MakeFeed();
        }

        var transcript = await RunAsync(name);

        var expected = Source("expected", Path.ChangeExtension(name, ".txt"));
        if (Environment.GetEnvironmentVariable("VOICELAKE_ACCEPT_SAMPLES") == "1")
        {
            await File.WriteAllTextAsync(expected, transcript, TestContext.Current.CancellationToken);
        }

        transcript.ShouldBe(await File.ReadAllTextAsync(expected, TestContext.Current.CancellationToken));
    }

    private async Task<string> RunAsync(string name)
    {
        var path = _folder.PathOf(name);
        var document = await NotebookDocument.ReadAsync(path, TestContext.Current.CancellationToken);
        var environment = new Dictionary<string, string> { [PackageRestorer.CacheVariable] = _folder.PathOf("cache") };
        if (name == "packages.dib")
        {
            environment["NUGET_PACKAGES"] = _folder.PathOf("packages");
        }

        await using var notebook = await Notebook.StartAsync(
            path, _folder.Path, (request, _) => Task.FromResult<string?>(request.IsPassword ? "s3cret" : $"answer to '{request.Prompt}'"), environment);
        var transcript = new Transcript(_folder.Path);
        foreach (var cell in document.Cells.Where(cell => cell.Kind == CellKind.Code))
        {
            var record = await notebook.RunAsync(cell.Language == Languages.CSharp ? cell.Source : $"#!{cell.Language}\n{cell.Source}");
            transcript.Add(record);
        }

        return transcript.ToString();
    }

    private static string Source(params string[] parts) => Repository.PathOf(["tests", "VoiceLake.Notebooks.Tests", "Samples", .. parts]);

    private void CopyNotebooks()
    {
        var source = Source("notebooks");
        foreach (var file in Directory.GetFiles(source, "*", SearchOption.AllDirectories))
        {
            var target = _folder.PathOf(Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    private void MakeLibraries() => ReferenceCompiler.Compile(
        _folder.PathOf("parts", "Shapes.dll"),
        "namespace Shapes; public class Square { public Square(int side) { Side = side; } public int Side { get; } }");

    private void MakeFeed()
    {
        File.WriteAllText(_folder.PathOf("NuGet.config"), "<configuration><packageSources><clear /></packageSources></configuration>");
        Pack("Sample.Greeting", "1.2.0", "namespace Sample; public static class Greeting { public static string Say(string of) => \"a \" + of; }");
        Pack("Sample.Greeting", "1.3.0", "namespace Sample; public static class Greeting { public static string Say(string of) => \"too new\"; }");
        Pack("Sample.Range", "0.9.0", "namespace Sample; public class Ranged { }");
        Pack("Sample.Range", "1.4.0", "[assembly: System.Reflection.AssemblyVersion(\"1.4\")] namespace Sample { public class Ranged { } }");
        Pack("Sample.Range", "2.0.0", "namespace Sample; public class Ranged { }");
        Pack("Microsoft.DotNet.Interactive.Formatting", "1.0.0", "namespace Microsoft.DotNet.Interactive.Formatting { public static class Formatter { } public class FormatContext { public FormatContext(System.IO.TextWriter writer) { Writer = writer; } public System.IO.TextWriter Writer { get; } } }");
        Pack("Sample.Native", "3.0.0", "namespace Sample; public class Native { }");
    }

    private void Pack(string id, string version, string code) =>
        PackageFile.Write(_folder.PathOf("feed"), id, version, ReferenceCompiler.Compile(_folder.PathOf("build", version, id + ".dll"), code));
}
