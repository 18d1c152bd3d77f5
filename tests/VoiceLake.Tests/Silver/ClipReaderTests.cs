using VoiceLake.Lake;
using VoiceLake.Silver;
using VoiceLake.Tests.Support;

namespace VoiceLake.Tests.Silver;

public sealed class ClipReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_woman_and_a_man_are_preferred_each_with_the_longest_clip_of_up_to_five_seconds()
    {
        var lake = await LakeOf(Clip("a/1", "a", "male", 4), Clip("b/1", "b", "female", 3), Clip("b/2", "b", "female", 4.5), Clip("b/3", "b", "female", 9));

        var voices = await ClipReader.TwoVoicesAsync(lake, TestContext.Current.CancellationToken);

        voices.First.Clip.ShouldBe("b/2");
        voices.Second.Clip.ShouldBe("a/1");
    }

    [Fact]
    public async Task A_lake_of_one_speaker_gives_two_of_his_clips()
    {
        var lake = await LakeOf(Clip("a/1", "a", "male", 4), Clip("a/2", "a", "male", 3));

        var voices = await ClipReader.TwoVoicesAsync(lake, TestContext.Current.CancellationToken);

        voices.First.Clip.ShouldBe("a/1");
        voices.Second.Clip.ShouldBe("a/2");
    }

    [Fact]
    public async Task Where_all_clips_are_long_the_shortest_is_taken_and_one_clip_is_given_twice()
    {
        var voices = await ClipReader.TwoVoicesAsync(await LakeOf(Clip("a/1", "a", "unknown", 40)), TestContext.Current.CancellationToken);

        voices.First.Clip.ShouldBe("a/1");
        voices.Second.Clip.ShouldBe("a/1");
    }

    [Fact]
    public async Task A_lake_of_silence_says_what_to_do()
    {
        var lake = await LakeOf(Clip("a/1", "a", "male", 4) with { Silent = true });

        var refusal = await Should.ThrowAsync<LakeException>(() => ClipReader.TwoVoicesAsync(lake, TestContext.Current.CancellationToken));

        refusal.Message.ShouldContain("run notebooks 01-extract-to-bronze and 02-silver-decode-and-cast on a source with sound");
    }

    private async Task<DataLake> LakeOf(params SilverClip[] clips)
    {
        var lake = DataLake.Open(_folder.Path);
        await lake.Table(SilverStage.ClipsTable).OverwriteAsync(clips, cancellationToken: TestContext.Current.CancellationToken);
        return lake;
    }

    private static SilverClip Clip(string clip, string speaker, string gender, double seconds) => new(
        clip, speaker, speaker, gender, "en", null, [0, 1], 16_000, 16_000, 1, 16, "wav/pcm_s16le", (long)(seconds * 16_000), seconds, -1, -2, 0, false, 0, 0, "", "run");
}
