using VoiceLake.Notebooks.Comparing;
using VoiceLake.Notebooks.Comparing.Sanitising;
using VoiceLake.Tests.Support;

namespace VoiceLake.Notebooks.Tests.Comparing.Sanitising;

public class SanitisersTests
{
    [Theory]
    [InlineData("durations", "done in 0.04 s, 350 ms and 2 min 5 s (00:00:01.234)", "done in <duration>, <duration> and <duration> (<duration>)")]
    [InlineData("durations", "v1.2.3 seconds3 12 samples 5 so", "v1.2.3 seconds3 12 samples 5 so")]
    [InlineData("times", "at 2026-11-23T15:30:48.123Z, 2026-11-23 15:30 +01:00, Mon, 23 Nov 2026 15:30:48 GMT, 09:05:01", "at <time>, <time>, <time>, <time>")]
    [InlineData("times", "the day 2026-11-23, 12:30 and 1.2.3", "the day 2026-11-23, 12:30 and 1.2.3")]
    [InlineData("run-ids", "20261123T114019Z-5f3a9c01", "<run>")]
    [InlineData("guids", "{3F2504E0-4F89-11D3-9A0C-0305E82C3301} 3f2504e04f8911d39a0c0305e82c3301", "{<guid>} <guid>")]
    [InlineData("addresses", "<object at 0x7f3a12c0> 0x1F", "<object at <address>> 0x1F")]
    [InlineData("hashes", "sha 0123456789abcdef and 1234567890123456 and deadbeef", "sha <hash> and 1234567890123456 and deadbeef")]
    [InlineData("ports", "http://127.0.0.1:43211/a https://localhost:1 http://[::1]:80 http://example.org:80", "http://127.0.0.1:<port>/a https://localhost:<port> http://[::1]:<port> http://example.org:80")]
    [InlineData("display-ids", "<div id=\"plot-7f3a\"></div><script>draw('plot-7f3a')</script><p id=\"title\">", "<div id=\"<id 1>\"></div><script>draw('<id 1>')</script><p id=\"title\">")]
    [InlineData("paths", "/tmp/x-1/a.tgz /home/ada/lake C:\\Users\\ada\\x C:\\Users\\ada\\AppData\\Local\\Temp\\q7\\b /work/here/a /work/hereafter bronze/tmp/x", "<temp>/a.tgz <home>/lake <home>\\x <temp>\\b <folder>/a /work/hereafter bronze/tmp/x")]
    public void A_sanitiser_replaces_what_differs_from_run_to_run_and_nothing_else(string name, string text, string expected) =>
        Sanitisers.Named([name]).Single().Apply(text, new() { Folders = ["/work/here/"] }).ShouldBe(expected);

    [Fact]
    public void The_length_of_a_hash_can_be_chosen() =>
        Sanitisers.Named(["hashes"]).Single().Apply("deadbee1 ab1", new() { HashLength = 8 }).ShouldBe("<hash> ab1");

    [Fact]
    public void Sanitised_text_stays_as_it_is_when_sanitised_again()
    {
        var options = new ComparisonOptions();
        var once = options.Sanitise("in 0.4 s at 2026-11-23T15:30:48Z in /tmp/a/b, id=\"a-123456\" 20261123T114019Z-5f3a9c01 http://localhost:99");

        once.ShouldBe("in <duration> at <time> in <temp>/b, id=\"<id 1>\" <run> http://localhost:<port>");
        options.Sanitise(once).ShouldBe(once);
    }

    [Fact]
    public void An_unknown_name_is_answered_with_those_there_are() =>
        Should.Throw<ArgumentException>(() => Sanitisers.Named(["times", "tmies"])).Message.ShouldStartWith("there is no sanitiser 'tmies'; there are display-ids, run-ids, guids,");

    [Fact]
    public async Task Own_sanitisers_come_from_yaml_and_json()
    {
        var ct = TestContext.Current.CancellationToken;
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.PathOf("s.yaml"), "speaker: { pattern: 'speaker ([0-9]+)', replacement: 'S$1' }\nsecond:\n  pattern: x+\n");
        File.WriteAllText(folder.PathOf("s.json"), """{ "speaker": { "pattern": "speaker [0-9]+" } }""");

        (await SanitiserFile.ReadAsync(folder.PathOf("s.yaml"), ct)).Select(one => one.Apply("speaker 12 xx")).ShouldBe(["S12 xx", "speaker 12 <second>"]);
        (await SanitiserFile.ReadAsync(folder.PathOf("s.json"), ct)).Single().Apply("speaker 12").ShouldBe("<speaker>");
    }

    [Theory]
    [InlineData("- a", "expected a map from name to pattern and replacement")]
    [InlineData("a: { pattern: '(' }", "a: Invalid pattern '('")]
    [InlineData("a: { patern: 'x' }", "a: expected 'pattern' and, if you like, 'replacement', not 'patern'")]
    [InlineData("a: [", "line ")]
    public async Task A_file_that_is_none_is_refused_by_entry(string text, string message)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.PathOf("s.yaml"), text);

        (await Should.ThrowAsync<FormatException>(() => SanitiserFile.ReadAsync(folder.PathOf("s.yaml"), TestContext.Current.CancellationToken)))
            .Message.ShouldStartWith($"{folder.PathOf("s.yaml")}: {message}");
    }
}
