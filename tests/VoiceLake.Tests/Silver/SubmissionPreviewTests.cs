using VoiceLake.Lake;
using VoiceLake.Silver;
using VoiceLake.Tests.Support;

namespace VoiceLake.Tests.Silver;

public sealed class SubmissionPreviewTests : IDisposable
{
    private const string WithoutClips = "a-20080101-aaa.tgz";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_lesson_begins_with_the_first_archive_that_holds_a_clip()
    {
        var lake = DataLake.Open(_folder.Path);
        await SilverLake.PutAsync(lake, Sample("mirabel-20090117-kho.tgz"), Sample("lucbriand-20120215-gys.tgz"), (WithoutClips, Sample("oldharbour-20170615-emp.tgz").Content));

        var preview = await SubmissionPreview.FirstWithClipsAsync(lake, cancellationToken: TestContext.Current.CancellationToken);

        preview.Submission.Archive.ShouldBe("lucbriand-20120215-gys.tgz");
        preview.Clips.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_lake_without_clips_says_what_to_do()
    {
        var lake = DataLake.Open(_folder.Path);
        await SilverLake.PutAsync(lake, (WithoutClips, [1, 2, 3]));

        var refusal = await Should.ThrowAsync<LakeException>(() => SubmissionPreview.FirstWithClipsAsync(lake, cancellationToken: TestContext.Current.CancellationToken));

        refusal.Message.ShouldBe("None of the 1 archives in bronze.submissions holds a clip that can be read: run notebook 01-extract-to-bronze on a source with WAV or FLAC clips.");
    }

    private static (string Name, byte[] Content) Sample(string name) => (name, File.ReadAllBytes(Repository.PathOf("data-samples", name)));
}
