using VoiceLake.Notebooks.LanguageServices;
using VoiceLake.Notebooks.LanguageServices.Code;

namespace VoiceLake.Notebooks.Tests.LanguageServices.Code;

public class NestingTests
{
    [Theory]
    [InlineData("(", 20_000)]
    [InlineData("List<", 50_000)]
    [InlineData("$\"{", 5_000)]
    [InlineData("new[] { ", 5_000)]
    public async Task A_text_that_would_use_up_the_compilers_stack_is_not_asked_about(string opening, int times)
    {
        var code = string.Concat(Enumerable.Repeat(opening, times));
        using var editor = await Editor.AfterAsync("var number = 1;");
        NotebookLanguageServices.IsComplete(code).Status.ShouldBe("unknown");
        editor.Texts(code + "|").ShouldBeEmpty();
        editor.Hover(code + "|").ShouldBeNull();
        editor.Signatures(code + "|").ShouldBeNull();
        editor.Problems(code).ShouldBeEmpty();
        editor.Texts("num|")[0].ShouldBe("number");
    }

    [Fact]
    public void Long_texts_that_are_not_deep_are_asked_about()
    {
        Nesting.IsTooDeep(string.Concat(Enumerable.Repeat("if (a < b && c > d) { f(x => x[0]); }\n", 2_000))).ShouldBeFalse();
        Nesting.IsTooDeep(string.Concat(Enumerable.Repeat("var s = $\"{$\"{a}\"} {b}\";\n", 2_000))).ShouldBeFalse();
        Nesting.IsTooDeep(string.Concat(Enumerable.Repeat("Dictionary<string, List<int>> a = new(); var t = i<n ? 1 : 2;\n", 200))).ShouldBeFalse();
    }
}
