using VoiceLake.Tests.Support;

namespace VoiceLake.Cli.Tests.Commands;

public sealed class FeaturesCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Features_of_a_folder_become_a_table()
    {
        var archive = await UnpackAsync();

        var run = await CliProcess.RunAsync("features", "--set", "voice20", archive, "-o", _folder.PathOf("out.csv"));

        run.ExitCode.ShouldBe(0, run.Error);
        run.Output.ShouldContain("rows of 20 features");
        run.Output.ShouldContain(", 0 failed in");
        File.ReadLines(_folder.PathOf("out.csv")).First().ShouldStartWith("clip,meanfreq,sd,median,Q25,Q75,IQR,skew,kurt,sp_ent,sfm,mode,centroid,meanfun");
        File.ReadLines(_folder.PathOf("out.csv")).Skip(1).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_bad_file_is_named_on_stderr_and_the_rest_is_written()
    {
        var archive = await UnpackAsync();
        await File.WriteAllTextAsync(Path.Combine(archive, "broken.wav"), "RIFF", TestContext.Current.CancellationToken);

        var run = await CliProcess.RunAsync("features", "--set", "voice20", archive, "-o", _folder.PathOf("out.parquet"));

        run.ExitCode.ShouldBe(1);
        run.Error.ShouldContain("broken.wav");
        run.Output.ShouldContain(", 1 failed in");
        new FileInfo(_folder.PathOf("out.parquet")).Length.ShouldBeGreaterThan(1_000);
    }

    [Fact]
    public async Task What_cannot_be_met_is_said_in_one_line()
    {
        var archive = await UnpackAsync();
        var set = await CliProcess.RunAsync("features", "--set", "nothing", archive, "-o", _folder.PathOf("out.csv"));
        var extension = await CliProcess.RunAsync("features", "--set", "voice20", archive, "-o", _folder.PathOf("out.xlsx"));
        var input = await CliProcess.RunAsync("features", "--set", "voice20", _folder.PathOf("nowhere"), "-o", _folder.PathOf("out.csv"));

        (set.ExitCode, extension.ExitCode, input.ExitCode).ShouldBe((2, 2, 2));
        set.Error.ShouldContain("there is no feature set 'nothing': there are window81, librosa, kaldi, pitch, voice20, egemaps");
        extension.Error.ShouldContain("end it in .csv or .parquet");
        input.Error.ShouldContain("There is no file or folder");
        new[] { set, extension, input }.ShouldAllBe(run => run.Error.TrimEnd().Split('\n').Length == 1);
    }

    [Fact]
    public async Task A_cut_recording_is_a_warning_on_stderr_and_no_failure()
    {
        var clip = (await ClipAsync())[..8_044];
        await File.WriteAllBytesAsync(_folder.PathOf("cut.wav"), clip, TestContext.Current.CancellationToken);

        var run = await CliProcess.RunAsync("features", "--set", "voice20", _folder.PathOf("cut.wav"), "-o", _folder.PathOf("out.csv"));

        run.ExitCode.ShouldBe(0, run.Error);
        run.Error.ShouldMatch(@"^warning: .*cut\.wav: The data size is \d+, but 8000 bytes are left: read these\. If the recording should be longer, copy the file again\.\s$");
        run.Output.ShouldContain("out.csv: 1 row of 20 features");
        run.Output.ShouldContain("1 clip: 1 done, 0 failed in");
    }

    [Fact]
    public async Task Where_no_clip_succeeds_the_table_stays_and_the_command_fails()
    {
        await File.WriteAllTextAsync(_folder.PathOf("out.csv"), "before", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(_folder.PathOf("bad.wav"), "no sound", TestContext.Current.CancellationToken);

        var run = await CliProcess.RunAsync("features", "--set", "voice20", _folder.PathOf("bad.wav"), "-o", _folder.PathOf("out.csv"));

        run.ExitCode.ShouldBe(1);
        run.Error.ShouldContain($"no clip could be computed, and '{_folder.PathOf("out.csv")}' was left as it was.");
        (await File.ReadAllTextAsync(_folder.PathOf("out.csv"), TestContext.Current.CancellationToken)).ShouldBe("before");
    }

    [Fact]
    public async Task A_folder_that_may_not_be_read_fails_the_command_and_the_rest_is_written()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes.");
        Directory.CreateDirectory(_folder.PathOf("in", "secret"));
        await File.WriteAllBytesAsync(_folder.PathOf("in", "a.wav"), await ClipAsync(), TestContext.Current.CancellationToken);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_folder.PathOf("in", "secret"), UnixFileMode.None);
            File.SetUnixFileMode(_folder.PathOf("in"), (UnixFileMode)0b111_111_111);
            File.SetUnixFileMode(_folder.Path, (UnixFileMode)0b111_111_111);
        }

        var run = await CliProcess.RunAsOrdinaryUserAsync("features", "--set", "voice20", _folder.PathOf("in"), "-o", _folder.PathOf("out.csv"));

        run.ExitCode.ShouldBe(1, run.Error);
        run.Error.ShouldContain($"{_folder.PathOf("in", "secret")}: the folder cannot be searched");
        run.Output.ShouldContain("1 clip: 1 done, 0 failed, 1 folder not searched in");
        (await File.ReadAllLinesAsync(_folder.PathOf("out.csv"), TestContext.Current.CancellationToken)).Length.ShouldBe(2);
    }

    [Fact]
    public async Task Columns_are_described_without_any_sound()
    {
        var run = await CliProcess.RunAsync("features", "--set", "voice20,egemaps", "--describe");
        var frames = await CliProcess.RunAsync("features", "--set", "pitch", "--frames", "--describe");

        run.ExitCode.ShouldBe(0, run.Error);
        var lines = run.Output.TrimEnd().Split("\r\n");
        lines.Length.ShouldBe(1 + 20 + 88);
        lines[0].ShouldBe("name,unit,formula,source,why_null,feature_set");
        lines[1].ShouldStartWith("meanfreq,kHz,");
        lines[1].ShouldEndWith(",voice20/1");
        lines[^1].ShouldEndWith(",egemaps/1");
        frames.Output.ShouldContain("\r\nyin_f0,Hz,");
        frames.Output.ShouldContain(",praat-frames/1\r\n");
    }

    [Fact]
    public async Task What_is_missing_is_a_mistake_of_usage()
    {
        var input = await CliProcess.RunAsync("features", "--set", "voice20", "-o", _folder.PathOf("out.csv"));
        var output = await CliProcess.RunAsync("features", "--set", "voice20", _folder.Path);
        var empty = await CliProcess.RunAsync("features", "--set", "voice20", _folder.Path, "-o", "");

        (input.ExitCode, output.ExitCode, empty.ExitCode).ShouldBe((2, 2, 2));
        input.Error.ShouldContain("IN is missing: name audio files");
        output.Error.ShouldContain("Option '-o' is missing");
        empty.Error.ShouldContain("'' names no kind of table: end it in .csv or .parquet.");
    }

    private async Task<byte[]> ClipAsync()
        => await File.ReadAllBytesAsync(Directory.GetFiles(await UnpackAsync(), "*.wav", SearchOption.AllDirectories).Order(StringComparer.Ordinal).First(), TestContext.Current.CancellationToken);

    /// <summary>The clips of one of the repository's archives.</summary>
    private async Task<string> UnpackAsync()
    {
        var folder = Directory.CreateDirectory(_folder.PathOf("clips")).FullName;
        await using var file = File.OpenRead(Directory.GetFiles(Repository.PathOf("data-samples"), "mirabel-*.tgz").Order(StringComparer.Ordinal).First());
        await using var gzip = new System.IO.Compression.GZipStream(file, System.IO.Compression.CompressionMode.Decompress);
        await System.Formats.Tar.TarFile.ExtractToDirectoryAsync(gzip, folder, overwriteFiles: true, TestContext.Current.CancellationToken);
        return folder;
    }
}
