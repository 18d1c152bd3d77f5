using Microsoft.CodeAnalysis;

namespace VoiceLake.Notebooks.Engine;

/// <summary>The shared framework the process runs on: what every cell may use without a reference.</summary>
internal static class FrameworkAssemblies
{
    /// <summary>Assembly name → file, of Microsoft.NETCore.App and Microsoft.AspNetCore.App.</summary>
    public static Dictionary<string, string> ByName { get; } = Find();

    /// <summary>References to the framework and to this assembly, made once: resolving them anew for each cell would cost 4 MB a cell.</summary>
    public static IReadOnlyList<MetadataReference> References() =>
        ByName.Values.Append(typeof(FrameworkAssemblies).Assembly.Location).AsParallel().AsOrdered()
            .Select(path => (MetadataReference)MetadataReference.CreateFromFile(path)).ToArray();

    private static Dictionary<string, string> Find()
    {
        var host = Path.GetDirectoryName(typeof(FrameworkAssemblies).Assembly.Location)!;
        var trusted = (AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") as string ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return trusted.Where(path => !path.StartsWith(host, StringComparison.Ordinal))
            .DistinctBy(Path.GetFileNameWithoutExtension)
            .ToDictionary(path => Path.GetFileNameWithoutExtension(path), path => path, StringComparer.OrdinalIgnoreCase);
    }
}
