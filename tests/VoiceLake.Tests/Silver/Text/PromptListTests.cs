using VoiceLake.Quality;
using VoiceLake.Silver.Text;
using VoiceLake.Tests.Support;

namespace VoiceLake.Tests.Silver.Text;

public class PromptListTests
{
    [Theory]
    [InlineData("b0023 MacDougall, my engineer, believes it. ", "b0023", "MacDougall, my engineer, believes it.")]
    [InlineData("Aaron-20080318-kdl/mfc/b0023 MACDOUGALL", "b0023", "MACDOUGALL")]
    [InlineData("some one-20100203-abc/mfc/a0001 WORDS OF IT", "a0001", "WORDS OF IT")]
    [InlineData("some one-20100203-abc/wav/a0001.wav WORDS", "a0001", "WORDS")]
    [InlineData("a0001 Look into etc/mfc/a0002 now", "a0001", "Look into etc/mfc/a0002 now")]
    [InlineData("b0023\tMacDougall", "b0023", "MacDougall")]
    [InlineData("*/b0023.wav   MacDougall\t ", "b0023", "MacDougall")]
    [InlineData("  b0023 MacDougall", "b0023", "MacDougall")]
    public void A_line_is_a_clip_and_its_text(string line, string clip, string text) =>
        PromptList.Parse(line, "etc/PROMPTS").Prompts.ShouldBe([new Prompt(clip, text, 1)]);

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public void Every_line_end_ends_a_line(string end)
    {
        var list = PromptList.Parse($"a1 One.{end}{end}a2 Two.{end}", "etc/prompts");
        list.Prompts.Select(prompt => prompt.Text).ShouldBe(["One.", "Two."]);
        list.Findings.ShouldBeEmpty();
    }

    [Fact]
    public void The_real_prompts_give_mixed_text_and_words()
    {
        var folder = SharedMaterial.Require("data/readmes/lidcrnn__EN__1028-20100710-hne");
        var book = new PromptBook([.. new[] { "PROMPTS", "prompts-original" }.Select(name => PromptList.Parse(File.ReadAllText(Path.Combine(folder, name)), name))]);
        book.Find("ar-03").ShouldBe(("he would only answer, \"I don't know;\" he wouldn't say yes or no either.", "HE WOULD ONLY ANSWER I DON'T KNOW HE WOULDN'T SAY YES OR NO EITHER"));
        book.Check(["rp-29", "rp-30", "rp-31", "ar-01", "ar-02", "ar-03", "ar-04", "ar-05", "ar-06", "ar-07"]).ShouldBeEmpty();
    }

    [Fact]
    public void Clips_without_prompt_and_prompts_without_clip_are_flagged_once()
    {
        var book = new PromptBook([PromptList.Parse("x/mfc/a1 ONE\nx/mfc/a2 TWO\n", "PROMPTS"), PromptList.Parse("a1 One.\na2 Two.\n", "prompts-original")]);
        book.Check(["a1", "a3"]).Select(finding => (finding.Rule.Name, finding.Clip)).ShouldBe([("clip-without-prompt", "a3"), ("prompt-without-clip", "a2")]);
        book.Find("A1").Text.ShouldBe("One.");
    }

    [Fact]
    public void A_second_text_and_a_line_without_text_are_flagged()
    {
        var list = PromptList.Parse("a1 One.\na1 Two.\na1 One.\nalone\n", "prompts");
        list.Prompts.ShouldBe([new Prompt("a1", "One.", 1)]);
        list.Findings.Select(finding => (finding.Rule, finding.Offset)).ShouldBe([(QualityRules.PromptConflict, 2), (QualityRules.PromptUnreadable, 4)]);
    }
}
