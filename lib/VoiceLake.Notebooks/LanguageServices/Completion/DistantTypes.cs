using System.Collections.Concurrent;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Microsoft.CodeAnalysis;
using VoiceLake.Notebooks.LanguageServices.Code;

namespace VoiceLake.Notebooks.LanguageServices.Completion;

/// <summary>Public types of namespaces that are not imported, such as <c>System.IO.File</c>: offered in full, after the names in sight that fit as well.</summary>
internal static class DistantTypes
{
    private const int TypedAtLeast = 3;
    private const int OfferedAtMost = 30;
    private const int RankAfterNear = 10;
    private static readonly ConcurrentDictionary<string, IReadOnlyList<(string Namespace, string Name)>> Files = [];

    /// <param name="caret">The place.</param>
    /// <param name="near">The names in sight.</param>
    public static IEnumerable<Candidate> Find(Caret caret, IReadOnlySet<string> near) =>
        caret.Typed.Length < TypedAtLeast ? [] : caret.Block.References.OfType<PortableExecutableReference>().Select(r => r.FilePath).OfType<string>()
            .SelectMany(path => Files.GetOrAdd(path, Read))
            .Where(type => type.Name.StartsWith(caret.Typed, StringComparison.Ordinal) && !near.Contains(type.Name))
            .Distinct().OrderBy(type => type.Name.Length).ThenBy(type => type.Namespace, StringComparer.Ordinal)
            .Take(OfferedAtMost)
            .Select((type, i) => new Candidate($"{type.Namespace}.{type.Name}", "class", RankAfterNear + i, () => $"{type.Name}, of {type.Namespace}", type.Name));

    /// <summary>Read from the metadata alone: the compiler would make symbols of 20,000 types.</summary>
    private static List<(string Namespace, string Name)> Read(string path)
    {
        using var file = new PEReader(File.OpenRead(path));
        var found = new List<(string Namespace, string Name)>();
        var metadata = file.GetMetadataReader();
        foreach (var type in metadata.TypeDefinitions.Select(metadata.GetTypeDefinition).Where(t => (t.Attributes & TypeAttributes.VisibilityMask) == TypeAttributes.Public && !t.Namespace.IsNil))
        {
            var name = metadata.GetString(type.Name);
            var arity = name.IndexOf('`', StringComparison.Ordinal);
            found.Add((string.Intern(metadata.GetString(type.Namespace)), arity < 0 ? name : name[..arity]));
        }

        return found;
    }
}
