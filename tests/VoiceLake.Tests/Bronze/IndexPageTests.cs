using VoiceLake.Bronze;
using VoiceLake.Tests.Support;

namespace VoiceLake.Tests.Bronze;

public class IndexPageTests
{
    private static readonly Uri Page = new("http://corpus.example/Audio/16kHz/");

    [Theory]
    [InlineData("Aaron-20080318-kdl.tgz")]
    [InlineData("Toyo-20080229-ogz.zip.tgz")]
    [InlineData("x.tar.gz")]
    [InlineData("x.tar")]
    [InlineData("x.zip")]
    [InlineData("X-20080101-abc.TGZ")]
    public void A_link_to_an_archive_directly_below_the_page_is_a_submission(string name)
    {
        var listing = IndexPage.Parse($"<pre><a href=\"{name}\">{name}</a></pre>", Page);

        listing.Items.ShouldBe([new SubmissionItem("http://corpus.example/Audio/16kHz/", name, name)]);
        listing.Ignored.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("?C=N;O=D", IgnoredReason.Query)]
    [InlineData("x.tgz?C=N", IgnoredReason.Query)]
    [InlineData("../", IgnoredReason.Elsewhere)]
    [InlineData("/Audio/", IgnoredReason.Elsewhere)]
    [InlineData("../8kHz/x.tgz", IgnoredReason.Elsewhere)]
    [InlineData("deeper/x.tgz", IgnoredReason.Elsewhere)]
    [InlineData("http://mirror.example/Audio/16kHz/x.tgz", IgnoredReason.Elsewhere)]
    [InlineData("https://corpus.example/Audio/16kHz/x.tgz", IgnoredReason.Elsewhere)]
    [InlineData("http://corpus.example:81/Audio/16kHz/x.tgz", IgnoredReason.Elsewhere)]
    [InlineData("mailto:x.tgz", IgnoredReason.Elsewhere)]
    [InlineData("README.txt", IgnoredReason.NotAnArchive)]
    [InlineData("deeper/", IgnoredReason.NotAnArchive)]
    [InlineData(".tgz", IgnoredReason.NotAnArchive)]
    [InlineData("#top", IgnoredReason.NotAnArchive)]
    [InlineData("..%2Fevil.tgz", IgnoredReason.UnusableName)]
    [InlineData("..%5Cevil.tgz", IgnoredReason.UnusableName)]
    [InlineData("line%0Abreak.tgz", IgnoredReason.UnusableName)]
    public void Every_other_link_is_ignored_with_its_reason(string reference, IgnoredReason reason)
    {
        var listing = IndexPage.Parse($"<pre><a href=\"{reference}\">x</a></pre>", Page);

        listing.Items.ShouldBeEmpty();
        listing.Ignored.ShouldBe([new IgnoredLink(reference, reason)]);
        AttackLedger.Withstood("source", "links that are no archives of the page", 1, "ignored with a reason");
    }

    [Theory]
    [InlineData("f%C3%BC%20%26%23.tgz", "fü &#.tgz", "f%C3%BC%20%26%23.tgz")]
    [InlineData("a+b.tgz", "a+b.tgz", "a+b.tgz")]
    [InlineData("100%25.tgz", "100%.tgz", "100%25.tgz")]
    [InlineData("./x.tgz", "x.tgz", "x.tgz")]
    [InlineData("/Audio/16kHz/x.tgz", "x.tgz", "x.tgz")]
    [InlineData("http://corpus.example/Audio/16kHz/x.tgz#part", "x.tgz", "x.tgz")]
    public void The_file_name_is_decoded_and_the_relative_url_stays_encoded(string reference, string fileName, string relative)
    {
        var item = IndexPage.Parse($"<a href=\"{reference}\">x</a>", Page).Items.ShouldHaveSingleItem();

        item.FileName.ShouldBe(fileName);
        item.RelativeUrl.ShouldBe(relative);
        new Uri(item.Url).AbsoluteUri.ShouldBe("http://corpus.example/Audio/16kHz/" + relative);
    }

    [Fact]
    public void A_duplicate_is_counted_once_and_items_stand_in_ordinal_order()
    {
        var listing = IndexPage.Parse("<a href='b.tgz'>b</a><a href='a.tgz'>a</a><a href='b.tgz'>b again</a><a href='B.tgz'>B</a><a>no link</a>", Page);

        listing.Items.Select(item => item.FileName).ShouldBe(["B.tgz", "a.tgz", "b.tgz"]);
        listing.Ignored.ShouldBe([new IgnoredLink("b.tgz", IgnoredReason.Duplicate)]);
    }

    [Fact]
    public void A_page_without_a_final_slash_has_its_links_beside_it()
    {
        var listing = IndexPage.Parse("<a href='x.tgz'>x</a>", new Uri("http://corpus.example/Audio/list.html?all=1"));

        listing.Source.ShouldBe("http://corpus.example/Audio/");
        listing.Items.ShouldHaveSingleItem().Url.ShouldBe("http://corpus.example/Audio/x.tgz");
    }
}
