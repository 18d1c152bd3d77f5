using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace VoiceLake.Notebooks.Html;

/// <summary>Text made safe for HTML.</summary>
internal static class HtmlText
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>Text as the content of an element or of a quoted attribute; what HTML has no way to write becomes U+FFFD.</summary>
    public static string Encode(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return "";
        }

        // The encoder writes line feeds as references, which would make a source hard to read.
        return string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(line => Encoder.Encode(WithoutControls(line)).Replace("&#x9;", "\t", StringComparison.Ordinal)));
    }

    private static string WithoutControls(string line) =>
        line.Any(letter => char.IsControl(letter) && letter != '\t')
            ? string.Concat(line.Select(letter => char.IsControl(letter) && letter != '\t' ? '\uFFFD' : letter))
            : line;
}
