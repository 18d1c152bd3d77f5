using System.Text.RegularExpressions;
using VoiceLake.Quality;

namespace VoiceLake.Tests.Quality;

public partial class QualityRulesTests
{
    [Fact]
    public void Every_rule_has_a_name_of_its_own_a_meaning_and_a_remedy()
    {
        QualityRules.All.Select(rule => rule.Name).Distinct().Count().ShouldBe(QualityRules.All.Count);
        QualityRules.All.ShouldAllBe(rule => KebabCase().IsMatch(rule.Name) && rule.Meaning.EndsWith('.') && rule.Remedy.EndsWith('.'));
    }

    [Fact]
    public void The_rules_of_audio_stand_beside_those_of_archives()
    {
        QualityRules.Find("audio-empty").Severity.ShouldBe(QualitySeverity.Rejected);
        QualityRules.Find("no-readme").Severity.ShouldBe(QualitySeverity.Flagged);
        Should.Throw<KeyNotFoundException>(() => QualityRules.Find("no-such-rule")).Message.ShouldContain("no-such-rule");
    }

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)+$")]
    private static partial Regex KebabCase();
}
