using System.Globalization;
using System.Security.Cryptography;
using VoiceLake.Cli.Tests;
using VoiceLake.Conformance.Lake;
using VoiceLake.Lake;
using VoiceLake.Tests.Support;

namespace VoiceLake.Conformance.MainJob;

/// <summary>The main job as a user runs it: every notebook by one command, on the real archives and on the samples.</summary>
public sealed class MainJobTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string LakeFolder => _folder.PathOf("lake");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Real_archives_become_30_clips_and_79_windows_that_match_the_reference_and_a_second_run_changes_nothing()
    {
        var source = SharedMaterial.Require("data/voxforge");
        await RunAsync(source);

        var rows = await DuckDbLake.CompareAsync(LakeFolder, TestContext.Current.CancellationToken);
        rows["bronze.submissions"].ShouldBe(3);
        rows["silver.clips"].ShouldBe(30);
        rows["gold.windows"].ShouldBe(79);
        rows["gold.clip_features"].ShouldBe(30);
        (await ReferenceMismatchesAsync()).ShouldBeEmpty();

        var before = Checksums();
        var output = await RunAsync(source);

        output.ShouldContain("0 copied");
        output.ShouldContain("0 clips decoded");
        output.ShouldContain("0 clips computed");
        Checksums().ShouldBe(before);
    }

    [Fact]
    public async Task The_samples_become_tables_that_DuckDB_reads_row_for_row()
    {
        await RunAsync(Repository.PathOf("data-samples"));

        var rows = await DuckDbLake.CompareAsync(LakeFolder, TestContext.Current.CancellationToken);

        rows["bronze.submissions"].ShouldBe(Directory.GetFiles(Repository.PathOf("data-samples"), "*.tgz").Length);
        foreach (var table in new[] { "silver.submissions", "silver.clips", "silver.quarantine", "gold.windows", "gold.clip_features", "gold.splits", "gold.scaler", "gold.feature_dictionary" })
        {
            rows[table].ShouldBeGreaterThan(0, table);
        }
    }

    private async Task<string> RunAsync(string source)
    {
        var (exitCode, output, error) = await CliProcess.RunAsync(
            "run", Repository.PathOf("notebooks"), "-p", $"source={source}", "-p", $"lake=file:{LakeFolder}", "--out", _folder.PathOf("site"), "--no-html");
        exitCode.ShouldBe(0, $"{output}\n{error}");
        return output;
    }

    private string[] Checksums() => [.. Directory.EnumerateFiles(LakeFolder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
        .Select(path => $"{Path.GetRelativePath(LakeFolder, path)} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path)))}")];

    // Within 1e-4 relative or 1e-6 absolute, counts of modes exactly; null where the reference has no finite value.
    private async Task<List<string>> ReferenceMismatchesAsync()
    {
        var reference = (await File.ReadAllLinesAsync(SharedMaterial.Require("reference/window81/voxforge.csv"), TestContext.Current.CancellationToken)).Select(line => line.Split(',')).ToList();
        var features = reference[0][4..];
        var windows = await WindowsAsync(features);
        var mismatches = new List<string>();
        foreach (var row in reference.Skip(1))
        {
            for (var index = 0; index < features.Length; index++)
            {
                var wanted = double.TryParse(row[index + 4], CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : (double?)null;
                var ours = windows[$"{row[0]} {row[1]}"][index];
                var tolerance = features[index].EndsWith("_mode_cnt", StringComparison.Ordinal) ? 0 : Math.Max(1e-6, 1e-4 * Math.Abs(wanted ?? 0));
                if (ours is null != wanted is null || Math.Abs((ours ?? 0) - (wanted ?? 0)) > tolerance)
                {
                    mismatches.Add($"{row[0]}, window {row[1]}, {features[index]}: {ours?.ToString(CultureInfo.InvariantCulture) ?? "null"}, the reference has {row[index + 4]}");
                }
            }
        }

        features.Length.ShouldBe(81);
        reference.Count.ShouldBe(1 + 79);
        return mismatches;
    }

    private async Task<Dictionary<string, double?[]>> WindowsAsync(string[] features)
    {
        var found = new Dictionary<string, double?[]>(StringComparer.Ordinal);
        await foreach (var batch in DataLake.Open(LakeFolder).Table("gold.windows").ReadBatchesAsync(cancellationToken: TestContext.Current.CancellationToken))
        {
            var (clips, windows) = (batch.Column<string>("clip"), batch.Column<int>("window"));
            var columns = features.Select(feature => batch.Column<double?>(feature)).ToArray();
            for (var row = 0; row < batch.RowCount; row++)
            {
                found[$"{clips[row]} {windows[row]}"] = [.. columns.Select(column => column[row])];
            }
        }

        return found;
    }
}
