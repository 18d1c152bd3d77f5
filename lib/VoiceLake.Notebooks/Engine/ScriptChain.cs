using System.Reflection;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace VoiceLake.Notebooks.Engine;

/// <summary>
/// The cells run so far, as a chain of C# script submissions: each sees the names of those before it.
/// Compiled with the compiler's own interface instead of the scripting one, which loads references past any load context.
/// </summary>
internal sealed class ScriptChain(NotebookLoadContext context, CellSources sources)
{
    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.Latest, DocumentationMode.None, SourceCodeKind.Script);
    private static readonly string[] Imports =
    [
        "System", "System.Text", "System.Collections", "System.Collections.Generic", "System.Threading.Tasks", "System.Linq",
        "Microsoft.AspNetCore.Html", "Microsoft.DotNet.Interactive", "Microsoft.DotNet.Interactive.Formatting", "Microsoft.DotNet.Interactive.Kernel",
    ];

    private object?[] _states = new object?[64];
    private CSharpCompilation? _last;
    private int _slots;
    private int _referenced;
    private int _number;

    /// <summary>The last link; null before the first cell.</summary>
    public ScriptLink Link => new(_last, _referenced);

    /// <summary>A link that is asked and never run.</summary>
    public static CSharpCompilation Probe(CellSource source, ScriptLink before, IReadOnlyList<MetadataReference> references) =>
        CSharpCompilation.CreateScriptCompilation("probe", Parse(source), references.Skip(before.References), Options(0, new LoadedSources(source.Folder)), before.Compilation, typeof(object));

    /// <summary>The syntax of a text in the dialect of cells.</summary>
    public static SyntaxTree Parse(CellSource source) => CSharpSyntaxTree.ParseText(SourceText.From(source.Code, Encoding.UTF8), ParseOptions, source.Label);

    /// <summary>Compiles a submission; the chain does not change until it runs.</summary>
    /// <exception cref="CellException">The text does not compile.</exception>
    public Submission Compile(CellSource source, IReadOnlyList<MetadataReference> references, SourceReferenceResolver loader)
    {
        // A submission inherits the references of those before it; given again they would be kept once more in every link of the chain.
        var added = references.Skip(_referenced);
        var tree = Parse(source);
        var compilation = CSharpCompilation.CreateScriptCompilation(
            FormattableString.Invariant($"cell-{++_number}-{Guid.NewGuid():N}"), tree, added, Options(_number, loader), _last, typeof(object));
        if (compilation.SyntaxTrees.All(t => t.GetCompilationUnitRoot().Members.Count == 0))
        {
            return CompilationErrors.Find(compilation, source) is { } stop ? throw stop : new Submission(compilation, null, () => false, references.Count);
        }

        using var assembly = new MemoryStream();
        using var symbols = new MemoryStream();
        var emitted = compilation.Emit(assembly, symbols);
        if (!emitted.Success)
        {
            throw CompilationErrors.From(emitted.Diagnostics, source);
        }

        assembly.Position = 0;
        symbols.Position = 0;
        var loaded = context.LoadCell(assembly, symbols);
        sources.Add(loaded, source);
        var entry = compilation.GetEntryPoint(CancellationToken.None)!;
        var factory = loaded.GetType(entry.ContainingType.MetadataName, throwOnError: true)!
            .GetMethod(entry.MetadataName, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)!
            .CreateDelegate<Func<object?[], Task<object>>>();
        return new Submission(compilation, factory, () => HasResult(compilation, tree), references.Count);
    }

    /// <summary>Runs a submission; from now on later cells see its names, also if it throws half way.</summary>
    public Task<object?> RunAsync(Submission submission)
    {
        _last = submission.Compilation;
        _referenced = submission.References;
        if (submission.Factory is null)
        {
            return Task.FromResult<object?>(null);
        }

        // The compiler numbers the slots of submissions that have code from 1; slot 0 is for a host object, of which there is none.
        _slots++;
        if (_slots >= _states.Length)
        {
            Array.Resize(ref _states, _states.Length * 2);
        }

        return submission.Factory(_states)!;
    }

    /// <summary>The variables of all cells, the latest of each name, in the order of their names.</summary>
    public IReadOnlyList<ScriptVariable> Variables()
    {
        var found = new SortedDictionary<string, ScriptVariable>(StringComparer.OrdinalIgnoreCase);
        foreach (var state in _states.OfType<object>())
        {
            foreach (var field in state.GetType().GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).Where(f => !f.Name.StartsWith('<')))
            {
                found[field.Name] = new ScriptVariable(field.Name, field.FieldType, field.GetValue(state));
            }
        }

        return [.. found.Values];
    }

    private static CSharpCompilationOptions Options(int number, SourceReferenceResolver loader) =>
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary)
            .WithScriptClassName(FormattableString.Invariant($"Submission#{number}"))
            .WithUsings(Imports)
            .WithOptimizationLevel(OptimizationLevel.Release)
            .WithAllowUnsafe(true)
            .WithNullableContextOptions(NullableContextOptions.Enable)
            .WithAssemblyIdentityComparer(DesktopAssemblyIdentityComparer.Default)
            .WithSourceReferenceResolver(loader)
            .WithReportSuppressedDiagnostics(false)
            .WithSpecificDiagnosticOptions([new("CS1701", ReportDiagnostic.Suppress), new("CS1702", ReportDiagnostic.Suppress)]);

    private static bool HasResult(CSharpCompilation compilation, SyntaxTree tree) =>
        TrailingExpression(tree) is { } expression && compilation.GetSemanticModel(tree).GetTypeInfo(expression).Type is not { SpecialType: SpecialType.System_Void };

    private static ExpressionSyntax? TrailingExpression(SyntaxTree tree) =>
        tree.GetCompilationUnitRoot().Members.LastOrDefault() is GlobalStatementSyntax { Statement: ExpressionStatementSyntax { SemicolonToken.IsMissing: true } last }
            ? last.Expression
            : null;
}

/// <summary>A place in the chain.</summary>
/// <param name="Compilation">The submission that stands there; null before the first.</param>
/// <param name="References">How many references the chain has so far.</param>
internal sealed record ScriptLink(CSharpCompilation? Compilation, int References);

/// <summary>A compiled piece of a cell.</summary>
/// <param name="Compilation">The link in the chain.</param>
/// <param name="Factory">Runs it; null when the text has no code, only directives.</param>
/// <param name="HasResult">Whether the text ends in an expression with a value; asked only when the value is null, for the answer costs time.</param>
/// <param name="References">How many references the chain has with this link.</param>
internal sealed record Submission(CSharpCompilation Compilation, Func<object?[], Task<object>>? Factory, Func<bool> HasResult, int References);

/// <summary>A variable of the notebook.</summary>
internal sealed record ScriptVariable(string Name, Type Type, object? Value);
