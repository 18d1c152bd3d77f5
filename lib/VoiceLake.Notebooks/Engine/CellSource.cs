using System.Reflection;

namespace VoiceLake.Notebooks.Engine;

/// <summary>C# text on its way to the compiler, and what a message calls it.</summary>
/// <param name="Label">The name in messages and stack traces, such as <c>Cell 3</c> or <c>helpers.ipynb cell 2</c>.</param>
/// <param name="Code">The text; its lines are those of the cell, magics blanked out.</param>
/// <param name="Folder">The folder against which the text's directives resolve.</param>
internal sealed record CellSource(string Label, string Code, string Folder)
{
    /// <summary>A line of the text, trimmed; empty past its end.</summary>
    public string Line(int number)
    {
        var lines = Code.Split('\n');
        return number >= 1 && number <= lines.Length ? lines[number - 1].TrimEnd('\r') : "";
    }
}

/// <summary>The sources of the assemblies that cells were compiled to: the frames of these are the user's.</summary>
internal sealed class CellSources
{
    private readonly Dictionary<Assembly, CellSource> _sources = [];

    public CellSource? Find(Assembly? assembly)
    {
        lock (_sources)
        {
            return assembly is not null && _sources.TryGetValue(assembly, out var source) ? source : null;
        }
    }

    public void Add(Assembly assembly, CellSource source)
    {
        lock (_sources)
        {
            _sources[assembly] = source;
        }
    }
}
