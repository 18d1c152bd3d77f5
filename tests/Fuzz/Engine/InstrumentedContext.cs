using System.Reflection;
using System.Runtime.Loader;
using VoiceLake.Tests.Support;

namespace VoiceLake.Fuzz.Engine;

/// <summary>Loads VoiceLake's assemblies and the readers below them with SharpFuzz's instrumentation, from copies in a folder; the rest as it is.</summary>
internal sealed class InstrumentedContext(string folder) : AssemblyLoadContext("instrumented")
{
    private static readonly string[] Instrumented = ["VoiceLake", "VoiceLake.Notebooks", "VoiceLake.DataFactory", "Parquet"];

    /// <summary>Instruments the assemblies that are not in the folder yet, or were built since.</summary>
    public static void Prepare(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var name in Instrumented)
        {
            var (original, copy) = (OriginalOf(name), Path.Combine(folder, name + ".dll"));
            if (!File.Exists(copy) || File.GetLastWriteTimeUtc(copy) < File.GetLastWriteTimeUtc(original))
            {
                File.Copy(original, copy, overwrite: true);
                SharpFuzz.Fuzzer.Instrument(copy, _ => true, SharpFuzz.Options.Value);
            }
        }
    }

    // What is compiled ahead of time cannot be instrumented: the compiler's own output lies beside.
    private static string OriginalOf(string name)
    {
        var built = Repository.PathOf("artifacts", "obj", name, Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)), name + ".dll");
        return File.Exists(built) ? built : Path.Combine(AppContext.BaseDirectory, name + ".dll");
    }

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        var name = assemblyName.Name!;
        return Instrumented.Contains(name) ? LoadFromAssemblyPath(Path.Combine(folder, name + ".dll"))
            : name == typeof(InstrumentedContext).Assembly.GetName().Name ? LoadFromAssemblyPath(typeof(InstrumentedContext).Assembly.Location)
            : null;
    }
}
