using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace VoiceLake.Notebooks.Engine;

/// <summary>
/// Where cells and what they reference are loaded. A file that a notebook names is loaded from that file, whatever else carries its name
/// beside the host; only the shared framework and the host's own assembly come from the process.
/// </summary>
internal sealed class NotebookLoadContext : AssemblyLoadContext
{
    private static readonly Dictionary<string, string> Framework = FrameworkAssemblies.ByName;
    private readonly Dictionary<string, string> _managed = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Assembly> _cells = [];
    private readonly List<AssemblyDependencyResolver> _resolvers = [];
    private readonly List<string> _nativeFolders = [];
    private readonly List<string> _nativeFiles = [];
    private readonly Lock _gate = new();

    public NotebookLoadContext()
        : base("notebook")
    {
        // Libraries that ask the default context by name or load a native library from there find the notebook's all the same.
        Default.Resolving += (_, name) => Load(name);
        Default.ResolvingUnmanagedDll += (_, name) => LoadUnmanagedDll(name);
    }

    /// <summary>Loads the assembly of a cell.</summary>
    public Assembly LoadCell(Stream assembly, Stream symbols)
    {
        var loaded = LoadFromStream(assembly, symbols);
        lock (_gate)
        {
            _cells[loaded.GetName().Name!] = loaded;
        }

        return loaded;
    }

    /// <summary>Makes a managed file the one that its assembly name stands for; false if another file has that place already.</summary>
    public bool AddManaged(string name, string path)
    {
        lock (_gate)
        {
            return _managed.TryAdd(name, path);
        }
    }

    /// <summary>The file an assembly name stands for so far.</summary>
    public string? FindManaged(string name)
    {
        lock (_gate)
        {
            return _managed.GetValueOrDefault(name);
        }
    }

    /// <summary>Probes for dependencies and native libraries beside a file and through its deps.json.</summary>
    public AssemblyDependencyResolver AddResolver(string path)
    {
        var resolver = new AssemblyDependencyResolver(path);
        lock (_gate)
        {
            _resolvers.Add(resolver);
            _nativeFolders.Add(Path.GetDirectoryName(path)!);
            _nativeFolders.Add(Path.Combine(Path.GetDirectoryName(path)!, "runtimes", RuntimeInformation.RuntimeIdentifier, "native"));
        }

        return resolver;
    }

    /// <summary>Makes a native file findable by its name.</summary>
    public void AddNative(string path)
    {
        lock (_gate)
        {
            _nativeFiles.Add(path);
        }
    }

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        string? path;
        lock (_gate)
        {
            if (_cells.TryGetValue(assemblyName.Name!, out var cell))
            {
                return cell;
            }

            path = _managed.GetValueOrDefault(assemblyName.Name!);
        }

        if (path is null && !Framework.ContainsKey(assemblyName.Name!))
        {
            path = Resolvers().Select(r => r.ResolveAssemblyToPath(assemblyName)).FirstOrDefault(found => found is not null);
        }

        return path is null ? null : LoadFromAssemblyPath(path);
    }

    protected override IntPtr LoadUnmanagedDll(string unmanagedDllName)
    {
        foreach (var path in NativeCandidates(unmanagedDllName))
        {
            if (File.Exists(path) && NativeLibrary.TryLoad(path, out var handle))
            {
                return handle;
            }
        }

        return IntPtr.Zero;
    }

    private IEnumerable<string> NativeCandidates(string name)
    {
        List<string> files, folders;
        lock (_gate)
        {
            files = [.. _nativeFiles];
            folders = [.. _nativeFolders];
        }

        var names = NativeNames(name).ToList();
        return files.Where(file => names.Contains(Path.GetFileName(file), StringComparer.OrdinalIgnoreCase))
            .Concat(Resolvers().Select(r => r.ResolveUnmanagedDllToPath(name)).OfType<string>())
            .Concat(folders.SelectMany(folder => names.Select(n => Path.Combine(folder, n))));
    }

    private static IEnumerable<string> NativeNames(string name)
    {
        var extension = OperatingSystem.IsWindows() ? ".dll" : OperatingSystem.IsMacOS() ? ".dylib" : ".so";
        return [name, name + extension, "lib" + name + extension, "lib" + name];
    }

    private AssemblyDependencyResolver[] Resolvers()
    {
        lock (_gate)
        {
            return [.. _resolvers];
        }
    }
}
