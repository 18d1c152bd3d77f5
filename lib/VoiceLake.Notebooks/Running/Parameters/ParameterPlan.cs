using VoiceLake.Notebooks.Documents;

namespace VoiceLake.Notebooks.Running.Parameters;

/// <summary>Which values go into which notebook of a run.</summary>
internal static class ParameterPlan
{
    /// <summary>For each notebook: name → C# literal of the values it knows.</summary>
    /// <exception cref="RunRequestException">A name that no notebook knows, or a value that is not of its declared type; every mistake is named.</exception>
    public static IReadOnlyList<ParameterSet> Make(
        IReadOnlyList<NotebookDocument> notebooks, IReadOnlyDictionary<string, ParameterValue> values)
    {
        var mistakes = new List<string>();
        var sets = notebooks.Select(notebook => ParameterSet.Make(notebook, values, mistakes)).ToList();
        var known = sets.SelectMany(set => set.Declared).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var unknown = values.Keys.Except(known, StringComparer.Ordinal).ToList();
        mistakes.AddRange(unknown.Select(name => known.Count == 0
            ? $"no notebook of this run has a parameter '{name}', or any: declare it in a cell tagged '{NotebookCell.ParametersTag}'"
            : $"no notebook of this run has a parameter '{name}'; there are: {string.Join(", ", known)}"));
        return mistakes.Count == 0 ? sets : throw new RunRequestException(string.Join("; ", mistakes));
    }
}
