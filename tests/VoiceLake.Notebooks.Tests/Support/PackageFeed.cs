using VoiceLake.Notebooks.Packages;
using VoiceLake.Tests.Support;

namespace VoiceLake.Notebooks.Tests.Support;

/// <summary>A folder with a feed of its own packages, and notebooks that know no other feed and keep what they restore in the folder.</summary>
internal sealed class PackageFeed : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public PackageFeed()
    {
        Directory.CreateDirectory(PathOf("feed"));
        File.WriteAllText(PathOf("NuGet.config"), "<configuration><packageSources><clear /><add key=\"feed\" value=\"feed\" /></packageSources></configuration>");
    }

    public string PathOf(params string[] names) => _folder.PathOf(names);

    public void Pack(string id, string version, string assembly, string dependencies = "") =>
        PackageFile.Write(PathOf("feed"), id, version, assembly, dependencies);

    /// <summary>Takes the feed away with all that is in it.</summary>
    public void Vanish() => Directory.Delete(PathOf("feed"), recursive: true);

    public Task<Notebook> StartAsync() => Notebook.StartAsync(
        PathOf("notebook.ipynb"),
        environment: new Dictionary<string, string> { ["NUGET_PACKAGES"] = PathOf("packages"), [PackageRestorer.CacheVariable] = PathOf("cache") });

    public void Dispose() => _folder.Dispose();
}
