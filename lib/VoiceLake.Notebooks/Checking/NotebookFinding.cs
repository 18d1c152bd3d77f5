using System.Globalization;

namespace VoiceLake.Notebooks.Checking;

/// <summary>A place where a notebook breaks a rule.</summary>
/// <param name="File">The notebook's file as the caller named it.</param>
/// <param name="Rule">The rule's id.</param>
/// <param name="Cell">The cell's place, from 1, prose counted too; <c>null</c> where it is the whole notebook.</param>
/// <param name="CellId">The cell's id; <c>null</c> where it is the whole notebook.</param>
/// <param name="Detail">What stands there.</param>
/// <param name="Remedy">What to do.</param>
public sealed record NotebookFinding(string File, string Rule, int? Cell, string? CellId, string Detail, string Remedy)
{
    /// <summary>The finding in one line.</summary>
    public override string ToString()
    {
        var place = Cell is null ? "" : string.Create(CultureInfo.InvariantCulture, $"cell {Cell} ({CellId}): ");
        return $"{File}: {place}{Rule}: {Detail}: {Remedy}";
    }
}
