using VoiceLake.Features;
using VoiceLake.Gold;
using VoiceLake.Lake;
using VoiceLake.Silver;
using VoiceLake.Tests.Stages;
using VoiceLake.Tests.Support;

namespace VoiceLake.Tests.Gold;

public class GoldReplayTests
{
    private static readonly GoldOptions Small = new() { CommitWindows = 3 };
    private static readonly SilverClip[] Clips =
        [.. Enumerable.Range(0, 6).Select(n => SilverClips.Clip($"s-{n}/one", $"speaker{n}", samples: 40_000 + (9_000 * n), seed: n))];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    public async Task A_run_that_dies_at_any_commit_is_taken_up_to_equal_tables(int commitsBeforeDeath)
    {
        using var gold = new GoldLake();
        await SilverClips.WriteAsync(gold.Lake, Clips);
        var mortal = new DataLake(new MortalStore(gold.Lake.Store, commitsBeforeDeath));
        await Should.ThrowAsync<PowerCutException>(() => GoldStage.RunAsync(mortal, Small, cancellationToken: TestContext.Current.CancellationToken));

        await gold.RunAsync(options: Small);

        await ShouldBeAsMadeAtOnceAsync(gold, Clips);
        AttackLedger.Withstood("machine", "gold dies at a commit", 1, "the next run completes to equal tables");
    }

    [Theory]
    [InlineData("gold.windows")]
    [InlineData("gold.clip_features")]
    [InlineData("gold.splits")]
    [InlineData("gold.scaler")]
    [InlineData("gold.feature_dictionary")]
    public async Task A_commit_that_was_lost_is_made_up_for(string table)
    {
        using var gold = new GoldLake();
        await gold.RunAsync(Clips[..4], Small);
        await gold.RunAsync(Clips, Small);
        gold.LoseNewestCommit(table);

        var report = await gold.RunAsync(options: Small);

        (report.Clips.Good > 0).ShouldBe(table is "gold.windows" or "gold.clip_features");
        await ShouldBeAsMadeAtOnceAsync(gold, Clips);
        AttackLedger.Withstood("lake", "a commit is lost", 1, "noticed and made up for, tables equal");
    }

    [Fact]
    public async Task A_scaler_is_fitted_again_where_other_windows_took_the_place_of_a_commit_that_was_lost()
    {
        using var gold = new GoldLake();
        await gold.RunAsync(Clips[..4]);
        await gold.RunAsync(Clips[..5]);
        gold.LoseNewestCommit("gold.windows");
        SilverClip[] others = [.. Clips[..4], SilverClips.Clip("s-9/one", Clips.First(clip => SpeakerSplit.Of(clip.Speaker) == SpeakerSplit.Train).Speaker, seed: 9)];

        await gold.RunAsync(others);

        await ShouldBeAsMadeAtOnceAsync(gold, others);
    }

    private static async Task ShouldBeAsMadeAtOnceAsync(GoldLake gold, SilverClip[] clips)
    {
        using var fresh = new GoldLake();
        await fresh.RunAsync(clips);
        (await gold.WindowsAsync()).ShouldBe(await fresh.WindowsAsync());
        (await gold.ClipFeaturesAsync()).ShouldBe(await fresh.ClipFeaturesAsync());
        (await gold.ReadAsync<FeatureScale>("gold.scaler")).ShouldBe(await fresh.ReadAsync<FeatureScale>("gold.scaler"));
        (await gold.ReadAsync<GoldSplit>("gold.splits")).ShouldBe(await fresh.ReadAsync<GoldSplit>("gold.splits"));
        (await gold.ReadAsync<GoldFeature>("gold.feature_dictionary")).ShouldBe(await fresh.ReadAsync<GoldFeature>("gold.feature_dictionary"));
        var before = gold.Files();
        (await gold.RunAsync()).Clips.Good.ShouldBe(0);
        gold.Files().ShouldBe(before, ignoreOrder: true);
    }
}
