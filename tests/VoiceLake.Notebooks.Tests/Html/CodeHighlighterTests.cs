using System.Net;
using System.Text.RegularExpressions;
using VoiceLake.Notebooks.Html;

namespace VoiceLake.Notebooks.Tests.Html;

public partial class CodeHighlighterTests
{
    [Theory]
    [InlineData("var x = 1;", "<span class=\"k\">var</span> x = <span class=\"n\">1</span>;")]
    [InlineData("// <b>", "<span class=\"c\">// &lt;b&gt;</span>")]
    [InlineData("#r \"nuget: X\"", "<span class=\"d\">#r &quot;nuget: X&quot;</span>")]
    [InlineData("lake.Table(\"a\")", "lake.<span class=\"m\">Table</span>(<span class=\"s\">&quot;a&quot;</span>)")]
    [InlineData("new List<int>()", "<span class=\"k\">new</span> <span class=\"t\">List</span>&lt;<span class=\"k\">int</span>&gt;()")]
    [InlineData("await Run();", "<span class=\"k\">await</span> <span class=\"m\">Run</span>();")]
    public void Tokens_get_their_colour(string code, string html) => CodeHighlighter.ToHtml(code, "csharp").ShouldBe(html);

    [Theory]
    [InlineData("#!time\nvar x = $\"{1 + 2:0.0} <a> {{\";\n")]
    [InlineData("var broken = ( \"no end\n</script><b>&amp; { ]")]
    [InlineData("#if A\nint off;\n#endif\n\"\"\"raw \"x\" \"\"\"")]
    [InlineData("")]
    [InlineData("string s = @\"a\"\"b\";\t// 声 🎧\n\n  ")]
    public void The_text_itself_stays_as_it_is(string code)
    {
        var html = CodeHighlighter.ToHtml(code, "csharp");

        WebUtility.HtmlDecode(Span().Replace(html, "")).ShouldBe(code);
    }

    [Fact]
    public void Other_languages_are_plain_text() => CodeHighlighter.ToHtml("<b> & var", "pwsh").ShouldBe("&lt;b&gt; &amp; var");

    [GeneratedRegex("</?span[^>]*>")]
    private static partial Regex Span();
}
