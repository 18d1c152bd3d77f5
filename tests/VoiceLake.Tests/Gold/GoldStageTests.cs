using VoiceLake.Features;
using VoiceLake.Gold;
using VoiceLake.Lake;
using VoiceLake.Silver;
using VoiceLake.Stages;

namespace VoiceLake.Tests.Gold;

public class GoldStageTests
{
    private static readonly SilverClip[] Three =
    [
        SilverClips.Clip("a-1/one", "anna", samples: 20_000, seed: 1),
        SilverClips.Clip("a-1/two", "anna", samples: 70_000, seed: 2),
        SilverClips.Clip("b-1/one", "bert", "male", samples: 48_000, seed: 3),
    ];

    [Fact]
    public async Task Each_clip_gives_the_windows_of_its_length()
    {
        using var gold = new GoldLake();
        var report = await gold.RunAsync(Three);
        report.Clips.ShouldBe(new StageCount("clips", 3, 0, 0));
        report.WindowsWritten.ShouldBe(5);
        (await gold.WindowsAsync("clip", "window", "start_sample", "samples", "speaker", "gender")).ShouldBe(
        [
            "a-1/one|0|0|20000|anna|female",
            "a-1/two|0|0|48000|anna|female",
            "a-1/two|1|16000|48000|anna|female",
            "a-1/two|2|32000|38000|anna|female",
            "b-1/one|0|0|48000|bert|male",
        ]);
    }

    [Fact]
    public async Task A_window_row_holds_what_the_extractor_computes_and_null_where_it_has_no_value()
    {
        using var gold = new GoldLake();
        await gold.RunAsync([Three[0]]);
        var extractor = new WindowFeatureExtractor();
        var samples = System.Runtime.InteropServices.MemoryMarshal.Cast<byte, short>(Three[0].Samples).ToArray().Select(sample => sample / 32_768f).ToArray();
        var expected = extractor.ExtractClip(samples).Single().Features.Select(value => double.IsNaN(value) ? "null" : value.ToString("R", System.Globalization.CultureInfo.InvariantCulture));
        (await gold.WindowsAsync([.. extractor.Features.Names])).Single().ShouldBe(string.Join('|', expected));
    }

    [Fact]
    public async Task A_clip_row_holds_what_each_of_its_sets_computes()
    {
        using var gold = new GoldLake();
        await gold.RunAsync(Three);
        var voice = new VoiceExtractor();
        voice.Push(Three[1].ToFloats());
        var expected = voice.Finish().Values.Select(value => double.IsNaN(value) ? "null" : value.ToString("R", System.Globalization.CultureInfo.InvariantCulture));

        (await gold.ClipFeaturesAsync(["clip", .. voice.Features.Names]))[1].ShouldBe($"a-1/two|{string.Join('|', expected)}");
        (await gold.ClipFeaturesAsync("clip", "speaker", "gender", "split", "feature_set")).Count.ShouldBe(3);
        (await gold.ClipFeaturesAsync("praat_f0_mean", "mfcc_0_mean", "mfcc_delta2_19_std", "F0semitoneFrom27_5Hz_sma3nz_amean")).ShouldAllBe(row => row.Contains('|'));
    }

    [Fact]
    public async Task A_second_run_computes_nothing_and_changes_no_file()
    {
        using var gold = new GoldLake();
        await gold.RunAsync(Three);
        var before = gold.Files();
        var report = await gold.RunAsync();
        report.Clips.ShouldBe(new StageCount("clips", 0, 0, 3));
        report.WindowsWritten.ShouldBe(0);
        gold.Files().ShouldBe(before, ignoreOrder: true);
    }

    [Fact]
    public async Task Only_new_and_changed_clips_are_computed_and_the_table_equals_one_written_at_once()
    {
        using var gold = new GoldLake();
        await gold.RunAsync(Three);
        SilverClip[] next =
        [
            Three[0],
            SilverClips.Clip("a-1/two", "anna", samples: 60_000, seed: 20),
            Three[2] with { Gender = "unknown" },
            SilverClips.Clip("c-1/one", "cleo", seed: 4),
        ];
        var report = await gold.RunAsync(next);
        report.Clips.ShouldBe(new StageCount("clips", 3, 0, 1));

        using var fresh = new GoldLake();
        await fresh.RunAsync(next);
        (await gold.WindowsAsync()).ShouldBe(await fresh.WindowsAsync());
        (await gold.ClipFeaturesAsync()).ShouldBe(await fresh.ClipFeaturesAsync());
        (await gold.ReadAsync<FeatureScale>("gold.scaler")).ShouldBe(await fresh.ReadAsync<FeatureScale>("gold.scaler"));
        (await gold.ReadAsync<GoldSplit>("gold.splits")).ShouldBe(await fresh.ReadAsync<GoldSplit>("gold.splits"));
    }

    [Fact]
    public async Task Clips_that_silver_has_no_more_vanish()
    {
        using var gold = new GoldLake();
        await gold.RunAsync(Three);
        var report = await gold.RunAsync(Three[..1]);
        (report.Clips, report.ClipsRemoved).ShouldBe((new StageCount("clips", 0, 0, 1), 2));
        (await gold.WindowsAsync("clip")).ShouldBe(["a-1/one"]);
        (await gold.ReadAsync<GoldSplit>("gold.splits")).Select(row => row.Speaker).ShouldBe(["anna"]);
    }

    [Fact]
    public async Task Small_commits_and_large_ones_give_the_same_table_on_one_thread_and_on_many()
    {
        var clips = Enumerable.Range(0, 12).Select(n => SilverClips.Clip($"s-{n % 4}/c{n:d2}", $"s{n % 4}", samples: 10_000 + (9_000 * n), seed: n)).ToArray();
        using var one = new GoldLake();
        using var many = new GoldLake();
        await one.RunAsync(clips, new GoldOptions { Parallelism = 1 });
        await many.RunAsync(clips, new GoldOptions { Parallelism = 8, CommitWindows = 3 });
        (await many.VersionAsync("gold.windows")).ShouldBeGreaterThan(3);
        (await one.VersionAsync("gold.windows")).ShouldBe(0);
        (await many.WindowsAsync()).ShouldBe(await one.WindowsAsync());
        (await many.ClipFeaturesAsync()).ShouldBe(await one.ClipFeaturesAsync());
        (await many.ReadAsync<FeatureScale>("gold.scaler")).ShouldBe(await one.ReadAsync<FeatureScale>("gold.scaler"));
    }

    [Fact]
    public async Task A_run_that_was_stopped_is_taken_up_where_it_stopped()
    {
        using var gold = new GoldLake();
        await SilverClips.WriteAsync(gold.Lake, Three);
        using var stop = new CancellationTokenSource();
        var afterFirstCommit = new Progress(progress => { if (progress.ItemsDone == 1) { stop.Cancel(); } });
        await Should.ThrowAsync<OperationCanceledException>(() => GoldStage.RunAsync(gold.Lake, new GoldOptions { CommitWindows = 1 }, afterFirstCommit, stop.Token));

        var report = await gold.RunAsync();
        report.Clips.ShouldBe(new StageCount("clips", 2, 0, 1));
        using var fresh = new GoldLake();
        await fresh.RunAsync(Three);
        (await gold.WindowsAsync()).ShouldBe(await fresh.WindowsAsync());
        (await gold.ClipFeaturesAsync()).ShouldBe(await fresh.ClipFeaturesAsync());
        (await gold.ReadAsync<FeatureScale>("gold.scaler")).ShouldBe(await fresh.ReadAsync<FeatureScale>("gold.scaler"));
    }

    [Fact]
    public async Task A_scaler_that_was_not_written_is_made_up_for_without_computing_a_clip()
    {
        using var gold = new GoldLake();
        await gold.RunAsync(Three);
        var scales = await gold.ReadAsync<FeatureScale>("gold.scaler");
        await gold.Lake.DeleteAsync("gold/tables/scaler", recursive: true, TestContext.Current.CancellationToken);
        (await gold.RunAsync()).Clips.Good.ShouldBe(0);
        (await gold.ReadAsync<FeatureScale>("gold.scaler")).ShouldBe(scales);
    }

    [Fact]
    public async Task Another_cut_computes_every_clip_anew()
    {
        using var gold = new GoldLake();
        await gold.RunAsync(Three);
        var halves = new GoldOptions { Windows = new WindowOptions { Length = 24_000, Hop = 12_000 } };
        (await gold.RunAsync(options: halves)).Clips.ShouldBe(new StageCount("clips", 3, 0, 0));
        (await gold.RunAsync(options: halves)).Clips.ShouldBe(new StageCount("clips", 0, 0, 3));
        (await gold.WindowsAsync("clip", "samples")).Count(row => row.StartsWith("b-1/one", StringComparison.Ordinal)).ShouldBe(3);
    }

    [Fact]
    public async Task An_empty_silver_table_gives_empty_tables_and_a_reason()
    {
        using var gold = new GoldLake();
        var report = await gold.RunAsync([]);
        report.Clips.In.ShouldBe(0);
        report.ScalerReason.ShouldNotBeNull();
        (await gold.WindowsAsync()).ShouldBeEmpty();
        (await gold.ReadAsync<FeatureScale>("gold.scaler")).ShouldBeEmpty();
        var before = gold.Files();
        await gold.RunAsync();
        gold.Files().ShouldBe(before, ignoreOrder: true);
    }

    [Fact]
    public async Task The_dictionary_explains_every_column_in_order()
    {
        using var gold = new GoldLake();
        await gold.RunAsync(Three[..1]);
        var dictionary = await gold.ReadAsync<GoldFeature>("gold.feature_dictionary");
        dictionary.Where(row => row.TableName == "gold.windows").Select(row => row.Name).ShouldBe(new WindowFeatureExtractor().Features.Names);
        dictionary.Where(row => row.TableName == "gold.clip_features").Select(row => row.Name).ShouldBe(ClipFeatureSet.Create(16_000).Features.Names);
        dictionary.ShouldAllBe(row => row.Formula.Length > 0 && row.Source.Length > 0 && row.WhyNull.Length > 0);
    }

    [Fact]
    public async Task Without_silver_the_error_names_the_stage_to_run()
    {
        using var gold = new GoldLake();
        (await Should.ThrowAsync<LakeTableNotFoundException>(() => gold.RunAsync())).Message.ShouldContain("silver");
    }

    [Fact]
    public async Task A_clip_at_another_rate_is_named()
    {
        using var gold = new GoldLake();
        var error = await Should.ThrowAsync<LakeException>(() => gold.RunAsync([Three[0] with { SampleRate = 8_000 }]));
        error.Message.ShouldContain("a-1/one");
        error.Message.ShouldContain("8000 Hz");
    }

    [Fact]
    public void Every_mistake_in_the_options_is_named_at_once()
    {
        var options = new GoldOptions { Parallelism = 0, CommitWindows = 0, RunId = " ", Windows = new WindowOptions { SampleRate = 8_000, Length = 10, Hop = 0 } };
        var message = Should.Throw<ArgumentException>(options.Validate).Message;
        foreach (var name in new[] { "Parallelism", "CommitWindows", "RunId", "SampleRate", "Length", "Hop" })
        {
            message.ShouldContain(name);
        }
    }

    private sealed class Progress(Action<StageProgress> report) : IProgress<StageProgress>
    {
        public void Report(StageProgress value) => report(value);
    }
}
