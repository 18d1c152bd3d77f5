using AngleSharp.Html;
using AngleSharp.Html.Parser;
using AngleSharp.Html.Parser.Tokens;
using AngleSharp.Text;

namespace VoiceLake.Bronze.Internals;

/// <summary>The links of a page, tag by tag: no tree is built, which a page of a stranger could make grow beyond all measure.</summary>
internal static class PageLinks
{
    /// <summary>What stands in the <c>href</c> of each <c>a</c>, without the blanks around it.</summary>
    public static IEnumerable<string> Of(string html)
    {
        using var source = new TextSource(html);
        using var tokens = new HtmlTokenizer(source, HtmlEntityProvider.Resolver) { SkipComments = true, SkipDataText = true, SkipScriptText = true, SkipRawText = true, SkipRCDataText = true, SkipPlaintext = true };
        for (var token = tokens.Get(); token.Type != HtmlTokenType.EndOfFile; token = tokens.Get())
        {
            if (token.Type != HtmlTokenType.StartTag)
            {
                continue;
            }

            // What a tree builder would tell the tokenizer: in these, tags are text until the end tag of the same name.
            tokens.State = token.Name switch
            {
                "script" => HtmlParseMode.Script,
                "style" or "xmp" or "iframe" or "noembed" or "noframes" => HtmlParseMode.Rawtext,
                "title" or "textarea" => HtmlParseMode.RCData,
                "plaintext" => HtmlParseMode.Plaintext,
                _ => HtmlParseMode.PCData,
            };
            if (token.Name == "a" && ((HtmlTagToken)token).Attributes.Find(attribute => attribute.Name == "href") is { Value: { } reference })
            {
                yield return reference.Trim();
            }
        }
    }
}
