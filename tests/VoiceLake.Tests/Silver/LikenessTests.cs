using VoiceLake.Gold;
using VoiceLake.Lake;
using VoiceLake.Quality;
using VoiceLake.Silver;
using VoiceLake.Tests.Support;

namespace VoiceLake.Tests.Silver;

/// <summary>Archives that are like another, and archives that are not what they are called.</summary>
public sealed class LikenessTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly DataLake _lake;

    public LikenessTests() => _lake = DataLake.Open(_folder.Path);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Users_that_differ_in_capitals_alone_are_two_speakers_of_one_split_and_a_finding()
    {
        var rows = await RunAsync(("John-20100203-abc.tgz", Of("John", 1)), ("john-20100204-abc.tgz", Of("john", 2)), ("john-20100205-abc.tgz", Of("john", 3)));

        rows.Submissions.Select(row => row.Speaker).ShouldBe(["John", "john", "john"]);
        rows.Quarantine.Select(row => (row.Rule, row.Submission)).ShouldBe([("speaker-spelling", "john-20100204-abc"), ("speaker-spelling", "john-20100205-abc")]);
        rows.Quarantine[0].Detail.ShouldBe("'John-20100203-abc.tgz' writes 'John', this one 'john'.");
        rows.Submissions.Select(row => SpeakerSplit.Of(row.Speaker)).Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public async Task Archives_of_the_same_bytes_have_one_speaker_and_are_a_finding()
    {
        var archive = ArchiveBuilder.Whole().Without("etc/README").Text("etc/README", "Gender: Female").Tgz();
        var rows = await RunAsync(("anna-20100203-abc.tgz", archive), ("anonymous-20100203-abc.tgz", archive), ("bella-20100203-abc.tgz", Of("bella", 2)));

        rows.Clips.Select(clip => clip.Speaker).Distinct().ShouldBe(["anna", "bella"]);
        rows.Clips.Count.ShouldBe(8);
        (rows.Quarantine.Single().Rule, rows.Quarantine[0].Submission, rows.Quarantine[0].Detail).ShouldBe(("duplicate-archive", "anonymous-20100203-abc", "'anna-20100203-abc.tgz' has the same bytes."));
    }

    [Fact]
    public async Task What_is_said_of_an_archive_follows_the_others_that_come_and_go()
    {
        var archive = ArchiveBuilder.Whole().Without("etc/README").Text("etc/README", "Gender: Female").Tgz();
        (await RunAsync(("bert-20100203-abc.tgz", archive))).Quarantine.ShouldBeEmpty();
        (await RunAsync(("anna-20100203-abc.tgz", archive))).Quarantine.Select(row => (row.Rule, row.Submission)).ShouldBe([("duplicate-archive", "bert-20100203-abc")]);
        (await RunAsync(("anna-20100203-abc.tgz", Of("anna", 4)))).Quarantine.ShouldBeEmpty();
        (await SilverStage.RunAsync(_lake, cancellationToken: TestContext.Current.CancellationToken)).Submissions.Unchanged.ShouldBe(2);
    }

    [Theory]
    [InlineData("someone-20100203-abc.tgz", "someone", false)]
    [InlineData("someone-20100203-abc.tgz", "[SomeOne]; ", false)]
    [InlineData("someone-20100203-abc.tgz", "", false)]
    [InlineData("someone-20100203-abc.tgz", "other", true)]
    [InlineData("anonymous-20100203-abc.tgz", "someone", true)]
    [InlineData("someone-20100203-abc.tgz", "anonymous", true)]
    [InlineData("anonymous-20100203-abc.tgz", "anonimo", false)]
    [InlineData("an4.tgz", "someone", false)]
    public async Task A_readme_that_names_another_user_than_the_archive_is_a_finding(string archive, string user, bool differs)
    {
        var rows = await RunAsync((archive, Of(user, 1)));
        rows.Quarantine.Count(row => row.Rule == "user-differs").ShouldBe(differs ? 1 : 0);
        rows.Submissions.Single().UserRaw.ShouldBe(user);
    }

    [Fact]
    public async Task A_blank_in_an_archives_name_keeps_its_prompts()
    {
        var rows = await RunAsync(("some one-20100203-abc.tgz", ArchiveBuilder.Whole(folder: "some one-20100203-abc").Without("etc/README").Text("etc/README", "Gender: Male").Tgz()));
        rows.Clips.Select(clip => (clip.Speaker, clip.PromptWords)).ShouldBe([("some one", "WORDS OF CLIP 1"), ("some one", "WORDS OF CLIP 2"), ("some one", "WORDS OF CLIP 3")]);
        rows.Quarantine.ShouldBeEmpty();
    }

    private static byte[] Of(string user, int clips) =>
        ArchiveBuilder.Whole(clips).Without("etc/README").Text("etc/README", ArchiveBuilder.Readme.Replace("User Name:someone", $"User Name:{user}", StringComparison.Ordinal)).Tgz();

    private async Task<SilverRows> RunAsync(params (string Name, byte[] Content)[] archives)
    {
        await SilverLake.PutAsync(_lake, archives);
        await SilverStage.RunAsync(_lake, cancellationToken: TestContext.Current.CancellationToken);
        return await SilverLake.RowsAsync(_lake);
    }
}
