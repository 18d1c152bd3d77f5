namespace VoiceLake.Notebooks.Formatting;

/// <summary>Shows formulas: pages and front ends set <c>text/latex</c>.</summary>
internal static class LatexFormatters
{
    public static IEnumerable<ConventionFormatter> CreateTypeFormatters() =>
    [
        new("text/latex", (value, writer) =>
        {
            writer.Write(value);
            return true;
        }),
    ];
}
