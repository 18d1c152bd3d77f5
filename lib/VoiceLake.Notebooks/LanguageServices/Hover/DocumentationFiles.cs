using System.Security;
using System.Text;
using Microsoft.CodeAnalysis;

namespace VoiceLake.Notebooks.LanguageServices.Hover;

/// <summary>Looks members up in XML documentation files as bytes: that takes a few milliseconds even of 8 MB and needs no index in memory.</summary>
internal sealed class DocumentationFiles
{
    private readonly Dictionary<string, string[]> _packs = [];
    private readonly Dictionary<string, string?> _fileOfType = [];
    private (string Path, WeakReference<byte[]> Bytes)? _last;

    /// <summary>The <c>member</c> element of a symbol as text; null when no file has it.</summary>
    /// <param name="assembly">The assembly's file.</param>
    /// <param name="symbol">The symbol.</param>
    /// <param name="id">Its documentation id, such as <c>M:System.Math.Sqrt(System.Double)</c>.</param>
    public string? Find(string assembly, ISymbol symbol, string id)
    {
        var beside = Path.ChangeExtension(assembly, ".xml");
        if (File.Exists(beside))
        {
            return Member(Read(beside), id);
        }

        // The types of the runtime's core library are documented in the files of the assemblies that forward to it.
        var type = (symbol as INamedTypeSymbol ?? symbol.ContainingType)?.GetDocumentationCommentId();
        if (type is null)
        {
            return null;
        }

        if (!_fileOfType.TryGetValue(type, out var file))
        {
            file = Pack(assembly).OrderBy(path => Distance(path, assembly, type)).FirstOrDefault(path => IndexOf(Read(path), type) >= 0);
            _fileOfType[type] = file;
        }

        return file is null ? null : Member(Read(file), id);
    }

    /// <summary>The overloads of a method lie in one file: it is held until the collector wants the memory.</summary>
    private byte[] Read(string path)
    {
        if (_last?.Path == path && _last.Value.Bytes.TryGetTarget(out var bytes))
        {
            return bytes;
        }

        bytes = File.ReadAllBytes(path);
        _last = (path, new WeakReference<byte[]>(bytes));
        return bytes;
    }

    /// <summary>Where to look first: the assembly's own name, the core, the namespace's names.</summary>
    private static int Distance(string path, string assembly, string type)
    {
        var name = Path.GetFileNameWithoutExtension(path);
        return name == Path.GetFileNameWithoutExtension(assembly) ? 0
            : name == "System.Runtime" ? 1
            : type.StartsWith("T:" + name + ".", StringComparison.Ordinal) ? 2
            : 3;
    }

    /// <summary>The documentation of the framework an assembly belongs to: <c>packs/Microsoft.NETCore.App.Ref</c> for <c>shared/Microsoft.NETCore.App</c>, if an SDK is there.</summary>
    private string[] Pack(string assembly)
    {
        var version = Path.GetDirectoryName(assembly)!;
        if (!_packs.TryGetValue(version, out var files))
        {
            var framework = Path.GetDirectoryName(version)!;
            var root = Path.GetFullPath(Path.Combine(framework, "..", "..", "packs", Path.GetFileName(framework) + ".Ref"));
            var reference = Path.Combine("ref", FormattableString.Invariant($"net{Environment.Version.Major}.{Environment.Version.Minor}"));
            var packs = Directory.Exists(root) ? Directory.GetDirectories(root).Select(pack => Path.Combine(pack, reference)).Where(Directory.Exists).ToList() : [];
            files = packs.Count == 0 ? [] : Directory.GetFiles(packs.Max(StringComparer.Ordinal)!, "*.xml");
            _packs[version] = files;
        }

        return files;
    }

    private static int IndexOf(byte[] file, string id) => file.AsSpan().IndexOf(Encoding.UTF8.GetBytes($"<member name=\"{SecurityElement.Escape(id)}\""));

    private static string? Member(byte[] file, string id)
    {
        var start = IndexOf(file, id);
        if (start < 0)
        {
            return null;
        }

        var rest = file.AsSpan(start);
        var length = rest.IndexOf("</member>"u8);
        return length < 0 ? null : Encoding.UTF8.GetString(rest[..(length + "</member>"u8.Length)]);
    }
}
