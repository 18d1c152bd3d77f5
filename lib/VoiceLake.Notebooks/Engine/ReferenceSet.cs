using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using VoiceLake.Notebooks.Packages;

namespace VoiceLake.Notebooks.Engine;

/// <summary>What cells may use: the framework, the files of <c>#r "path"</c> and the packages of <c>#r "nuget: …"</c>, each with what it depends on.</summary>
internal sealed partial class ReferenceSet(NotebookLoadContext context)
{
    private readonly Lazy<List<MetadataReference>> _references = new(() => [.. FrameworkAssemblies.References]);
    private readonly HashSet<string> _paths = new(StringComparer.Ordinal);
    private readonly List<PackageRequest> _packages = [];
    private readonly List<string> _sources = [];
    private IReadOnlyList<MetadataReference>? _all;
    private bool _hasWeb;

    /// <summary>The references of the next cell; the same list until a directive adds to it.</summary>
    public IReadOnlyList<MetadataReference> All => _all ??= [.. _references.Value];

    /// <summary>The packages asked for so far.</summary>
    public IReadOnlyList<PackageRequest> Packages => [.. _packages];

    /// <summary>The package sources added so far.</summary>
    public IReadOnlyList<string> Sources => [.. _sources];

    /// <summary>Obeys the <c>#r</c> and <c>#i</c> lines of a text, and of the files it loads, and returns it with those lines blanked.</summary>
    /// <exception cref="CellException">A file or package cannot be found; the message names the line.</exception>
    public Task<CellSource> TakeDirectivesAsync(CellSource source, CancellationToken ct) => TakeDirectivesAsync(source, [], ct);

    private async Task<CellSource> TakeDirectivesAsync(CellSource source, HashSet<string> visited, CancellationToken ct)
    {
        if (FrameworkAssemblies.NamesWeb(source.Code))
        {
            AddWeb();
        }

        if (!source.Code.Contains('#', StringComparison.Ordinal))
        {
            return source;
        }

        var lines = source.Code.Split('\n');
        var packages = new List<PackageRequest>();
        for (var i = 0; i < lines.Length; i++)
        {
            if (Directive().Match(lines[i]) is not { Success: true } match)
            {
                continue;
            }

            var text = match.Groups["text"].Value.Trim();
            try
            {
                Take(match.Groups["kind"].Value, text, source.Folder, packages);
            }
            catch (Exception e) when (e is FormatException or IOException or BadImageFormatException)
            {
                throw CellException.At("ReferenceError", source, i + 1, e.Message, match.Groups["text"].Index + 1);
            }

            lines[i] = lines[i].EndsWith('\r') ? "\r" : "";
        }

        await AddPackagesAsync(packages, source, ct);
        foreach (var loaded in LoadedSources.FilesOf(source))
        {
            if (visited.Add(loaded) && File.Exists(loaded))
            {
                await TakeDirectivesAsync(new CellSource(loaded, await File.ReadAllTextAsync(loaded, ct), Path.GetDirectoryName(loaded)!), visited, ct);
            }
        }

        return source with { Code = string.Join('\n', lines) };
    }

    /// <summary>The text with its <c>#r</c> and <c>#i</c> lines blanked, for files whose directives were obeyed before.</summary>
    public static string WithoutDirectives(string code) => Directive().Replace(code, "");

    /// <summary>The <c>#r</c> or <c>#i</c> that a line is, with its groups <c>kind</c> and <c>text</c>.</summary>
    public static Match DirectiveOf(string line) => Directive().Match(line);

    private void Take(string kind, string text, string folder, List<PackageRequest> packages)
    {
        if (kind == "i")
        {
            _sources.Add(PackageRequest.ParseSource(text, folder));
        }
        else if (PackageRequest.IsPackage(text))
        {
            var named = PackageRequest.Parse(text);
            if (InteractivePackages.Resolve(named) is { } package)
            {
                packages.Add(package);
            }
        }
        else if (FrameworkAssemblies.ByName.ContainsKey(text.Split(',')[0]))
        {
            AddWebFor(text.Split(',')[0]);
        }
        else
        {
            AddFile(Path.GetFullPath(text, folder));
        }
    }

    private async Task AddPackagesAsync(List<PackageRequest> packages, CellSource source, CancellationToken ct)
    {
        var added = packages.Where(package => !_packages.Contains(package)).ToList();
        if (added.Count == 0)
        {
            return;
        }

        PackageRestore restored;
        try
        {
            restored = await PackageRestorer.RestoreAsync(InteractivePackages.Chosen([.. _packages, .. added]), _sources, source.Folder, ct);
        }
        catch (PackageRestoreException e)
        {
            throw new CellException("PackageError", $"{source.Label}: {e.Message}", [$"{source.Label}: {e.Message}", .. e.Details.Skip(1), .. ForgetUnreachable(e)]);
        }

        foreach (var standIn in added.Where(package => package.IsStandIn))
        {
            NotebookSession.Write("stdout", $"An extension of .NET Interactive is not needed here: {standIn.Name} is taken, and its charts are shown.\n");
        }

        _packages.AddRange(added);
        foreach (var native in restored.Native)
        {
            context.AddNative(native);
        }

        foreach (var runtime in restored.Runtime.Where(path => !IsKnown(Path.GetFileNameWithoutExtension(path))))
        {
            context.AddManaged(Path.GetFileNameWithoutExtension(runtime), runtime);
        }

        foreach (var compile in restored.Compile)
        {
            var name = Path.GetFileNameWithoutExtension(compile);
            AddWebFor(name);
            if (!IsKnown(name))
            {
                Add(compile);
                AddWebFor([.. ReadReferences(compile).References.Select(reference => reference.Name!)]);
            }
        }
    }

    /// <summary>A source that does not answer would fail every later restore too: it is left out until its <c>#i</c> line runs again.</summary>
    private List<string> ForgetUnreachable(PackageRestoreException e)
    {
        var gone = _sources.Where(s => e.Details.Any(line => line.StartsWith("NU1301", StringComparison.Ordinal) && line.Contains(s, StringComparison.Ordinal))).ToList();
        _sources.RemoveAll(gone.Contains);
        return [.. gone.Select(s => $"The source '{s}' is left out from now on: if it is gone for good, delete its #i line and run the cell again.")];
    }

    /// <summary>Adds a file and, since what it shows of its dependencies must be usable, all it references that lies beside it.</summary>
    private void AddFile(string path)
    {
        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"There is no file '{path}'. Build the library first, or correct the path: it is relative to the notebook's folder.");
        }

        if (_paths.Contains(path))
        {
            return;
        }

        var resolver = context.AddResolver(path);
        var waiting = new Queue<string>([path]);
        while (waiting.TryDequeue(out var file))
        {
            var (name, references) = ReadReferences(file);
            var taken = context.FindManaged(name);
            if (file == path && taken is not null && taken != path)
            {
                throw new FileLoadException(
                    $"'{name}' was loaded from '{taken}' before and one process holds one of a name: restart the notebook to use '{path}'.");
            }

            if (!_paths.Add(file) || (file != path && taken is not null))
            {
                continue;
            }

            context.AddManaged(name, file);
            Add(file);
            AddWebFor([.. references.Select(reference => reference.Name!)]);
            foreach (var found in references.Where(r => !IsKnown(r.Name!)).Select(r => resolver.ResolveAssemblyToPath(r)).OfType<string>())
            {
                waiting.Enqueue(found);
            }
        }
    }

    // What a library shows may be of the web's part of the framework.
    private void AddWebFor(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (FrameworkAssemblies.IsWeb(name))
            {
                AddWeb();
                return;
            }
        }
    }

    private void AddWeb()
    {
        if (!_hasWeb)
        {
            _references.Value.AddRange(FrameworkAssemblies.Web);
            (_hasWeb, _all) = (true, null);
        }
    }

    private void Add(string path)
    {
        // The host stands for these itself: libraries built on them load, but a second Formatter or Kernel would make every use ambiguous.
        if (Path.GetFileName(path).StartsWith("Microsoft.DotNet.Interactive", StringComparison.OrdinalIgnoreCase))
        {
            return;
        }

        _references.Value.Add(MetadataReference.CreateFromFile(path));
        _all = null;
    }

    private static bool IsKnown(string name) =>
        FrameworkAssemblies.ByName.ContainsKey(name) || name == typeof(ReferenceSet).Assembly.GetName().Name;

    /// <summary>The name of an assembly file and of those it refers to.</summary>
    /// <exception cref="BadImageFormatException">The file is not a .NET assembly.</exception>
    public static (string Name, IReadOnlyList<AssemblyName> References) ReadReferences(string path)
    {
        using var file = new PEReader(File.OpenRead(path));
        if (!file.HasMetadata)
        {
            throw new BadImageFormatException($"'{path}' is not a .NET assembly.");
        }

        var metadata = file.GetMetadataReader();
        return (metadata.GetAssemblyDefinition().GetAssemblyName().Name!,
            [.. metadata.AssemblyReferences.Select(handle => metadata.GetAssemblyReference(handle).GetAssemblyName())]);
    }

    [GeneratedRegex("""^[ \t]*#(?<kind>r|i)[ \t]+"(?<text>[^"\r\n]*)"[^\r\n]*""", RegexOptions.Multiline)]
    private static partial Regex Directive();
}
