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
