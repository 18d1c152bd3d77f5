namespace VoiceLake.Notebooks.LanguageServices.Code;

/// <summary>Whether a text is nested deeper than anyone writes: the compiler would spend minutes or its whole stack on it, and the cells' process with it.</summary>
internal static class Nesting
{
    private const int BracketsAtMost = 500;

    // Reading them takes twice as long with each.
    private const int InterpolationsAtMost = 15;

    /// <summary>Counts brackets wherever they stand, in strings and comments too: for a text that means well the limit is far away.</summary>
    public static bool IsTooDeep(string code)
    {
        var (brackets, interpolations) = (0, 0);
        for (var i = 0; i < code.Length; i++)
        {
            switch (code[i])
            {
                case '(' or '[' or '{':
                case '<' when i > 0 && (char.IsLetterOrDigit(code[i - 1]) || code[i - 1] == '_'):
                    brackets++;
                    break;
                case ')' or ']' or '}':
                case '>' when i == 0 || code[i - 1] is not ('=' or '-' or ' '):
                    brackets = Math.Max(0, brackets - 1);
                    break;
                case '"' when i > 1 && code[i - 1] == '$' && code[i - 2] == '{':
                    interpolations++;
                    break;
                case '\n':
                    interpolations = 0;
                    break;
            }

            if (brackets > BracketsAtMost || interpolations > InterpolationsAtMost)
            {
                return true;
            }
        }

        return false;
    }
}
