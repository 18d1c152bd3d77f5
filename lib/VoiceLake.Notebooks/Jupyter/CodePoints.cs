namespace VoiceLake.Notebooks.Jupyter;

/// <summary>Places in a text: the protocol counts code points, .NET counts UTF-16 units.</summary>
internal static class CodePoints
{
    /// <summary>The UTF-16 place of a code point's place; past the end is the end.</summary>
    public static int ToUtf16(string text, int codePoints)
    {
        var at = 0;
        for (var seen = 0; seen < codePoints && at < text.Length; seen++)
        {
            at += at + 1 < text.Length && char.IsSurrogatePair(text, at) ? 2 : 1;
        }

        return at;
    }

    /// <summary>The code point's place of a UTF-16 place.</summary>
    public static int FromUtf16(string text, int units)
    {
        var seen = 0;
        for (var at = 0; at < units && at < text.Length; seen++)
        {
            at += at + 1 < text.Length && char.IsSurrogatePair(text, at) ? 2 : 1;
        }

        return seen;
    }
}
