using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace VoiceLake.DataFactory.Display;

/// <summary>Text made safe for HTML and SVG, as the content of an element or of a quoted attribute.</summary>
internal static class HtmlText
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>The text; what HTML has no way to write becomes U+FFFD, line feeds stay.</summary>
    public static string Encode(string text)
    {
        var shown = string.Concat(text.ReplaceLineEndings("\n").Select(letter => char.IsControl(letter) && letter is not ('\n' or '\t') ? '\uFFFD' : letter));
        return Encoder.Encode(shown).Replace("&#xA;", "\n", StringComparison.Ordinal).Replace("&#x9;", "\t", StringComparison.Ordinal);
    }

    /// <summary>A length or a place in pixels.</summary>
    public static string Number(double value) => Math.Round(value, 1).ToString(CultureInfo.InvariantCulture);
}
