namespace VoiceLake.DataFactory.Linting;

/// <summary>Names that lead to names.</summary>
internal static class Graph
{
    /// <summary>Whether one name leads to another; every name leads to itself.</summary>
    public static bool Reaches(string from, string to, Func<string, IEnumerable<string>> next)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var open = new Stack<string>([from]);
        while (open.TryPop(out var name))
        {
            if (name.Equals(to, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }

            if (seen.Add(name))
            {
                foreach (var following in next(name))
                {
                    open.Push(following);
                }
            }
        }

        return false;
    }
}
