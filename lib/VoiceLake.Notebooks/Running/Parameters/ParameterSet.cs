using Microsoft.CodeAnalysis.CSharp;
using VoiceLake.Notebooks.Documents;

namespace VoiceLake.Notebooks.Running.Parameters;

/// <summary>The values one notebook is given.</summary>
/// <param name="Declared">The variables of its parameters cell.</param>
/// <param name="Given">Name → C# literal of those that get a value.</param>
/// <param name="Code">The C# statements that set them.</param>
internal sealed record ParameterSet(IReadOnlyList<string> Declared, IReadOnlyDictionary<string, string> Given, string Code)
{
    private const string Heading = "// Parameters of this run";

    public static ParameterSet Make(NotebookDocument notebook, IReadOnlyDictionary<string, ParameterValue> values, List<string> mistakes)
    {
        var declared = CellOf(notebook) is { } cell ? ParameterDeclaration.Find(cell.Source) : [];
        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        var lines = new List<string> { Heading };
        foreach (var parameter in declared)
        {
            if (!values.TryGetValue(parameter.Name, out var value))
            {
                continue;
            }

            try
            {
                var literal = Literal(parameter, value);
                given[parameter.Name] = literal;
                lines.Add(parameter.Modifiers.Length > 0
                    ? $"{parameter.Modifiers} {parameter.Type} {parameter.Name} = {literal};"
                    : $"{parameter.Name} = {literal};");
            }
            catch (FormatException mistake)
            {
                mistakes.Add($"the parameter '{parameter.Name}' of {Path.GetFileName(notebook.Path)}: {mistake.Message}");
            }
        }

        return new([.. declared.Select(parameter => parameter.Name)], given, string.Join('\n', lines));
    }

    /// <summary>Puts the values behind the parameters cell, in place of a cell an earlier run left there.</summary>
    /// <returns>The injected cell, <c>null</c> where there is nothing to set.</returns>
    public NotebookCell? InjectInto(NotebookDocument notebook)
    {
        if (Given.Count == 0)
        {
            return null;
        }

        foreach (var left in notebook.Cells.Where(cell => cell.HasTag(NotebookCell.InjectedParametersTag)).ToList())
        {
            notebook.Remove(left);
        }

        var place = notebook.Cells.ToList().IndexOf(CellOf(notebook)!) + 1;
        return notebook.InsertCode(place, Code, NotebookCell.InjectedParametersTag);
    }

    private static NotebookCell? CellOf(NotebookDocument notebook) =>
        notebook.Cells.FirstOrDefault(cell => cell.Kind == CellKind.Code && cell.HasTag(NotebookCell.ParametersTag));

    // Behind "var x = Workspace.Lake" no type shows: a text is passed as a string, and the compiler tells where that is wrong.
    private static string Literal(ParameterDeclaration parameter, ParameterValue value) =>
        CSharpLiteral.Of(parameter.Type ?? SyntaxFactory.ParseTypeName(value.Items is null ? "string" : "string[]"), value);
}
