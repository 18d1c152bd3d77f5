using CsCheck;
using VoiceLake.Gold;

namespace VoiceLake.Tests.Gold;

public class GoldSplitTests
{
    private static readonly string TrainSpeaker = First(SpeakerSplit.Train);
    private static readonly string TestSpeaker = First(SpeakerSplit.Test);

    [Fact]
    public void Splits_of_many_speakers_come_near_70_15_15()
    {
        var counts = Enumerable.Range(0, 20_000).CountBy(n => SpeakerSplit.Of($"speaker-{n}")).ToDictionary();
        (counts[SpeakerSplit.Train] / 20_000.0).ShouldBe(0.70, 0.01);
        (counts[SpeakerSplit.Validation] / 20_000.0).ShouldBe(0.15, 0.01);
        (counts[SpeakerSplit.Test] / 20_000.0).ShouldBe(0.15, 0.01);
    }

    [Theory]
    [InlineData("Aaron", "train")]
    [InlineData("anonymous-20080318-kdl", "validation")]
    [InlineData("Vorleser", "train")]
    [InlineData("test-1", "test")]
    [InlineData("zoë", "train")]
    public void A_speaker_keeps_the_split_for_good(string speaker, string split) => SpeakerSplit.Of(speaker).ShouldBe(split);

    [Fact]
    public void Names_that_differ_in_capitals_alone_share_a_split() =>
        Gen.String[Gen.Char.AlphaNumeric, 1, 12].Sample(name => SpeakerSplit.Of(name.ToUpperInvariant()) == SpeakerSplit.Of(name) && SpeakerSplit.Of(name.ToLowerInvariant()) == SpeakerSplit.Of(name));

    [Fact]
    public async Task Windows_whose_split_was_drawn_otherwise_are_computed_anew()
    {
        using var gold = new GoldLake();
        await gold.RunAsync([SilverClips.Clip("a-1/x", TrainSpeaker)]);
        var table = gold.Lake.Table("gold.windows");
        var frame = await table.ReadFrameAsync(cancellationToken: TestContext.Current.CancellationToken);
        frame["split"][0] = "test";
        await table.OverwriteAsync(frame, cancellationToken: TestContext.Current.CancellationToken);

        await gold.RunAsync();

        (await gold.WindowsAsync("split")).ShouldBe(["train"]);
    }

    [Fact]
    public async Task Speakers_who_come_later_move_nobody()
    {
        using var gold = new GoldLake();
        var clips = Enumerable.Range(0, 30).Select(n => SilverClips.Clip($"s{n}-1/c", $"s{n}", samples: 2_000, seed: n)).ToArray();
        await gold.RunAsync(clips[..10]);
        var before = await gold.ReadAsync<GoldSplit>("gold.splits");
        await gold.RunAsync(clips);
        var after = await gold.ReadAsync<GoldSplit>("gold.splits");
        after.Count.ShouldBe(30);
        after.Where(row => before.Any(old => old.Speaker == row.Speaker)).ShouldBe(before);
    }

    [Fact]
    public async Task No_speaker_is_in_two_splits_and_every_window_has_its_speakers()
    {
        using var gold = new GoldLake();
        await gold.RunAsync(Enumerable.Range(0, 40).Select(n => SilverClips.Clip($"a{n}-1/c{n}", $"s{n % 9}", samples: 2_000, seed: n)));
        var splits = (await gold.ReadAsync<GoldSplit>("gold.splits")).ToDictionary(row => row.Speaker, row => row.Split);
        splits.Count.ShouldBe(9);
        (await gold.WindowsAsync("speaker", "split")).Distinct().ShouldBe(splits.Select(row => $"{row.Key}|{row.Value}"), ignoreOrder: true);
    }

    [Fact]
    public async Task One_speaker_alone_is_in_one_split()
    {
        using var gold = new GoldLake();
        var report = await gold.RunAsync([SilverClips.Clip("a-1/x", TrainSpeaker, samples: 2_000), SilverClips.Clip("a-2/x", TrainSpeaker, samples: 50_000, seed: 2)]);
        (await gold.ReadAsync<GoldSplit>("gold.splits")).ShouldBe([new GoldSplit(TrainSpeaker, SpeakerSplit.Train, "female", 2, 3, 3.25)]);
        report.Shares.Select(share => (share.Split, share.Speakers, share.Windows, share.Share)).ShouldBe([("train", 1, 3L, 1.0), ("validation", 0, 0L, 0.0), ("test", 0, 0L, 0.0)]);
        report.ScalerReason.ShouldBeNull();
    }

    [Fact]
    public async Task Without_training_speakers_the_scaler_is_empty_for_a_reason()
    {
        using var gold = new GoldLake();
        var report = await gold.RunAsync([SilverClips.Clip("a-1/x", TestSpeaker, samples: 2_000)]);
        report.ScalerReason.ShouldNotBeNull().ShouldContain("training");
        report.ToString().ShouldContain(report.ScalerReason);
        (await gold.ReadAsync<FeatureScale>("gold.scaler")).ShouldBeEmpty();
        (await gold.RunAsync()).ScalerReason.ShouldBe(report.ScalerReason);
    }

    [Fact]
    public async Task The_scaler_knows_only_the_training_speakers()
    {
        using var gold = new GoldLake();
        using var alone = new GoldLake();
        var train = SilverClips.Clip("a-1/x", TrainSpeaker, samples: 70_000);
        await alone.RunAsync([train]);
        await gold.RunAsync([train, SilverClips.Clip("b-1/x", TestSpeaker, samples: 90_000, seed: 5)]);
        (await gold.ReadAsync<FeatureScale>("gold.scaler")).ShouldBe(await alone.ReadAsync<FeatureScale>("gold.scaler"));
    }

    [Fact]
    public async Task The_scaler_ignores_missing_values_and_counts_them()
    {
        using var gold = new GoldLake();
        await gold.RunAsync([SilverClips.Clip("a-1/x", TrainSpeaker, samples: 70_000), SilverClips.FromPcm("a-1/y", TrainSpeaker, "female", new short[20_000])]);
        var scales = (await gold.ReadAsync<FeatureScale>("gold.scaler")).ToDictionary(row => row.Feature);
        (scales["amp_mean"].N, scales["amp_mean"].Nulls).ShouldBe((4, 0));
        (scales["amp_kurt"].N, scales["amp_kurt"].Nulls).ShouldBe((3, 1));
        scales["mfcc_entropy"].ShouldBe(new FeatureScale("mfcc_entropy", 0, 0, 1, 3));
    }

    [Fact]
    public async Task A_speaker_whose_clips_disagree_has_no_known_gender()
    {
        using var gold = new GoldLake();
        await gold.RunAsync([SilverClips.Clip("a-1/x", "s", "female", 2_000), SilverClips.Clip("a-2/x", "s", "male", 2_000, 2), SilverClips.Clip("a-3/x", "s", "male", 2_000, 3)]);
        (await gold.ReadAsync<GoldSplit>("gold.splits")).Single().Gender.ShouldBe("unknown");
        (await gold.WindowsAsync("gender")).ShouldBe(["female", "male", "male"]);
    }

    [Fact]
    public void Mean_and_deviation_agree_with_two_passes_in_decimal_and_not_with_the_order()
        => Gen.Int[-100_000, 100_000].Array[1, 50].Sample(numbers =>
        {
            var values = numbers.Select(number => 1e6 + (number / 1024.0)).ToArray();
            var scale = Fit(values);
            var exact = numbers.Select(number => 1e6m + (number / 1024m)).ToArray();
            var mean = exact.Average();
            scale.Mean!.Value.ShouldBe((double)mean, 1e-9);
            scale.Std!.Value.ShouldBe(Math.Sqrt((double)exact.Average(value => (value - mean) * (value - mean))), 1e-9);
            Array.Reverse(values);
            Fit(values).ShouldBe(scale);
        });

    private static FeatureScale Fit(double[] values)
    {
        var fit = new ScalerFit(["x"]);
        foreach (var value in values)
        {
            fit.Add(0, value);
        }

        return fit.Scales().Single();
    }

    private static string First(string split) => Enumerable.Range(0, 1_000).Select(n => $"speaker-{n}").First(speaker => SpeakerSplit.Of(speaker) == split);
}
