using System.Net;
using System.Net.Sockets;
using VoiceLake.Bronze;
using VoiceLake.Tests.Support;

namespace VoiceLake.Tests.Bronze;

public sealed class SubmissionSourceTests : IDisposable
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_folder_is_listed_under_an_address_without_path_host_or_port()
    {
        Directory.CreateDirectory(_folder.PathOf("my samples"));
        await File.WriteAllTextAsync(_folder.PathOf("my samples", "a ü.tgz"), "x", Token);
        await File.WriteAllTextAsync(_folder.PathOf("my samples", "index.json"), "x", Token);

        var listing = await SubmissionSource.Open(_folder.PathOf("my samples")).ListAsync(cancellationToken: Token);

        listing.Source.ShouldBe("folder:///my%20samples/");
        listing.Items.ShouldBe([new SubmissionItem("folder:///my%20samples/", "a%20%C3%BC.tgz", "a ü.tgz")]);
        listing.Items[0].Url.ShouldBe("folder:///my%20samples/a%20%C3%BC.tgz");
        listing.Ignored.ShouldContain(new IgnoredLink("index.json", IgnoredReason.NotAnArchive));
    }

    [Fact]
    public async Task A_url_is_an_index_page_or_a_manifest_by_its_content()
    {
        await File.WriteAllTextAsync(_folder.PathOf("x.tgz"), "x", Token);
        await File.WriteAllTextAsync(_folder.PathOf("m"), "\n [{\"BaseURL\":\"http://a/\",\"RelativeURL\":\"y.tgz\",\"FileName\":\"y.tgz\"}]", Token);
        await using var server = await LoopbackServer.StartAsync(_folder.Path, Token);

        var page = await SubmissionSource.Open(server.Address.AbsoluteUri).ListAsync(cancellationToken: Token);
        var manifest = await SubmissionSource.Open(server.Address.AbsoluteUri + "m").ListAsync(cancellationToken: Token);

        page.Items.ShouldBe([new SubmissionItem(server.Address.AbsoluteUri, "x.tgz", "x.tgz")]);
        manifest.Items.ShouldBe([new SubmissionItem("http://a/", "y.tgz", "y.tgz")]);
    }

    [Fact]
    public async Task A_manifest_file_is_a_source_by_path_and_by_file_url()
    {
        var path = _folder.PathOf("m.json");
        await File.WriteAllTextAsync(path, "\uFEFF[{\"BaseURL\":\"http://a/\",\"RelativeURL\":\"y.tgz\",\"FileName\":\"y.tgz\"}]", Token);

        (await SubmissionSource.Open(path).ListAsync(cancellationToken: Token)).Items.Count.ShouldBe(1);
        (await SubmissionSource.Open(new Uri(path).AbsoluteUri).ListAsync(cancellationToken: Token)).Source.ShouldBe("m.json");
    }

    [Theory]
    [InlineData("no such folder", "is neither a folder nor a file")]
    [InlineData("ftp://a/x/", "give an http or https URL, a folder, or a manifest file")]
    [InlineData("folder:///data-samples/", "give an http or https URL, a folder, or a manifest file")]
    public void What_is_no_source_is_said_to_be_none(string text, string words) =>
        Should.Throw<SubmissionSourceException>(() => SubmissionSource.Open(text)).Message.ShouldContain(words);

    [Fact]
    public async Task A_source_without_archives_is_an_error_that_says_what_is_looked_for()
    {
        await File.WriteAllTextAsync(_folder.PathOf("README"), "x", Token);
        Directory.CreateDirectory(_folder.PathOf("english"));

        var error = await Should.ThrowAsync<SubmissionSourceException>(() => SubmissionSource.Open(_folder.Path).ListAsync(cancellationToken: Token));

        error.Message.ShouldContain("is a folder without archives (2 other entries)");
        error.Message.ShouldContain(".tgz, .tar.gz, .tar, .zip");
        error.Message.ShouldEndWith("Subfolders are not looked into: give one of them, such as 'english/'.");
    }

    [Fact]
    public async Task A_folder_of_loose_clips_is_named_as_it_was_given_with_what_to_do()
    {
        await File.WriteAllTextAsync(_folder.PathOf("a0001.wav"), "x", Token);

        var error = await Should.ThrowAsync<SubmissionSourceException>(() => SubmissionSource.Open(_folder.Path).ListAsync(cancellationToken: Token));

        error.Message.ShouldStartWith($"'{_folder.Path}' is a folder without archives");
        error.Message.ShouldContain("pack those of a speaker in the folder wav of an archive");
    }

    [Fact]
    public async Task A_page_that_is_not_there_is_named_with_its_status()
    {
        await using var server = await LoopbackServer.StartAsync(_folder.Path, Token);

        (await Should.ThrowAsync<SubmissionSourceException>(() => SubmissionSource.Open(server.Address + "none").ListAsync(cancellationToken: Token))).Message.ShouldContain("answered 404 Not Found");
    }

    [Theory]
    [InlineData("text/html; charset=iso-8859-1", new byte[] { 0xfc }, "%C3%BC.tgz")]
    [InlineData("text/html; charset=\"UTF-8\"", new byte[] { 0xc3, 0xbc }, "%C3%BC.tgz")]
    [InlineData("text/html; charset=of-nobody", new byte[] { 0xc3, 0xbc }, "%C3%BC.tgz")]
    [InlineData("text/html", new byte[] { 0xc3, 0xbc }, "%C3%BC.tgz")]
    public async Task A_page_is_read_in_the_character_set_it_states(string type, byte[] letter, string relative)
    {
        await using var server = new ScriptedServer(_ => new Answer(200, [.. "<a href='"u8, .. letter, .. ".tgz'>x</a>"u8], "Content-Type: " + type));

        (await SubmissionSource.Open(server.Address.AbsoluteUri).ListAsync(cancellationToken: Token)).Items.ShouldHaveSingleItem().RelativeUrl.ShouldBe(relative);
    }

    [Fact]
    public async Task A_page_that_is_cut_or_busy_is_asked_for_again()
    {
        var page = "<pre><a href='x.tgz'>x</a><a href='y.tgz'>y</a></pre>"u8.ToArray();
        await using var server = new ScriptedServer(request => request.Number switch
        {
            1 => new Answer(503),
            2 => new Answer(200, page) { CutAfter = 30 },
            3 => new Answer(301, null, "Location: /moved/"),
            _ => new Answer(404),
        } is var answer && request.Path == "/moved/" ? new Answer(200, page) { Framing = Framing.Chunks } : answer);

        var listing = await SubmissionSource.Open(server.Address.AbsoluteUri).ListAsync(new BronzeOptions { RetryDelay = TimeSpan.Zero }, Token);

        listing.Items.Select(item => item.Url).ShouldBe([server.Address + "moved/x.tgz", server.Address + "moved/y.tgz"]);
    }

    [Fact]
    public async Task An_address_at_which_nobody_answers_is_said_so_in_one_sentence_within_seconds()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var address = $"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}/";
        free.Stop();

        var time = new ImpatientTime();
        var error = await Should.ThrowAsync<SubmissionSourceException>(() => SubmissionSource.Open(address).ListAsync(new BronzeOptions { TimeProvider = time }, Token));

        time.Waits.Count.ShouldBe(2);
        time.Waits.Sum(wait => wait.TotalSeconds).ShouldBeLessThan(8);
        error.Message.ShouldStartWith($"Nobody answers at '{address}' (");
        error.Message.ShouldEndWith("check host and port, or try again when the site is up.");
        error.InnerException.ShouldBeNull();
    }

    [Fact]
    public void One_archive_is_no_source()
    {
        File.WriteAllText(_folder.PathOf("x.tgz"), "x");

        Should.Throw<SubmissionSourceException>(() => SubmissionSource.Open(_folder.PathOf("x.tgz"))).Message.ShouldContain("give the folder that holds it");
    }
}
