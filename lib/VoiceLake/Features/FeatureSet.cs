namespace VoiceLake.Features;

/// <summary>The columns of a feature extractor, in order, and the version of their definitions.</summary>
/// <remarks>Notebook: 03-gold-features</remarks>
public sealed class FeatureSet
{
    /// <summary>Names a list of features.</summary>
    /// <param name="id">Name and version, such as <c>window81/1</c>; a change of any definition changes it.</param>
    /// <param name="definitions">One a column, in order.</param>
    /// <exception cref="ArgumentException">Two features have one name.</exception>
    public FeatureSet(string id, IReadOnlyList<FeatureDefinition> definitions)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(id);
        ArgumentNullException.ThrowIfNull(definitions);
        (Id, Definitions) = (id, definitions);
        Names = [.. definitions.Select(definition => definition.Name)];
        if (Names.Distinct(StringComparer.Ordinal).Count() != Names.Count)
        {
            throw new ArgumentException($"The feature set '{id}' names a feature twice.", nameof(definitions));
        }
    }

    /// <summary>Name and version: values are computed anew when it changes.</summary>
    public string Id { get; }

    /// <summary>What each column holds, in order.</summary>
    public IReadOnlyList<FeatureDefinition> Definitions { get; }

    /// <summary>The columns' names, in order.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>How many features.</summary>
    public int Count => Names.Count;

    /// <summary>The position of a feature.</summary>
    /// <exception cref="ArgumentException">There is no such feature.</exception>
    public int IndexOf(string name)
    {
        for (var index = 0; index < Names.Count; index++)
        {
            if (Names[index] == name)
            {
                return index;
            }
        }

        throw new ArgumentException($"'{name}' is not a feature of '{Id}': it has {string.Join(", ", Names)}.", nameof(name));
    }
}
