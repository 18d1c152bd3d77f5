using System.Text;
using System.Text.Json;
using CsCheck;
using VoiceLake.Bronze;
using VoiceLake.Tests.Support;

namespace VoiceLake.Tests.Bronze;

public class ManifestTests
{
    [Fact]
    public void A_manifest_is_read_in_the_form_of_a_lookup()
    {
        var listing = Manifest.Parse("""[{"BaseURL":"http://a.example/x","RelativeURL":"b.tgz","FileName":"c.tgz"},{"FileName":"a.zip","RelativeURL":"/d/a.zip","BaseURL":"https://b.example/","Size":7}]""", "m.json");

        listing.Items.Select(item => (item.FileName, item.Url)).ShouldBe([("a.zip", "https://b.example/d/a.zip"), ("c.tgz", "http://a.example/x/b.tgz")]);
    }

    [Theory]
    [InlineData("[{]", "'m.json' is no JSON at line 1, byte 3")]
    [InlineData("{\"value\":[]}", "holds a JSON object where an array is wanted")]
    [InlineData("[7]", "item 0: a JSON number where an object is wanted")]
    [InlineData("[{\"BaseURL\":\"http://a/\",\"FileName\":\"x.tgz\"}]", "item 0: no 'RelativeURL'")]
    [InlineData("[{\"baseUrl\":\"http://a/\",\"RelativeURL\":\"x.tgz\",\"FileName\":\"x.tgz\"}]", "item 0: no 'BaseURL', but 'baseUrl': write the name exactly")]
    [InlineData("[{\"BaseURL\":\"http://a/\",\"RelativeURL\":null,\"FileName\":\"x.tgz\"}]", "item 0: 'RelativeURL' is not a text with content")]
    [InlineData("[{\"BaseURL\":\"ftp://a/\",\"RelativeURL\":\"x.tgz\",\"FileName\":\"x.tgz\"}]", "item 0: BaseURL 'ftp://a/' is not absolute with http or https")]
    [InlineData("[{\"BaseURL\":\"folder:///s/\",\"RelativeURL\":\"x.tgz\",\"FileName\":\"x.tgz\"}]", "open that folder itself")]
    [InlineData("[{\"BaseURL\":\"http://a/\",\"RelativeURL\":\"http://b/x.tgz\",\"FileName\":\"x.tgz\"}]", "item 0: RelativeURL 'http://b/x.tgz' is absolute")]
    [InlineData("[{\"BaseURL\":\"http://a/\",\"RelativeURL\":\"x.tgz\",\"FileName\":\"../x.tgz\"}]", "item 0: FileName '../x.tgz' is not the plain name of an archive")]
    [InlineData("[{\"BaseURL\":\"http://a/\",\"RelativeURL\":\"\\ud800\",\"FileName\":\"x.tgz\"}]", "item 0: beside or in 'RelativeURL' stands half a character")]
    [InlineData("[{\"\\udc00\":1,\"BaseURL\":\"http://a/\",\"FileName\":\"x.tgz\"}]", "item 0: beside or in 'RelativeURL' stands half a character")]
    [InlineData("[{\"BaseURL\":\"http://a/\",\"RelativeURL\":\"x.csv\",\"FileName\":\"x.csv\"}]", "item 0: FileName 'x.csv' is not the plain name of an archive")]
    public void A_mistake_is_named_with_its_file_item_and_remedy(string json, string words)
    {
        var error = Should.Throw<SubmissionSourceException>(() => Manifest.Parse(json, "m.json"));

        error.Message.ShouldContain("'m.json'");
        error.Message.ShouldContain(words);
        AttackLedger.Withstood("source", "a manifest that is not of its form", 1, "an error that names file, item and remedy");
    }

    [Fact]
    public void Every_mistake_is_reported_at_once()
    {
        var error = Should.Throw<SubmissionSourceException>(() => Manifest.Parse("""[{"BaseURL":"x","RelativeURL":"a.tgz","FileName":"a.tgz"},{},"b"]""", "m.json"));

        error.Message.ShouldStartWith("'m.json' has 5 mistakes: item 0: ");
        error.Message.ShouldContain("item 1: no 'BaseURL'; item 1: no 'RelativeURL'; item 1: no 'FileName'; item 2: a JSON string");
    }

    [Fact]
    public void The_same_item_twice_is_one_and_a_name_with_two_urls_is_a_mistake()
    {
        const string One = """{"BaseURL":"http://a/","RelativeURL":"x.tgz","FileName":"x.tgz"}""";
        Manifest.Parse($"[{One},{One}]", "m.json").ShouldSatisfyAllConditions(
            listing => listing.Items.Count.ShouldBe(1),
            listing => listing.Ignored.ShouldBe([new IgnoredLink("http://a/x.tgz", IgnoredReason.Duplicate)]));

        Should.Throw<SubmissionSourceException>(() => Manifest.Parse($"[{One},{One.Replace("//a/", "//b/", StringComparison.Ordinal)}]", "m.json"))
            .Message.ShouldContain("item 1: FileName 'x.tgz' is taken by item 0");
    }

    [Fact]
    public void A_page_holds_at_most_5000_items()
    {
        var items = Items(6_321);

        var pages = Manifest.Split(items).ToList();

        pages.Select(page => page.Items).ShouldBe([5_000, 1_321]);
        pages.SelectMany(Read).ShouldBe(items);
    }

    [Fact]
    public void A_page_holds_at_most_4_million_bytes()
    {
        var items = Items(4_200, new string('u', 1_500));

        var pages = Manifest.Split(items).ToList();

        pages.Count.ShouldBe(2);
        pages.ShouldAllBe(page => page.Content.Length <= 4_000_000);
        pages[0].Content.Length.ShouldBeGreaterThan(4_000_000 - 1_700);
        pages.SelectMany(Read).ShouldBe(items);
    }

    [Fact]
    public void Pages_keep_both_limits_and_every_item_whatever_the_lengths()
    {
        Gen.Int[0, 120].Array[0, 60].Select(Gen.Int[1, 9], Gen.Int[230, 600]).Sample((lengths, maxItems, maxBytes) =>
        {
            var items = lengths.Select((length, i) => new SubmissionItem("http://a/", new string('é', length), $"{i}.tgz")).ToList();
            var pages = Manifest.Split(items, maxItems, maxBytes + 100).ToList();

            pages.ShouldAllBe(page => page.Items <= maxItems && page.Items > 0 && page.Content.Length <= maxBytes + 100);
            pages.SelectMany(Read).ShouldBe(items);
        }, iter: 200);
    }

    [Fact]
    public void An_item_longer_than_a_page_is_named()
    {
        Should.Throw<SubmissionSourceException>(() => Manifest.Split(Items(1, new string('u', 300)), 5, 200).ToList())
            .Message.ShouldContain("'0000.tgz'");
    }

    [Fact]
    public void A_page_has_exactly_the_three_properties_of_the_form()
    {
        var page = Manifest.Split([new SubmissionItem("http://a/ü/", "x%20y.tgz", "x y.tgz")]).ShouldHaveSingleItem();

        Encoding.UTF8.GetString(page.Content.Span).ShouldBe("[\n{\"BaseURL\":\"http://a/ü/\",\"RelativeURL\":\"x%20y.tgz\",\"FileName\":\"x y.tgz\"}\n]\n");
    }

    private static List<SubmissionItem> Items(int count, string folder = "f") =>
        [.. Enumerable.Range(0, count).Select(i => new SubmissionItem("http://a.example/", $"{folder}/{i:D4}.tgz", $"{i:D4}.tgz"))];

    private static List<SubmissionItem> Read(ManifestPage page) => JsonSerializer.Deserialize<List<SubmissionItem>>(page.Content.Span)!;
}
