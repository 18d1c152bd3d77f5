using VoiceLake.Extraction;

namespace VoiceLake.Tests.Extraction;

public sealed class ClipSearchTests : IDisposable
{
    private readonly ClipFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Links_that_lead_round_come_to_an_end()
    {
        _folder.Write("in/a.wav");
        _folder.Write("in/deep/b.wav", 2);
        Directory.CreateSymbolicLink(_folder.PathOf("in", "deep", "again"), _folder.In);
        Directory.CreateSymbolicLink(_folder.PathOf("in", "self"), ".");
        Directory.CreateSymbolicLink(_folder.PathOf("in", "up"), "..");

        var report = await _folder.RunAsync("voice20");

        report.Clips.ShouldBe(2);
        _folder.Clips().ShouldBe(["a", "b"]);
    }

    [Fact]
    public async Task A_folder_outside_is_searched_once_however_many_links_lead_there()
    {
        _folder.Write("in/x.wav");
        _folder.Write("outside/x.wav", 2);
        Directory.CreateSymbolicLink(_folder.PathOf("in", "one"), _folder.PathOf("outside"));
        Directory.CreateSymbolicLink(_folder.PathOf("in", "two"), Path.Combine("..", "outside"));

        await _folder.RunAsync("voice20");

        _folder.Clips().ShouldBe(["one/x", "x"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_folder_of_the_tree_is_named_by_its_place_there_and_not_by_a_link()
    {
        _folder.Write("in/x.wav");
        _folder.Write("in/place/x.wav", 2);
        Directory.CreateSymbolicLink(_folder.PathOf("in", "a-link"), "place");

        await _folder.RunAsync("voice20");

        _folder.Clips().ShouldBe(["place/x", "x"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_folder_that_is_named_by_two_paths_is_taken_once()
    {
        _folder.Write("in/deep/a.wav");
        Directory.CreateSymbolicLink(_folder.PathOf("other"), "in");

        var report = await _folder.RunAsync([_folder.PathOf("other"), _folder.PathOf("in", "deep"), _folder.In, _folder.PathOf("in", "deep", "a.wav")], ["voice20"]);

        report.Clips.ShouldBe(1);
        report.Succeeded.ShouldBeTrue();
    }

    [Fact]
    public async Task A_link_that_leads_nowhere_is_reported_by_its_own_name()
    {
        _folder.Write("in/a.wav");
        File.CreateSymbolicLink(_folder.PathOf("in", "b.wav"), "nowhere.wav");

        var report = await _folder.RunAsync("voice20");

        report.Failures.ShouldHaveSingleItem().Reason.ShouldMatch(@"in.b\.wav: it is a link to '.*nowhere\.wav', which is no file: mend the link");
        _folder.Clips().ShouldBe(["a"]);
    }

    [Fact]
    public async Task Only_folders_without_sound_are_refused()
    {
        Directory.CreateDirectory(_folder.In);
        Directory.CreateSymbolicLink(_folder.PathOf("in", "self"), ".");
        (await Should.ThrowAsync<ExtractionException>(() => _folder.RunAsync("voice20"))).Message.ShouldContain("holds no .wav or .flac file");
    }
}
