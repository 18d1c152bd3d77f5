using VoiceLake.Notebooks.Documents;

namespace VoiceLake.Notebooks.Running.Parameters;

/// <summary>Which parameters a notebook takes.</summary>
public static class NotebookParameters
{
    /// <summary>The names of the variables that its parameters cell declares, in their order; none where it has no such cell.</summary>
    public static IReadOnlyList<string> Of(NotebookDocument notebook)
    {
        ArgumentNullException.ThrowIfNull(notebook);
        var cell = notebook.Cells.FirstOrDefault(cell => cell.Kind == CellKind.Code && cell.HasTag(NotebookCell.ParametersTag));
        return cell is null ? [] : [.. ParameterDeclaration.Find(cell.Source).Select(parameter => parameter.Name)];
    }
}
