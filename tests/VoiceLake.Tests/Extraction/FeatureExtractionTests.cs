using System.Globalization;
using VoiceLake.Extraction;
using VoiceLake.Features;
using VoiceLake.Lake;
using VoiceLake.Tests.Audio;
using VoiceLake.Tests.Support;

namespace VoiceLake.Tests.Extraction;

public sealed class FeatureExtractionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_row_a_clip_holds_what_each_set_computes()
    {
        Write("in/b.wav", Sound(9_000, 1));
        Write("in/a.wav", Sound(20_000, 2));

        var report = await RunAsync("out.csv", new() { Sets = ["voice20", "egemaps"] });

        report.Clips.ShouldBe(2);
        var rows = ReadCsv("out.csv");
        rows[0].ShouldBe(["clip", .. Names("voice20"), .. Names("egemaps")]);
        rows[1..].Select(row => row[0]).ShouldBe(["a", "b"]);
        rows[1][1..].ShouldBe([.. Values("voice20", Sound(20_000, 2)), .. Values("egemaps", Sound(20_000, 2))]);
        rows[2][1..].ShouldBe([.. Values("voice20", Sound(9_000, 1)), .. Values("egemaps", Sound(9_000, 1))]);
    }

    [Fact]
    public async Task A_row_a_frame_says_clip_frame_and_time()
    {
        Write("in/a.wav", Sound(12_000, 3));

        await RunAsync("out.csv", new() { Sets = ["kaldi"], Frames = true });

        var extractor = FeatureSets.Create("kaldi", 16_000);
        extractor.Push(Sound(12_000, 3));
        var frames = extractor.Finish(FeatureOutput.Frames).Frames.Single();
        var rows = ReadCsv("out.csv");
        rows[0].ShouldBe(["clip", "frame", "time", .. frames.Features.Names]);
        rows.Count.ShouldBe(1 + frames.Count);
        rows[3].ShouldBe(["a", "2", Text(frames.TimeOf(2)), .. frames[2].ToArray().Select(value => Text(value))]);
    }

    [Fact]
    public async Task Each_grid_of_frames_has_a_table_of_its_own()
    {
        Write("in/a.wav", Sound(12_000, 3));

        var report = await RunAsync("out.csv", new() { Sets = ["kaldi", "egemaps"], Frames = true });

        report.Outputs.Select(table => Path.GetFileName(table.File)).ShouldBe(["out.kaldi-frames.csv", "out.egemaps-frames.csv"]);
        report.Outputs.ShouldAllBe(table => File.Exists(table.File) && table.Rows > 50);
    }

    [Fact]
    public async Task Windows_are_rows_of_their_own()
    {
        Write("in/a.wav", Sound(70_000, 4));

        await RunAsync("out.csv", new() { Sets = ["window81"] });

        var expected = new WindowFeatureExtractor().ExtractClip(Sound(70_000, 4));
        var rows = ReadCsv("out.csv");
        rows.Count.ShouldBe(1 + expected.Count);
        rows[0][..4].ShouldBe(["clip", "window", "start_sample", "samples"]);
        rows[2].ShouldBe(["a", "1", "16000", "48000", .. expected[1].Features.Select(Text)]);
    }

    [Fact]
    public async Task One_thread_and_many_write_the_same_bytes()
    {
        for (var clip = 0; clip < 9; clip++)
        {
            Write($"in/c{clip}.wav", Sound(5_000 + (clip * 3_100), clip));
        }

        await RunAsync("one.csv", new() { Sets = ["voice20"], Threads = 1 });
        await RunAsync("many.csv", new() { Sets = ["voice20"], Threads = 5 });

        File.ReadAllBytes(_folder.PathOf("many.csv")).ShouldBe(File.ReadAllBytes(_folder.PathOf("one.csv")));
    }

    [Fact]
    public async Task A_bad_file_is_reported_and_the_rest_goes_on()
    {
        Write("in/a.wav", Sound(9_000, 1));
        File.WriteAllText(_folder.PathOf("in", "bad.wav"), "no sound");
        Write("in/c.wav", Sound(9_000, 2));
        var seen = new List<ExtractionProgress>();

        var report = await RunAsync("out.csv", new() { Sets = ["voice20"] }, seen);

        report.Clips.ShouldBe(2);
        var failure = report.Failures.ShouldHaveSingleItem();
        failure.File.ShouldBe(_folder.PathOf("in", "bad.wav"));
        failure.Reason.ShouldContain("Convert it to WAV or FLAC");
        ReadCsv("out.csv")[1..].Select(row => row[0]).ShouldBe(["a", "c"]);
        seen.Select(progress => progress.Done).ShouldBe([1, 2, 3]);
        seen.Select(progress => progress.Failure).ShouldBe([null, failure, null]);
    }

    [Fact]
    public async Task Names_that_repeat_are_told_apart_by_their_folders()
    {
        Write("in/one/x.wav", Sound(3_000, 1));
        Write("in/two/x.wav", Sound(3_000, 2));
        Write("in/two/y.wav", Sound(3_000, 3));

        await RunAsync("out.csv", new() { Sets = ["voice20"] });

        ReadCsv("out.csv")[1..].Select(row => row[0]).ShouldBe(["one/x", "two/x", "y"]);
    }

    [Fact]
    public async Task A_file_that_is_named_twice_is_taken_once()
    {
        Write("in/x.wav", Sound(3_000, 1));
        var report = await FeatureExtraction.RunAsync(
            [_folder.PathOf("in"), _folder.PathOf("in", "x.wav")], _folder.PathOf("out.csv"), new() { Sets = ["voice20"] }, cancellationToken: TestContext.Current.CancellationToken);
        report.Clips.ShouldBe(1);
    }

    [Fact]
    public async Task A_run_that_is_stopped_leaves_the_table_that_was_there()
    {
        Write("in/x.wav", Sound(3_000, 1));
        File.WriteAllText(_folder.PathOf("out.csv"), "before");
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => FeatureExtraction.RunAsync([_folder.PathOf("in")], _folder.PathOf("out.csv"), new() { Sets = ["voice20"] }, cancellationToken: stop.Token));

        File.ReadAllText(_folder.PathOf("out.csv")).ShouldBe("before");
        Directory.GetFiles(_folder.Path).ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("out.csv")]
    [InlineData("out.parquet")]
    public async Task Where_no_clip_succeeds_the_table_that_was_there_stays(string output)
    {
        File.WriteAllText(_folder.PathOf(output), "before");
        Directory.CreateDirectory(_folder.PathOf("in"));
        File.WriteAllText(_folder.PathOf("in", "bad.wav"), "no sound");

        var report = await RunAsync(output, new() { Sets = ["voice20"] });

        (report.Clips, report.Failures.Count, report.Outputs.Count, report.Succeeded).ShouldBe((0, 1, 0, false));
        File.ReadAllText(_folder.PathOf(output)).ShouldBe("before");
        Directory.GetFiles(_folder.Path).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_table_that_would_overwrite_an_input_is_refused()
    {
        Write("in/x.csv", Sound(3_000, 1));
        Write("in/out.pitch-frames.csv", Sound(3_000, 1));
        Directory.CreateSymbolicLink(_folder.PathOf("link"), _folder.PathOf("in"));
        var before = File.ReadAllBytes(_folder.PathOf("in", "x.csv"));
        async Task<string> Refused(string input, string output, bool frames = false) => (await Should.ThrowAsync<ExtractionException>(() => FeatureExtraction.RunAsync(
            [_folder.PathOf(input)], _folder.PathOf(output), new() { Sets = ["pitch"], Frames = frames }, cancellationToken: TestContext.Current.CancellationToken))).Message;

        (await Refused("in/x.csv", "in/x.csv")).ShouldBe($"'{_folder.PathOf("in/x.csv")}' is an input and would be overwritten by the table: name another output.");
        (await Refused("link/x.csv", "in/x.csv")).ShouldContain("is an input");
        (await Refused("in/out.pitch-frames.csv", "in/out.csv", frames: true)).ShouldContain("is an input");

        File.ReadAllBytes(_folder.PathOf("in", "x.csv")).ShouldBe(before);
        Directory.GetFiles(_folder.PathOf("in")).Length.ShouldBe(2);
    }

    [Fact]
    public async Task A_description_has_every_column_of_the_table()
    {
        Write("in/a.wav", Sound(9_000, 1));
        foreach (var options in new ExtractionOptions[] { new() { Sets = ["egemaps", "voice20"] }, new() { Sets = ["kaldi"], Frames = true }, new() { Sets = ["window81"] } })
        {
            await RunAsync("out.csv", options);
            var described = FeatureExtraction.Describe(options).SelectMany(set => set.Names).ToArray();
            ReadCsv("out.csv")[0][^described.Length..].ShouldBe(described);
        }

        FeatureExtraction.Describe(new() { Sets = ["egemaps", "voice20"] }).Select(set => set.Id).ShouldBe(["egemaps/1", "voice20/1"]);
        FeatureExtraction.Describe(new() { Sets = ["pitch"], Frames = true }).Select(set => set.Id).ShouldBe(["pitch-frames/1", "praat-frames/1"]);
        Should.Throw<ArgumentException>(() => FeatureExtraction.Describe(new()));
    }

    [Fact]
    public async Task What_is_no_audio_is_said_before_anything_is_computed()
    {
        Directory.CreateDirectory(_folder.PathOf("in"));
        (await FailAsync("out.csv", "in")).ShouldContain("holds no .wav or .flac file");
        (await FailAsync("out.csv", "nowhere")).ShouldContain("There is no file or folder");
        Write("in/x.wav", Sound(3_000, 1));
        (await FailAsync("in", "in")).ShouldContain("end it in .csv or .parquet");
        (await Should.ThrowAsync<LakeException>(() => FeatureExtraction.RunAsync([_folder.PathOf("in")], "", new() { Sets = ["voice20"] }))).Message.ShouldContain("end it in .csv or .parquet");
        Directory.CreateDirectory(_folder.PathOf("taken.csv"));
        (await FailAsync("taken.csv", "in")).ShouldContain("cannot be written");
    }

    [Fact]
    public void Every_mistake_in_the_options_is_named_at_once()
    {
        var message = Should.Throw<ArgumentException>(() => new ExtractionOptions { Sets = ["nonsense", "window81", "voice20", "voice20"], Threads = 0 }.Validate()).Message;
        foreach (var mistake in new[] { "no feature set 'nonsense'", "'voice20' is named twice", "ask for it alone", "Threads is 0" })
        {
            message.ShouldContain(mistake);
        }

        Should.Throw<ArgumentException>(() => new ExtractionOptions().Validate()).Message.ShouldContain("no feature set is named");
    }

    [Fact]
    public void Every_set_has_the_same_columns_at_every_sample_rate_and_no_name_twice()
    {
        foreach (var set in FeatureSets.Names)
        {
            var usual = FeatureSets.Create(set, 16_000);
            foreach (var rate in new[] { 8_000, 22_050, 48_000 })
            {
                var other = FeatureSets.Create(set, rate);
                other.Features.Names.ShouldBe(usual.Features.Names);
                other.FrameFeatures.SelectMany(frames => frames.Names).ShouldBe(usual.FrameFeatures.SelectMany(frames => frames.Names));
            }
        }

        var all = FeatureSets.Names.SelectMany(Names).ToList();
        all.Distinct(StringComparer.OrdinalIgnoreCase).Count().ShouldBe(all.Count);
    }

    private async Task<string> FailAsync(string output, string input)
        => (await Should.ThrowAsync<Exception>(() => FeatureExtraction.RunAsync([_folder.PathOf(input)], _folder.PathOf(output), new() { Sets = ["voice20"] }))).Message;

    private Task<ExtractionReport> RunAsync(string output, ExtractionOptions options, List<ExtractionProgress>? seen = null)
        => FeatureExtraction.RunAsync([_folder.PathOf("in")], _folder.PathOf(output), options, new Progress(seen ?? []), TestContext.Current.CancellationToken);

    private void Write(string path, float[] sound)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder.PathOf(path))!);
        File.WriteAllBytes(_folder.PathOf(path), WavFile.Mono16([.. sound.Select(value => (short)(value * 32_768))]).ToArray());
    }

    private List<string[]> ReadCsv(string path) => [.. File.ReadAllLines(_folder.PathOf(path)).Select(line => line.Split(','))];

    private static IEnumerable<string> Names(string set) => FeatureSets.Create(set, 16_000).Features.Names;

    private static IEnumerable<string> Values(string set, float[] sound)
    {
        var extractor = FeatureSets.Create(set, 16_000);
        extractor.Push(sound);
        return extractor.Finish().Values.Select(Text);
    }

    private static string Text(double value) => double.IsNaN(value) ? "" : value.ToString("R", CultureInfo.InvariantCulture);

    private static string Text(float value) => float.IsNaN(value) ? "" : value.ToString("R", CultureInfo.InvariantCulture);

    private static float[] Sound(int samples, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, samples).Select(n => (float)Math.Round(((0.3 * Math.Sin(n * (0.05 + (0.01 * seed)))) + (0.05 * random.NextDouble())) * 32_768) / 32_768)];
    }

    private sealed class Progress(List<ExtractionProgress> seen) : IProgress<ExtractionProgress>
    {
        public void Report(ExtractionProgress value) => seen.Add(value);
    }
}
