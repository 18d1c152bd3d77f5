using System.Globalization;
using System.IO.Compression;
using System.Text;
using VoiceLake.Bronze;
using VoiceLake.Tests.Support;

namespace VoiceLake.Tests.Bronze;

/// <summary>A source that wants to do harm: what it sends is bounded in bytes and time, and what it cannot make believe is said by name.</summary>
public class HostileSourceTests
{
    private const string Tag = "ETag: \"v1\"";

    private static byte[] Archive => CopyScenario.Archive;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_body_without_end_is_cut_at_the_limit_and_nothing_of_it_is_kept()
    {
        await using var scenario = new CopyScenario(_ => new Answer(200, new byte[65_536], Tag) { Framing = Framing.Connection, Endless = true });
        scenario.Options = scenario.Options with { MaxArchiveBytes = 3_000_000 };

        var report = await scenario.RunAsync();

        var failure = report.Failures.ShouldHaveSingleItem();
        (failure.Rule, failure.Tries).ShouldBe(("copy-too-long", 1));
        failure.Detail.ShouldBe("more bytes came, and at most 3000000 are copied (MaxArchiveBytes)");
        (scenario.Kept(), scenario.Visible()).ShouldBe((0, null));
        report.BytesCopied.ShouldBeLessThanOrEqualTo(3_000_000);
        AttackLedger.Withstood("source", "a body without end", 1, "cut at the limit, a failure by name, nothing kept");
    }

    [Fact]
    public async Task A_length_beyond_the_limit_is_refused_before_a_byte_is_taken()
    {
        await using var scenario = new CopyScenario(_ => new Answer(200, Archive, Tag));
        scenario.Options = scenario.Options with { MaxArchiveBytes = Archive.Length - 1 };

        var report = await scenario.RunAsync();

        report.Failures.ShouldHaveSingleItem().Rule.ShouldBe("copy-too-long");
        (report.BytesCopied, scenario.Requests.Count).ShouldBe((0, 1));
        AttackLedger.Withstood("source", "a length beyond the limit", 1, "refused before a byte is taken");
    }

    [Theory]
    [InlineData(nameof(Framing.Length), 5_000)]
    [InlineData(nameof(Framing.Chunks), 5_000)]
    [InlineData(nameof(Framing.Connection), 5_000)]
    [InlineData(nameof(Framing.Length), 0)]
    public async Task A_body_shorter_than_it_claims_to_be_never_becomes_visible(string framing, int sent)
    {
        await using var scenario = new CopyScenario(_ => new Answer(200, Archive, Tag) { Framing = Enum.Parse<Framing>(framing), CutAfter = sent });

        var report = await scenario.RunAsync();

        report.Failures.ShouldHaveSingleItem().Rule.ShouldBe("copy-cut-short");
        scenario.Visible().ShouldBeNull();
        AttackLedger.Withstood("source", "a body shorter than it claims to be", 1, "never visible, a failure by name");
    }

    [Theory]
    [InlineData("Content-Range: bytes 0-{last}/{length}")]
    [InlineData("Content-Range: bytes 5001-{last}/{length}")]
    [InlineData("Content-Range: bytes 5000-4999/{length}")]
    [InlineData("Content-Range: bytes 5000-{last}/1")]
    [InlineData("Content-Range: bytes -5000")]
    [InlineData("Content-Range: pages 5000-{last}/{length}")]
    [InlineData("Content-Range: bytes 99999999999999999999-{last}/{length}")]
    [InlineData("X-No-Range: at-all")]
    public async Task A_part_under_a_range_that_lies_is_never_joined(string range)
    {
        var header = range.Replace("{last}", $"{Archive.Length - 1}", StringComparison.Ordinal).Replace("{length}", $"{Archive.Length}", StringComparison.Ordinal);
        await using var scenario = new CopyScenario(request => request["Range"] is null
            ? new Answer(200, Archive, Tag) { CutAfter = 5_000 }
            : new Answer(206, CopyScenario.OtherArchive[5_000..], header, Tag));

        var report = await scenario.RunAsync();

        report.Failures.ShouldHaveSingleItem().Rule.ShouldBeOneOf("copy-bad-range", "copy-cut-short");
        scenario.Visible().ShouldBeNull();
        AttackLedger.Withstood("source", "an answer to a range that lies", 1, "never joined, a failure by name");
    }

    [Fact]
    public async Task Other_bytes_under_the_right_range_and_tag_do_not_pass_where_the_source_states_a_digest()
    {
        var digest = $"Repr-Digest: sha-256=:{Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(Archive))}:";
        await using var scenario = new CopyScenario(request => request["Range"] is null
            ? new Answer(200, Archive, Tag, digest) { CutAfter = 5_000 }
            : new Answer(206, CopyScenario.OtherArchive[5_000..], Tag, $"Content-Range: bytes 5000-{Archive.Length - 1}/{Archive.Length}"));

        var report = await scenario.RunAsync();

        report.Failures.ShouldHaveSingleItem().Rule.ShouldBeOneOf("copy-bad-digest", "copy-cut-short");
        scenario.Visible().ShouldBeNull();
        AttackLedger.Withstood("source", "other bytes under the right range and tag", 1, "never visible where the source states a digest");
    }

    [Fact]
    public async Task Redirects_without_end_to_ever_new_addresses_are_given_up()
    {
        await using var scenario = new CopyScenario(request => new Answer(302, null, $"Location: {request.Path}x"));

        var failure = (await scenario.RunAsync()).Failures.ShouldHaveSingleItem();

        failure.Rule.ShouldBe("source-redirect");
        scenario.Requests.Count.ShouldBe(11);
        AttackLedger.Withstood("source", "redirects without end", 1, "given up after ten, a failure by name");
    }

    [Theory]
    [InlineData(200_000, 1)]
    [InlineData(10, 20_000)]
    public async Task A_head_without_measure_is_refused(int length, int headers)
    {
        var head = Enumerable.Range(0, headers).Select(n => $"X-Long-{n}: {new string('x', length)}").ToArray();
        await using var scenario = new CopyScenario(_ => new Answer(200, Archive, head));
        scenario.Options = scenario.Options with { MaxRetries = 0 };

        var failure = (await scenario.RunAsync()).Failures.ShouldHaveSingleItem();

        failure.Rule.ShouldBe("source-unreachable");
        failure.Detail.ShouldContain("headers");
        scenario.Visible().ShouldBeNull();
        AttackLedger.Withstood("source", "a head of the answer without measure", 1, "refused at 64 KiB, a failure by name");
    }

    [Fact]
    public async Task An_index_page_without_end_is_refused_at_its_limit()
    {
        var line = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("<a href=\"x.tgz\">x</a>\n", 1_000)));
        await using var server = new ScriptedServer(_ => new Answer(200, line) { Framing = Framing.Connection, Endless = true });

        var error = await Should.ThrowAsync<SubmissionSourceException>(() => SubmissionSource.Open(server.Address.AbsoluteUri).ListAsync(cancellationToken: Token));

        error.Message.ShouldBe($"'{server.Address}' is longer than 64 MiB: give an index page or a manifest, not an archive.");
        AttackLedger.Withstood("source", "an index page without end", 1, "refused at 64 MiB");
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("x-gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    public async Task A_page_that_comes_packed_unasked_is_read_and_a_bomb_in_it_refused(string encoding)
    {
        await using var server = new ScriptedServer(request => new Answer(200, Pack(encoding, request.Path == "/bomb/" ? 80 << 20 : 0), "Content-Encoding: " + encoding));

        var listing = await SubmissionSource.Open(server.Address + "page/").ListAsync(cancellationToken: Token);
        var error = await Should.ThrowAsync<SubmissionSourceException>(() => SubmissionSource.Open(server.Address + "bomb/").ListAsync(cancellationToken: Token));

        listing.Items.ShouldHaveSingleItem().FileName.ShouldBe("x.tgz");
        error.Message.ShouldContain("is longer than 64 MiB");
        AttackLedger.Withstood("source", "a page packed unasked, and a bomb in it", 2, "the page is read, the bomb refused at 64 MiB");
    }

    [Fact]
    public async Task A_page_packed_in_a_way_that_is_not_read_is_said()
    {
        await using var server = new ScriptedServer(_ => new Answer(200, [1, 2, 3], "Content-Encoding: zstd"));

        var error = await Should.ThrowAsync<SubmissionSourceException>(() => SubmissionSource.Open(server.Address.AbsoluteUri).ListAsync(cancellationToken: Token));

        error.Message.ShouldContain("came packed as 'zstd'");
        AttackLedger.Withstood("source", "a page packed in a way that is not read", 1, "an error by name");
    }

    [Theory]
    [InlineData("<a href=\"{0}.tgz\">x</a>\n", 1_000_000, 1_000_000)]
    [InlineData("<a href=\"javascript:alert({0})\">x</a>\n", 50_000, 0)]
    [InlineData("<a href=\"../../{0}.tgz\">x</a>\n", 50_000, 0)]
    [InlineData("<a href=\"http://127.0.0.1/{0}.tgz\">x</a>\n", 50_000, 0)]
    [InlineData("<b a{0}><p><a href=\"x.tgz\">\n", 50_000, 1)]
    [InlineData("<div><table><tr><td><a href=\"{0}\">", 50_000, 0)]
    [InlineData("<a href=\"{0}.tgz\" href=\"javascript:1\" {0}=1 x=<a>\n", 50_000, 50_000)]
    public void A_page_of_links_of_any_kind_is_read_in_memory_that_grows_with_it_and_no_more(string link, int links, int items)
    {
        var page = new StringBuilder();
        for (var n = 0; n < links; n++)
        {
            page.Append(CultureInfo.InvariantCulture, $"{link.Replace("{0}", n.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)}");
        }

        var html = page.ToString();
        var before = GC.GetAllocatedBytesForCurrentThread();
        var listing = IndexPage.Parse(html, new Uri("http://corpus.example/a/b/c/"));

        listing.Items.Count.ShouldBe(items);
        (listing.Items.Count + listing.Ignored.Count).ShouldBe(links);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(4_000L * links);
        AttackLedger.Withstood("source", "a page of up to a million links of any kind", 1, "read in memory that grows with the page and no more; what leads elsewhere is not followed");
    }

    [Theory]
    [InlineData("javascript:alert(1)//x.tgz")]
    [InlineData("JaVaScRiPt:x.tgz")]
    [InlineData("data:text/html,x.tgz")]
    [InlineData("file:///etc/x.tgz")]
    [InlineData("ftp://corpus.example/a/x.tgz")]
    [InlineData("//127.0.0.1/a/x.tgz")]
    [InlineData("\\\\127.0.0.1\\a\\x.tgz")]
    [InlineData("http://corpus.example@127.0.0.1/a/x.tgz")]
    [InlineData("http://corpus.example.evil.example/a/x.tgz")]
    [InlineData("../x.tgz")]
    [InlineData("..%2fx.tgz")]
    [InlineData("%2e%2e/x.tgz")]
    [InlineData("..\\x.tgz")]
    [InlineData("/x.tgz")]
    [InlineData("x%00.tgz")]
    [InlineData("x%0d%0aHost:evil.tgz")]
    [InlineData("%ff%fe.tgz%2f..%2f..%2fx.tgz")]
    public void A_link_that_leads_out_of_the_page_is_never_an_item(string reference)
    {
        var listing = IndexPage.Parse($"<a href=\"{reference}\">x</a>", new Uri("http://corpus.example/a/"));

        listing.Items.ShouldBeEmpty();
        listing.Ignored.ShouldHaveSingleItem().Reference.ShouldBe(reference);
        AttackLedger.Withstood("source", "links to scripts, other hosts and parent folders", 1, "ignored with a reason");
    }

    private static byte[] Pack(string encoding, int blanks)
    {
        using var packed = new MemoryStream();
        using (Stream packing = encoding switch
        {
            "br" => new BrotliStream(packed, CompressionLevel.Fastest, leaveOpen: true),
            "deflate" => new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true),
            _ => new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true),
        })
        {
            packing.Write("<a href=\"x.tgz\">x</a>"u8);
            var block = new byte[1 << 20];
            block.AsSpan().Fill((byte)' ');
            for (; blanks > 0; blanks -= block.Length)
            {
                packing.Write(block);
            }
        }

        return packed.ToArray();
    }
}
