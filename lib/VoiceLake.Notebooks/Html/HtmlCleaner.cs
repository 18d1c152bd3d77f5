using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace VoiceLake.Notebooks.Html;

/// <summary>Makes HTML that a notebook carries fit for a page: well-formed, without scripts, loading nothing.</summary>
/// <remarks>The page's content security policy forbids the same; this keeps the console quiet and the page's own layout whole.</remarks>
internal static class HtmlCleaner
{
    private static readonly HashSet<string> Forbidden = new(StringComparer.OrdinalIgnoreCase)
    {
        "script", "iframe", "frame", "frameset", "object", "embed", "applet", "link", "meta", "base", "form", "portal", "noscript", "template", "title",
    };

    private static readonly HashSet<string> Loading = new(StringComparer.OrdinalIgnoreCase)
    {
        "src", "srcset", "poster", "background", "data", "action", "formaction", "ping", "manifest", "xlink:href",
    };

    private static readonly string[] MediaTypes = ["data:image/", "data:audio/", "data:video/"];

    // Usual is one round, and a second that changes nothing.
    private const int MaxRounds = 5;

    /// <summary>The fragment without what a page must not hold; a note stands where a script was.</summary>
    public static string Clean(string html)
    {
        // Markup of MathML and SVG may be read as something else once it is written: what counts is how a browser reads it then.
        for (var round = 0; round < MaxRounds; round++)
        {
            var cleaned = CleanOnce(html);
            if (cleaned == html)
            {
                return cleaned;
            }

            html = cleaned;
        }

        return """<span class="left-out">[HTML that reads differently each time is left out of this page]</span>""";
    }

    private static string CleanOnce(string html)
    {
        var document = new HtmlParser().ParseDocument("");
        var parser = new HtmlParser();
        var nodes = parser.ParseFragment(html, document.Body!);
        var root = document.CreateElement("div");
        root.Append([.. nodes]);
        foreach (var element in root.QuerySelectorAll("*").ToList())
        {
            if (Forbidden.Contains(element.LocalName))
            {
                Remove(element, document);
            }
            else if (element.LocalName == "style" && LoadsSomething(element.TextContent))
            {
                element.Remove();
            }
            else
            {
                CleanAttributes(element);
            }
        }

        return root.InnerHtml;
    }

    private static void Remove(IElement element, IDocument document)
    {
        if (element.LocalName == "script" && element.ParentElement is not null)
        {
            var note = document.CreateElement("span");
            note.ClassName = "left-out";
            note.TextContent = "[a script is left out of this page]";
            element.Replace(note);
        }
        else
        {
            element.Remove();
        }
    }

    private static void CleanAttributes(IElement element)
    {
        foreach (var attribute in element.Attributes.ToList())
        {
            var name = attribute.Name;
            var bad = name.StartsWith("on", StringComparison.OrdinalIgnoreCase)
                || name.Equals("srcdoc", StringComparison.OrdinalIgnoreCase)
                || (name.Equals("style", StringComparison.OrdinalIgnoreCase) && LoadsSomething(attribute.Value))
                || (Loading.Contains(name) && !IsInside(attribute.Value))
                || (name.Equals("href", StringComparison.OrdinalIgnoreCase) && !IsLink(element, attribute.Value));
            if (bad)
            {
                element.RemoveAttribute(name);
            }
        }
    }

    private static bool IsInside(string address) =>
        address.StartsWith('#') || MediaTypes.Any(type => address.TrimStart().StartsWith(type, StringComparison.OrdinalIgnoreCase));

    private static bool IsLink(IElement element, string address) =>
        address.StartsWith('#')
        || (element.LocalName == "a"
            && (!Uri.TryCreate(address.Trim(), UriKind.Absolute, out var uri) || uri.Scheme is "http" or "https" or "mailto")
            && !address.Contains("script:", StringComparison.OrdinalIgnoreCase));

    private static bool LoadsSomething(string css) =>
        css.Contains("@import", StringComparison.OrdinalIgnoreCase) || css.Contains("url(", StringComparison.OrdinalIgnoreCase) || css.Contains('\\', StringComparison.Ordinal);
}
