using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.DotNet.Interactive.Formatting;

namespace VoiceLake.Notebooks.Engine;

/// <summary>What to do about an error of the compiler whose reason lies in cells or in .NET Interactive, as words that follow its message.</summary>
internal static class CompilationAdvice
{
    private const string NoKernel =
        " (.NET Interactive's own kernel is not here, only what cells use of it: display, Formatter, PocketView, Kernel.GetInputAsync, Notebook.RunAsync; see docs/notebooks.md)";

    private static readonly HashSet<string> Tags =
        [.. typeof(PocketViewTags).GetProperties(BindingFlags.Public | BindingFlags.Static).Select(tag => tag.Name)];

    // What .NET Interactive referenced for every notebook at some time.
    private static readonly Dictionary<string, string> BroughtAlong = new() { ["Newtonsoft"] = "Newtonsoft.Json", ["XPlot"] = "XPlot.Plotly" };

    private static readonly HashSet<string> KernelTypes =
        ["CSharpKernel", "CompositeKernel", "KernelBase", "IKernelExtension", "KernelCommand", "KernelEvent", "SubmitCode", "DisplayValue", "RequestInput"];

    /// <summary>The advice, with a blank before it; empty when the message says enough.</summary>
    public static string Of(Diagnostic diagnostic) => diagnostic.Id switch
    {
        "CS7021" => " (a cell cannot declare a namespace: put such code in a library and reference it with #r)",
        "CS1109" => " (in a cell an extension method stands by itself, outside a class: move it out of its class, or put the class in a library and reference it with #r)",
        "CS0825" => " (a cell cannot use 'using var' outside a method: write using (var x = …) { … })",
        "CS0103" when IsTag(diagnostic) => " (for the tags of PocketView write first: using static Microsoft.DotNet.Interactive.Formatting.PocketViewTags;)",
        "CS0234" when diagnostic.GetMessage(null).Contains("'Microsoft.DotNet.Interactive", StringComparison.Ordinal) => NoKernel,
        "CS0246" when KernelTypes.Contains(Word(diagnostic)) => NoKernel,
        "CS0246" when BroughtAlong.TryGetValue(Word(diagnostic), out var package) =>
            $" (.NET Interactive brought this library along; here write first: #r \"nuget: {package}\")",
        _ => "",
    };

    private static string Word(Diagnostic diagnostic) => diagnostic.Location.SourceTree?.GetText().ToString(diagnostic.Location.SourceSpan) ?? "";

    // Only what is called or indexed: i and b are names of variables as well.
    private static bool IsTag(Diagnostic diagnostic) =>
        Tags.Contains(Word(diagnostic))
        && diagnostic.Location.SourceTree!.GetRoot().FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is { } name
        && name.Parent is InvocationExpressionSyntax or ElementAccessExpressionSyntax;
}
