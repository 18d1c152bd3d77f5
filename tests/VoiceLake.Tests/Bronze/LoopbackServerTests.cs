using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using VoiceLake.Bronze;
using VoiceLake.Tests.Support;

namespace VoiceLake.Tests.Bronze;

public sealed class LoopbackServerTests : IAsyncLifetime, IDisposable
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private readonly TemporaryFolder _folder = new();
    private readonly byte[] _content = RandomNumberGenerator.GetBytes(10_000);
    private readonly HttpClient _http = new();
    private LoopbackServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        await File.WriteAllBytesAsync(_folder.PathOf("a b.tgz"), _content, Token);
        await File.WriteAllTextAsync(_folder.PathOf("README <1>.txt"), "hello", Token);
        await File.WriteAllTextAsync(_folder.PathOf(".hidden.tgz"), "no", Token);
        Directory.CreateDirectory(_folder.PathOf("deeper"));
        _server = await LoopbackServer.StartAsync(_folder.Path, Token);
        _http.BaseAddress = _server.Address;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    public void Dispose()
    {
        _http.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task An_unreliable_server_fails_once_for_every_so_many_files()
    {
        foreach (var name in (string[])["c.tgz", "d.tgz"])
        {
            await File.WriteAllBytesAsync(_folder.PathOf(name), _content, Token);
        }

        await using var server = await LoopbackServer.StartUnreliableAsync(_folder.Path, failEvery: 2, Token);
        var answers = new List<HttpStatusCode>();
        foreach (var name in (string[])["a%20b.tgz", "c.tgz", "d.tgz", "d.tgz"])
        {
            using var answer = await _http.GetAsync(new Uri(server.Address, name), Token);
            answers.Add(answer.StatusCode);
        }

        // By name: README <1>.txt, a b.tgz, c.tgz, d.tgz.
        answers.ShouldBe([HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK]);
    }

    [Fact]
    public async Task The_index_page_is_read_like_any_other()
    {
        var listing = IndexPage.Parse(await _http.GetStringAsync("", Token), _server.Address);

        listing.Items.ShouldHaveSingleItem().FileName.ShouldBe("a b.tgz");
        listing.Ignored.Select(link => link.Reason).ShouldBe([IgnoredReason.Query, IgnoredReason.Query, IgnoredReason.Query, IgnoredReason.Elsewhere, IgnoredReason.NotAnArchive]);
        _server.Address.Host.ShouldBe("127.0.0.1");
    }

    [Fact]
    public async Task A_file_comes_whole_with_length_tag_time_and_digest()
    {
        using var response = await _http.GetAsync("a%20b.tgz", Token);

        (await response.Content.ReadAsByteArrayAsync(Token)).ShouldBe(_content);
        response.Content.Headers.ContentLength.ShouldBe(10_000);
        response.Headers.ETag!.IsWeak.ShouldBeFalse();
        response.Content.Headers.LastModified.ShouldNotBeNull();
        response.Headers.GetValues("Repr-Digest").ShouldBe([$"sha-256=:{Convert.ToBase64String(SHA256.HashData(_content))}:"]);
    }

    [Fact]
    public async Task The_entity_tag_follows_the_content_and_not_the_time()
    {
        var first = await TagAsync();
        File.SetLastWriteTimeUtc(_folder.PathOf("a b.tgz"), new DateTime(2008, 3, 18, 0, 0, 0, DateTimeKind.Utc));
        var touched = await TagAsync();
        await File.WriteAllBytesAsync(_folder.PathOf("a b.tgz"), [.. _content.Reverse()], Token);
        var changed = await TagAsync();

        touched.ShouldBe(first);
        changed.ShouldNotBe(first);
    }

    [Fact]
    public async Task A_range_brings_its_part_and_another_tag_the_whole()
    {
        var tag = EntityTagHeaderValue.Parse(await TagAsync());

        using var part = await SendAsync(request => (request.Headers.Range, request.Headers.IfRange) = (new RangeHeaderValue(9_990, null), new RangeConditionHeaderValue(tag)));
        using var whole = await SendAsync(request => (request.Headers.Range, request.Headers.IfRange) = (new RangeHeaderValue(9_990, null), new RangeConditionHeaderValue("\"other\"")));
        using var past = await SendAsync(request => request.Headers.Range = new RangeHeaderValue(10_000, null));

        part.StatusCode.ShouldBe(HttpStatusCode.PartialContent);
        part.Content.Headers.ContentRange!.ToString().ShouldBe("bytes 9990-9999/10000");
        (await part.Content.ReadAsByteArrayAsync(Token)).ShouldBe(_content[9_990..]);
        whole.StatusCode.ShouldBe(HttpStatusCode.OK);
        past.StatusCode.ShouldBe(HttpStatusCode.RequestedRangeNotSatisfiable);
        past.Content.Headers.ContentRange!.ToString().ShouldBe("bytes */10000");
    }

    [Fact]
    public async Task What_is_unchanged_is_not_sent_again()
    {
        var tag = EntityTagHeaderValue.Parse(await TagAsync());

        using var unchanged = await SendAsync(request => request.Headers.IfNoneMatch.Add(tag));
        using var head = await SendAsync(request => request.Method = HttpMethod.Head);

        unchanged.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        head.Content.Headers.ContentLength.ShouldBe(10_000);
        (await head.Content.ReadAsByteArrayAsync(Token)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("nothing.tgz")]
    [InlineData(".hidden.tgz")]
    [InlineData("deeper")]
    [InlineData("..%2F..%2Fetc%2Fpasswd")]
    public async Task Nothing_outside_the_listed_files_is_served(string name)
    {
        using var response = await _http.GetAsync(name, Token);

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        AttackLedger.Withstood("host", "paths out of the served folder", 1, "not found");
    }

    [Theory]
    [InlineData("to-nothing.tgz", "nowhere")]
    [InlineData("in-a-circle.tgz", "in-a-circle.tgz")]
    public async Task A_link_to_nothing_is_not_listed_and_not_found_at_once(string name, string target)
    {
        File.CreateSymbolicLink(_folder.PathOf(name), target);

        using var response = await _http.GetAsync(name, Token);

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        response.ReasonPhrase.ShouldBe("Not Found: it is a link to nothing");
        (await _http.GetStringAsync("", Token)).ShouldNotContain(name);
    }

    [Fact]
    public async Task A_link_is_listed_and_served_as_the_file_it_leads_to()
    {
        File.CreateSymbolicLink(_folder.PathOf("link.tgz"), "a b.tgz");

        (await _http.GetByteArrayAsync("link.tgz", Token)).ShouldBe(_content);
        (await _http.GetStringAsync("", Token)).Split('\n').Single(line => line.Contains("link.tgz")).ShouldEndWith("  10000");
    }

    [Fact]
    public async Task A_link_whose_file_changes_gets_a_new_tag()
    {
        File.CreateSymbolicLink(_folder.PathOf("link.tgz"), "a b.tgz");
        using var before = await _http.GetAsync("link.tgz", Token);
        await File.WriteAllBytesAsync(_folder.PathOf("a b.tgz"), [.. _content, 1], Token);
        using var after = await _http.GetAsync("link.tgz", Token);

        after.Headers.ETag.ShouldNotBe(before.Headers.ETag);
    }

    [Fact]
    public async Task A_missing_folder_is_named()
    {
        (await Should.ThrowAsync<DirectoryNotFoundException>(() => LoopbackServer.StartAsync(_folder.PathOf("none"), Token))).Message.ShouldContain("none");
    }

    private async Task<string> TagAsync()
    {
        using var response = await SendAsync(request => request.Method = HttpMethod.Head);
        return response.Headers.ETag!.ToString();
    }

    private async Task<HttpResponseMessage> SendAsync(Action<HttpRequestMessage> shape)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "a%20b.tgz");
        shape(request);
        return await _http.SendAsync(request, Token);
    }
}
