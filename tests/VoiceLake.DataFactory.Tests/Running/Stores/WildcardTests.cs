using VoiceLake.DataFactory.Running.Stores;

namespace VoiceLake.DataFactory.Tests.Running.Stores;

public class WildcardTests
{
    [Theory]
    [InlineData("*.csv", "a.csv", true)]
    [InlineData("*.csv", ".csv", true)]
    [InlineData("*.csv", "a.csv.gz", false)]
    [InlineData("*.csv", "a.CSV", false)]
    [InlineData("???20180427.txt", "abc20180427.txt", true)]
    [InlineData("???20180427.txt", "20180427.txt", true)]
    [InlineData("???20180427.txt", "abcd20180427.txt", false)]
    [InlineData("a^*b", "a*b", true)]
    [InlineData("a^*b", "axb", false)]
    [InlineData("a^^b", "a^b", true)]
    [InlineData("a(b)[c].+", "a(b)[c].+", true)]
    [InlineData("*", "a\nb", true)]
    public void A_pattern_matches_names_as_documented(string pattern, string name, bool matches) => new Wildcard(pattern).Matches(name).ShouldBe(matches);
}
