namespace VoiceLake.Silver.Casting;

/// <summary>Finds the canonical key of a README line, also where the key is misspelt.</summary>
internal static class ReadmeKey
{
    public const string Heading = "heading";

    // Two slips in eight letters or more; below that keys are too near to each other.
    private const int MaxSlips = 2;
    private const int MinLength = 8;

    private static readonly (string Text, string Value)[] Long =
        [.. CastingTable.Default.Words
            .Where(word => word is { Field: "key", Language: "en", Text.Length: >= MinLength })
            .Select(word => (word.Text.ToUpperInvariant(), word.Value))];

    public static (string? Key, bool Corrected) Find(string written)
    {
        if (CastingTable.Default.Find("key", written) is { } key)
        {
            return (key, false);
        }

        var text = CastingTable.Clean(written).ToUpperInvariant();
        if (text.Length < MinLength)
        {
            return (null, false);
        }

        var near = Long.Where(known => Math.Abs(known.Text.Length - text.Length) <= MaxSlips && Slips(known.Text, text) <= MaxSlips)
            .Select(known => known.Value).Distinct().ToArray();
        return near is [var only] ? (only, true) : (null, false);
    }

    // Letters added, lost, changed or swapped with their neighbour (optimal string alignment).
    private static int Slips(string left, string right)
    {
        var rows = new int[left.Length + 1, right.Length + 1];
        for (var i = 0; i <= left.Length; i++)
        {
            rows[i, 0] = i;
        }

        for (var j = 0; j <= right.Length; j++)
        {
            rows[0, j] = j;
        }

        for (var i = 1; i <= left.Length; i++)
        {
            for (var j = 1; j <= right.Length; j++)
            {
                var change = left[i - 1] == right[j - 1] ? 0 : 1;
                rows[i, j] = Math.Min(Math.Min(rows[i - 1, j] + 1, rows[i, j - 1] + 1), rows[i - 1, j - 1] + change);
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                {
                    rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
                }
            }
        }

        return rows[left.Length, right.Length];
    }
}
