using System.Text.Json;

namespace VoiceLake.Notebooks.Packages;

/// <summary>Reads what <c>dotnet restore</c> wrote: the files of each package for this framework and machine.</summary>
internal static class ProjectAssets
{
    /// <summary>The files; null when one of them is no longer in the package folder.</summary>
    public static PackageRestore? TryRead(string path)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(path));
        var root = json.RootElement;
        var folders = root.GetProperty("packageFolders").EnumerateObject().Select(folder => folder.Name).ToList();
        var libraries = root.GetProperty("libraries");

        // The target with a runtime identifier has native and platform-specific files chosen already.
        var target = root.GetProperty("targets").EnumerateObject().OrderByDescending(t => t.Name.Contains('/', StringComparison.Ordinal)).First().Value;
        var compile = new List<string>();
        var runtime = new List<string>();
        var native = new List<string>();
        foreach (var package in target.EnumerateObject().Where(p => p.Value.GetProperty("type").GetString() == "package"))
        {
            var place = libraries.GetProperty(package.Name).GetProperty("path").GetString()!;
            var home = folders.Select(folder => Path.Combine(folder, place)).FirstOrDefault(Directory.Exists);
            if (home is null)
            {
                return null;
            }

            Take(package.Value, "compile", home, compile);
            Take(package.Value, "runtime", home, runtime);
            Take(package.Value, "native", home, native);
        }

        return compile.Concat(runtime).Concat(native).All(File.Exists) ? new PackageRestore(compile, runtime, native) : null;
    }

    private static void Take(JsonElement package, string group, string home, List<string> files)
    {
        if (package.TryGetProperty(group, out var entries))
        {
            files.AddRange(entries.EnumerateObject().Where(e => !e.Name.EndsWith("/_._", StringComparison.Ordinal))
                .Select(e => Path.GetFullPath(Path.Combine(home, e.Name))).Where(file => group == "native" || file.EndsWith(".dll", StringComparison.OrdinalIgnoreCase)));
        }
    }
}
