namespace VoiceLake.Lake.Delta;

/// <summary>Orders texts by code point, as their UTF-8 bytes sort: the order of Parquet's and Delta's bounds.</summary>
internal static class CodePoints
{
    public static int Compare(string left, string right)
    {
        var length = Math.Min(left.Length, right.Length);
        var same = left.AsSpan(0, length).CommonPrefixLength(right);
        return same == length ? left.Length.CompareTo(right.Length) : Rank(left[same]).CompareTo(Rank(right[same]));
    }

    // UTF-16 puts surrogates below U+E000..U+FFFF, code points above them.
    private static int Rank(char unit) => char.IsSurrogate(unit) ? unit + 0x10000 : unit;
}
