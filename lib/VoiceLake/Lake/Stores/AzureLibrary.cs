using System.Reflection;
using System.Runtime.Loader;

namespace VoiceLake.Lake;

/// <summary>Finds the library of lakes in Azure beside this one, so that a lake in a folder loads none of it and notebooks name one library only.</summary>
internal static class AzureLibrary
{
    private const string Name = "VoiceLake.Azure";
    private static readonly Lazy<ILakeStoreProvider> Loaded = new(() => ProviderOf(Load()));

    /// <summary>What opens lakes in Azure.</summary>
    /// <exception cref="LakeException">The library is not there.</exception>
    public static ILakeStoreProvider Provider => Loaded.Value;

    private static Assembly Load()
    {
        var own = typeof(AzureLibrary).Assembly;
        var folder = Path.GetDirectoryName(own.Location) ?? "";
        var file = Path.Combine(folder, Name + ".dll");
        if (!File.Exists(file))
        {
            throw new LakeException($"Lakes in Azure need {Name}.dll beside VoiceLake.dll in '{folder}': build the repository ('dotnet build'), or reference {Name} in your project.");
        }

        var context = AssemblyLoadContext.GetLoadContext(own)!;
        try
        {
            // A program that references the library has it, and all it needs, among its own dependencies.
            return context.LoadFromAssemblyName(new AssemblyName(Name));
        }
        catch (FileNotFoundException)
        {
            // A notebook names this library alone: what the other needs lies beside it.
            var resolver = new AssemblyDependencyResolver(file);
            context.Resolving += (asking, wanted) => resolver.ResolveAssemblyToPath(wanted) is { } path ? asking.LoadFromAssemblyPath(path) : null;
            return context.LoadFromAssemblyPath(file);
        }
    }

    private static ILakeStoreProvider ProviderOf(Assembly library) =>
        library.GetCustomAttribute<LakeStoreProviderAttribute>() is { } named
            ? (ILakeStoreProvider)Activator.CreateInstance(named.Provider)!
            : throw new LakeException($"'{library.Location}' is of another version than VoiceLake.dll beside it: build the repository again ('dotnet build').");
}
