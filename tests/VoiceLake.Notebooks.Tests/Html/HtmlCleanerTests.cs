using AngleSharp.Html.Parser;
using CsCheck;
using VoiceLake.Notebooks.Html;

namespace VoiceLake.Notebooks.Tests.Html;

public class HtmlCleanerTests
{
    [Theory]
    [InlineData("<b onclick=\"x()\" ONLOAD=y>a</b>", "<b>a</b>")]
    [InlineData("<a href=\"javascript:x()\">a</a>", "<a>a</a>")]
    [InlineData("<a href=\" java\nscript:x()\">a</a>", "<a>a</a>")]
    [InlineData("<a href=\"https://example.org/\">a</a>", "<a href=\"https://example.org/\">a</a>")]
    [InlineData("<a href=\"data:text/html,x\">a</a>", "<a>a</a>")]
    [InlineData("<a href=\"#here\">a</a>", "<a href=\"#here\">a</a>")]
    [InlineData("<a href=\"other.html\">a</a>", "<a href=\"other.html\">a</a>")]
    [InlineData("<img src=\"https://example.org/x.png\" alt=\"x\">", "<img alt=\"x\">")]
    [InlineData("<img src=\"data:image/png;base64,AA==\">", "<img src=\"data:image/png;base64,AA==\">")]
    [InlineData("<audio controls src=\"data:audio/wav;base64,AA==\"></audio>", "<audio controls=\"\" src=\"data:audio/wav;base64,AA==\"></audio>")]
    [InlineData("<iframe src=\"x\"></iframe><object data=\"x\"></object><embed src=x><base href=\"/\"><meta http-equiv=refresh content=\"0\">t", "t")]
    [InlineData("<form action=\"/x\"><input name=n></form>t", "t")]
    [InlineData("<p style=\"background:url(https://x)\">t</p>", "<p>t</p>")]
    [InlineData("<style>@import 'https://x';</style>t", "t")]
    [InlineData("<style>td{color:red}</style>t", "<style>td{color:red}</style>t")]
    [InlineData("<div><p>left open", "<div><p>left open</p></div>")]
    [InlineData("</div></main>t", "t")]
    [InlineData("<svg><a xlink:href=\"javascript:x()\"><text>t</text></a></svg>", "<svg><a><text>t</text></a></svg>")]
    [InlineData("<!-- c --><td>t</td>", "<!-- c -->t")]
    public void What_loads_or_runs_is_taken_out(string html, string expected) => HtmlCleaner.Clean(html).ShouldBe(expected);

    [Theory]
    [InlineData("<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">")]
    [InlineData("<math><mtext><table><mglyph><style><!<!----<![CDATA[</^style><img title=--&gt;&lt;img src=15 onerror=alert(1)&gt;\">")]
    [InlineData("<svg><style><a id=\"</style><img src=1 onerror=alert(1)>\"></svg>")]
    public void Markup_that_reads_differently_once_it_is_written_hides_no_handler(string html)
    {
        var body = new HtmlParser().ParseDocument($"<!DOCTYPE html><body>{HtmlCleaner.Clean(html)}").Body!;

        body.QuerySelectorAll("[onerror]").ShouldBeEmpty();
    }

    [Fact]
    public void A_note_stands_where_a_script_was() =>
        HtmlCleaner.Clean("a<script>alert(1)</script>b").ShouldBe("a<span class=\"left-out\">[a script is left out of this page]</span>b");

    [Fact]
    public void Cleaned_html_has_no_script_and_no_handler_whatever_it_was_made_of()
    {
        string[] pieces = ["<script>", "</script>", "<svg>", "<math>", "<style>", "</style>", "<img src=x onerror=y>", "<a href='javascript:y'>", "<!--", "-->", "<title>",
            "<mtext>", "<table>", "<td>", "<noscript>", "<p title=\"</noscript><img src=x onerror=y>\">", "\"", "'", ">", "</", "<", "text", "<template>", "]]>", "<textarea>"];
        Gen.Int[0, pieces.Length - 1].Select(index => pieces[index]).Array[1, 12].Select(string.Concat).Sample(html =>
        {
            var body = new HtmlParser().ParseDocument("<body>" + HtmlCleaner.Clean(html)).Body!;
            return body.QuerySelectorAll("script, iframe, object, embed, meta, base").Length == 0
                && body.QuerySelectorAll("*").All(element => element.Attributes.All(attribute =>
                    !attribute.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase) && !attribute.Value.StartsWith("javascript", StringComparison.OrdinalIgnoreCase)));
        });
    }
}
