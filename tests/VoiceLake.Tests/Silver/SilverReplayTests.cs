using VoiceLake.Lake;
using VoiceLake.Silver;
using VoiceLake.Tests.Stages;
using VoiceLake.Tests.Support;

namespace VoiceLake.Tests.Silver;

public sealed class SilverReplayTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(9)]
    [InlineData(11)]
    public async Task A_run_that_dies_at_any_commit_is_replayed_to_equal_tables(int commitsBeforeDeath)
    {
        var archives = Archives();
        var options = new SilverOptions { BatchArchives = 2 };
        var undisturbed = DataLake.Open(_folder.PathOf("undisturbed"));
        await SilverLake.PutAsync(undisturbed, archives);
        await RunAsync(undisturbed, options);

        var lake = DataLake.Open(_folder.PathOf("lake"));
        await SilverLake.PutAsync(lake, archives);
        var mortal = new DataLake(new MortalStore(lake.Store, commitsBeforeDeath));
        await Should.ThrowAsync<PowerCutException>(() => RunAsync(mortal, options));
        var report = await RunAsync(lake, options);

        report.Submissions.In.ShouldBe(6);
        report.Clips.In.ShouldBe(17);
        (await SilverLake.RowsAsync(lake)).ShouldEqual(await SilverLake.RowsAsync(undisturbed));
        (await RunAsync(lake, options)).Decoded.ShouldBe(0);
        AttackLedger.Withstood("machine", "silver dies at a commit", 1, "the next run completes to equal tables");
    }

    [Theory]
    [InlineData(SilverStage.ClipsTable)]
    [InlineData(SilverStage.QuarantineTable)]
    [InlineData(SilverStage.SubmissionsTable)]
    public async Task A_commit_that_was_lost_is_noticed_and_its_archives_are_decoded_again(string table)
    {
        var options = new SilverOptions { BatchArchives = 2 };
        var lake = DataLake.Open(_folder.PathOf("lake"));
        await SilverLake.PutAsync(lake, Archives());
        await RunAsync(lake, options);
        var whole = await SilverLake.RowsAsync(lake);

        LostCommits.TakeNewest(_folder, "lake", table);
        var report = await RunAsync(lake, options);

        report.Submissions.Unchanged.ShouldBe(4);
        (await SilverLake.RowsAsync(lake)).ShouldEqual(whole);
        (await RunAsync(lake, options)).Submissions.Unchanged.ShouldBe(6);
        AttackLedger.Withstood("lake", "a commit is lost", 1, "noticed and made up for, tables equal");
    }

    [Fact]
    public async Task Tables_that_are_gone_altogether_are_made_again()
    {
        var lake = DataLake.Open(_folder.PathOf("lake"));
        await SilverLake.PutAsync(lake, Archives());
        await RunAsync(lake, new());
        var whole = await SilverLake.RowsAsync(lake);
        await lake.DeleteAsync("silver/tables/clips", recursive: true, TestContext.Current.CancellationToken);

        await RunAsync(lake, new());

        (await SilverLake.RowsAsync(lake)).ShouldEqual(whole);
    }

    [Fact]
    public async Task Clips_of_a_run_with_other_options_that_died_are_not_taken_for_those_of_this_one()
    {
        var lake = DataLake.Open(_folder.PathOf("lake"));
        await SilverLake.PutAsync(lake, ("a-20100203-abc.tgz", ArchiveBuilder.Whole(1).Clip("wav/z.wav", Wav.Of([.. new short[8_000], .. Enumerable.Repeat<short>(8_000, 8_000)], 16_000)).Tgz()));
        await RunAsync(lake, new());
        var whole = await SilverLake.RowsAsync(lake);
        var trimmed = new SilverOptions { Trim = new() };
        await Should.ThrowAsync<PowerCutException>(() => RunAsync(new DataLake(new MortalStore(lake.Store, commits: 1)), trimmed));

        await RunAsync(lake, new());

        (await SilverLake.RowsAsync(lake)).ShouldEqual(whole);
    }

    private static (string, byte[])[] Archives() =>
        [.. Enumerable.Range(0, 6).Select(n => ($"user{n}-20100203-abc.tgz", n == 3 ? "broken"u8.ToArray() : ArchiveBuilder.Whole(2 + (n % 2)).Clip("wav/z.wav", []).Tgz()))];

    private static Task<SilverReport> RunAsync(DataLake lake, SilverOptions options) => SilverStage.RunAsync(lake, options, cancellationToken: TestContext.Current.CancellationToken);
}
