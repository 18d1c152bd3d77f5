using System.Diagnostics;
using VoiceLake.Bronze;
using VoiceLake.Lake;
using VoiceLake.Tests.Support;

namespace VoiceLake.Conformance.Infra;

/// <summary>The wrappers of infra/databricks, run by Python with a packed bundle and without .NET on the path, as on a cluster.</summary>
public sealed class DatabricksWrapperTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Silver_and_gold_run_from_the_bundle_and_hand_back_the_run_id()
    {
        var (bundled, text) = await RunAsync("bash", [Repository.PathOf("infra", "databricks", "bundle.sh"), _folder.PathOf("bundle.tar.gz")]);
        bundled.ShouldBe(0, text);
        var lake = DataLake.Open(_folder.PathOf("lake"));
        await BronzeStage.RunAsync(lake, SubmissionSource.Open(Repository.PathOf("data-samples")), cancellationToken: Cancel);

        foreach (var stage in new[] { "silver", "gold" })
        {
            var (exitCode, output) = await WrapAsync(stage, $"lake=file:{_folder.PathOf("lake")}");
            exitCode.ShouldBe(0, output);
            output.ShouldContain("\"runId\": \"run-1\"}");
        }

        (await lake.Table("gold.windows").FindSnapshotAsync(cancellationToken: Cancel))!.Files.Sum(file => file.RowCount!.Value).ShouldBeGreaterThan(0);
        Directory.GetDirectories(_folder.PathOf("tmp"), "voicelake-*-*").Count(folder => File.Exists(Path.Combine(folder, "VoiceLake.slnx"))).ShouldBe(1, "the bundle is unpacked once");

        var (failed, failure) = await WrapAsync("silver", "lake=ftp://nowhere");
        failed.ShouldNotBe(0);
        failure.ShouldContain("02-silver-decode-and-cast.ipynb failed with exit code");
    }

    private Task<(int ExitCode, string Output)> WrapAsync(string stage, string lake)
    {
        Directory.CreateDirectory(_folder.PathOf("tmp"));
        return RunAsync(
            "/usr/bin/python3",
            [Repository.PathOf("tests", "Conformance", "Infra", "wrapper.py"), Repository.PathOf("infra", "databricks", $"{stage}.py"), lake, "runId=run-1"],
            ("PATH", _folder.Path), ("TMPDIR", _folder.PathOf("tmp")), ("VOICELAKE_BUNDLE", _folder.PathOf("bundle.tar.gz")), ("PYTHONDONTWRITEBYTECODE", "1"));
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(string command, string[] arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(command, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        if (environment.Length > 0)
        {
            foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("DOTNET_", StringComparison.Ordinal)).ToList())
            {
                start.Environment.Remove(name);
            }
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(Cancel);
        var error = await process.StandardError.ReadToEndAsync(Cancel);
        await process.WaitForExitAsync(Cancel);
        return (process.ExitCode, await output + error);
    }
}
