using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using VoiceLake.Notebooks.Engine;
using VoiceLake.Notebooks.Packages;

namespace VoiceLake.Notebooks.LanguageServices.Code;

/// <summary>What an <c>#r</c> of a cell that has not run would bring.</summary>
/// <param name="References">The references, none that the notebook has already.</param>
/// <param name="IsMissing">True when the cell would have to fetch it first, or cannot have it.</param>
/// <param name="Problem">Why it cannot have it.</param>
internal sealed record PendingReference(IReadOnlyList<MetadataReference> References, bool IsMissing = false, CellDiagnostic? Problem = null);

/// <summary>Finds the references of <c>#r</c> lines that have not run, from files and from packages restored before; loads nothing, fetches nothing.</summary>
internal sealed class PendingReferences
{
    private readonly Dictionary<(string Path, DateTime Written), MetadataReference> _files = [];
    private (IReadOnlyList<MetadataReference>? Without, IReadOnlyList<MetadataReference> With) _web = (null, []);

    /// <summary>What a cell may use before its directives have run: the web's part of the framework too, if it or a library may mean it.</summary>
    public IReadOnlyList<MetadataReference> Framework(string code, NotebookState state)
    {
        if (state.References.Contains(FrameworkAssemblies.Web[0]) || (!FrameworkAssemblies.NamesWeb(code) && !code.Contains("#r", StringComparison.Ordinal)))
        {
            return state.References;
        }

        // The same list for the same cells: what is known about it is kept with it.
        if (_web.Without != state.References)
        {
            _web = (state.References, [.. state.References, .. FrameworkAssemblies.Web]);
        }

        return _web.With;
    }

    public PendingReference Find(Match directive, int lineStart, CellSource source, NotebookState state)
    {
        var text = directive.Groups["text"].Value.Trim();
        try
        {
            return directive.Groups["kind"].Value == "i" ? new PendingReference([]) : Find(text, source, state);
        }
        catch (Exception e) when (e is FormatException or IOException or BadImageFormatException or UnauthorizedAccessException)
        {
            var start = lineStart + directive.Groups["text"].Index;
            return new PendingReference([], true, new CellDiagnostic("error", "ReferenceError", e.Message, start, start + directive.Groups["text"].Length));
        }
    }

    private PendingReference Find(string text, CellSource source, NotebookState state)
    {
        if (PackageRequest.IsPackage(text))
        {
            if (InteractivePackages.Resolve(PackageRequest.Parse(text)) is not { } package || state.Packages.Contains(package))
            {
                return new PendingReference([]);
            }

            return PackageRestorer.FindCached(InteractivePackages.Chosen([.. state.Packages, package]), state.Sources, source.Folder) is { } restored
                ? new PendingReference([.. New(restored.Compile, state)])
                : new PendingReference([], IsMissing: true);
        }

        return FrameworkAssemblies.ByName.ContainsKey(text.Split(',')[0])
            ? new PendingReference([])
            : new PendingReference([.. New(WithNeighbours(Path.GetFullPath(text, source.Folder)), state)]);
    }

    private IEnumerable<MetadataReference> New(IEnumerable<string> paths, NotebookState state)
    {
        var known = state.References.OfType<PortableExecutableReference>().Select(r => Path.GetFileName(r.FilePath)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return paths.Where(path => !known.Contains(Path.GetFileName(path))).Select(Reference);
    }

    private MetadataReference Reference(string path)
    {
        var key = (path, File.GetLastWriteTimeUtc(path));
        return _files.TryGetValue(key, out var reference) ? reference : _files[key] = MetadataReference.CreateFromFile(path);
    }

    private static List<string> WithNeighbours(string path)
    {
        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"There is no file '{path}'. Build the library first, or correct the path: it is relative to the notebook's folder.");
        }

        var found = new List<string> { path };
        for (var i = 0; i < found.Count; i++)
        {
            found.AddRange(ReferenceSet.ReadReferences(found[i]).References
                .Where(name => !FrameworkAssemblies.ByName.ContainsKey(name.Name!))
                .Select(name => Path.Combine(Path.GetDirectoryName(path)!, name.Name + ".dll"))
                .Where(file => File.Exists(file) && !found.Contains(file)));
        }

        return found;
    }
}
