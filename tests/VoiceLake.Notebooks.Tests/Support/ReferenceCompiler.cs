using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace VoiceLake.Notebooks.Tests.Support;

/// <summary>Makes small libraries for notebooks to reference.</summary>
public static class ReferenceCompiler
{
    /// <summary>Compiles a library to a file and returns its path.</summary>
    public static string Compile(string path, string code, params string[] references)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var compilation = CSharpCompilation.Create(
            Path.GetFileNameWithoutExtension(path),
            [CSharpSyntaxTree.ParseText(code)],
            references.Append(typeof(object).Assembly.Location).Append(Assembly.Load("System.Runtime").Location).Select(r => MetadataReference.CreateFromFile(r)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        using var file = File.Create(path);
        var result = compilation.Emit(file);
        result.Success.ShouldBeTrue(string.Join('\n', result.Diagnostics));
        return path;
    }
}
