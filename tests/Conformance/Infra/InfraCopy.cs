using VoiceLake.Tests.Support;

namespace VoiceLake.Conformance.Infra;

/// <summary>A copy of infra/ for one test, in which a mistake can be planted.</summary>
internal sealed class InfraCopy : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public InfraCopy()
    {
        foreach (var file in Directory.EnumerateFiles(Repository.PathOf("infra"), "*", SearchOption.AllDirectories))
        {
            var copy = _folder.PathOf(Path.GetRelativePath(Repository.PathOf("infra"), file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        Bicep = new Bicep(_folder.Path);
    }

    /// <summary>The compiler, on the copy.</summary>
    public Bicep Bicep { get; }

    /// <summary>Writes something wrong in the place of something right, which must be there.</summary>
    public async Task PlantAsync(string file, string right, string wrong)
    {
        var path = _folder.PathOf(file);
        var text = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        text.ShouldContain(right, Case.Sensitive);
        await File.WriteAllTextAsync(path, text.Replace(right, wrong, StringComparison.Ordinal), TestContext.Current.CancellationToken);
    }

    public void Dispose() => _folder.Dispose();
}
