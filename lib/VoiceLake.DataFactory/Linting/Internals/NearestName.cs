namespace VoiceLake.DataFactory.Linting;

/// <summary>Finds the name that was probably meant.</summary>
internal static class NearestName
{
    /// <summary>The nearest of some names; null if none differs in case alone or in at most a third of its letters.</summary>
    public static string? Find(string name, IEnumerable<string> names) => names
        .Select(other => (Name: other, Distance: Distance(name.ToUpperInvariant(), other.ToUpperInvariant())))
        .Where(other => other.Distance <= Math.Min(3, other.Name.Length / 3))
        .OrderBy(other => other.Distance).ThenBy(other => other.Name, StringComparer.Ordinal)
        .Select(other => other.Name).FirstOrDefault();

    /// <summary>What to write instead: the nearest name, or all that there are.</summary>
    public static string Remedy(string name, IReadOnlyCollection<string> names, string whereNone) =>
        Find(name, names) is { } near ? $"write '{near}'"
        : names.Count == 0 ? whereNone
        : $"write one of {string.Join(", ", names.Order(StringComparer.Ordinal).Take(12))}{(names.Count > 12 ? ", …" : "")}";

    // Letters added, left out, replaced, or swapped with their neighbour.
    private static int Distance(string from, string to)
    {
        var rows = new int[from.Length + 1, to.Length + 1];
        for (var i = 0; i <= from.Length; i++)
        {
            for (var j = 0; j <= to.Length; j++)
            {
                rows[i, j] = i == 0 ? j : j == 0 ? i : Math.Min(
                    Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1,
                    rows[i - 1, j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
                {
                    rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
                }
            }
        }

        return rows[from.Length, to.Length];
    }
}
