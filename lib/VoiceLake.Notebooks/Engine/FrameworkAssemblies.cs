using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace VoiceLake.Notebooks.Engine;

/// <summary>
/// The shared framework the process runs on: what every cell may use without a reference. Of its 310 assemblies 130 are the web's; they
/// are referenced once a cell or a library of the notebook asks for them, for each reference makes every cell slower and larger.
/// </summary>
internal static partial class FrameworkAssemblies
{
    private static readonly string[] WebPrefixes = ["Microsoft.AspNetCore", "Microsoft.Extensions", "Microsoft.Net", "Microsoft.JSInterop"];

    /// <summary>Assembly name → file, of Microsoft.NETCore.App and Microsoft.AspNetCore.App.</summary>
    public static Dictionary<string, string> ByName { get; } = Find();

    /// <summary>References to the framework without the web's part, and to this assembly; made once: resolving them anew for each cell would cost 4 MB a cell.</summary>
    public static IReadOnlyList<MetadataReference> References { get; } =
        Open(ByName.Where(assembly => !IsWeb(assembly.Key)).Select(assembly => assembly.Value).Append(typeof(FrameworkAssemblies).Assembly.Location));

    /// <summary>References to the web's part of the framework.</summary>
    public static IReadOnlyList<MetadataReference> Web => WebPart.References;

    /// <summary>Whether an assembly is of the web's part of the framework.</summary>
    public static bool IsWeb(string name) =>
        name != "Microsoft.AspNetCore.Html.Abstractions" && WebPrefixes.Any(prefix => name == prefix || name.StartsWith(prefix + ".", StringComparison.OrdinalIgnoreCase)) && ByName.ContainsKey(name);

    /// <summary>Whether a text names a namespace of the web's part, or begins to: <c>using Microsoft.Asp</c> is to be completed.</summary>
    public static bool NamesWeb(string code) => MicrosoftName().Matches(code)
        .Select(match => match.Value.Replace(" ", "", StringComparison.Ordinal))
        .Any(name => WebPrefixes.Any(prefix => prefix.StartsWith(name, StringComparison.OrdinalIgnoreCase) || name == prefix));

    private static MetadataReference[] Open(IEnumerable<string> paths)
    {
        var files = paths.ToArray();
        var references = new MetadataReference[files.Length];
        Parallel.For(0, files.Length, i => references[i] = MetadataReference.CreateFromFile(files[i]));
        return references;
    }

    private static Dictionary<string, string> Find()
    {
        var host = Path.GetDirectoryName(typeof(FrameworkAssemblies).Assembly.Location)!;
        var trusted = (AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") as string ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return trusted.Where(path => !path.StartsWith(host, StringComparison.Ordinal))
            .DistinctBy(Path.GetFileNameWithoutExtension)
            .ToDictionary(path => Path.GetFileNameWithoutExtension(path), path => path, StringComparer.OrdinalIgnoreCase);
    }

    [GeneratedRegex(@"\bMicrosoft *\. *\w*")]
    private static partial Regex MicrosoftName();

    // Opened only when they are asked for.
    private static class WebPart
    {
        public static readonly MetadataReference[] References = Open(ByName.Where(assembly => IsWeb(assembly.Key)).Select(assembly => assembly.Value));
    }
}
