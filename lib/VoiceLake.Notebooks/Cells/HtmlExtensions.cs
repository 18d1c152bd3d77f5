using Microsoft.AspNetCore.Html;
using VoiceLake.Notebooks.Formatting;

namespace Microsoft.DotNet.Interactive.Formatting;

/// <summary>Text on its way into HTML.</summary>
public static class HtmlExtensions
{
    /// <summary>The text as data: its markup is shown, not obeyed.</summary>
    public static IHtmlContent HtmlEncode(this string content) => new HtmlString(HtmlText.Encode(content));

    /// <summary>The text as markup, as it stands.</summary>
    public static IHtmlContent ToHtmlContent(this string content) => new HtmlString(content);
}
