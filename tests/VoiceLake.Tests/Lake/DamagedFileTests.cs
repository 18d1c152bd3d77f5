using VoiceLake.Lake;
using VoiceLake.Tests.Support;

namespace VoiceLake.Tests.Lake;

/// <summary>A data file or a checkpoint that is not as it was written gives the right rows or an error by name, and never other rows.</summary>
public sealed class DamagedFileTests(DamagedTable table) : IClassFixture<DamagedTable>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_data_file_that_is_missing_is_named_with_the_remedy()
    {
        foreach (var file in table.Files)
        {
            var whole = await File.ReadAllBytesAsync(file, Token);
            File.Delete(file);

            var error = await Should.ThrowAsync<LakeException>(table.ReadAsync);

            await File.WriteAllBytesAsync(file, whole, Token);
            error.Message.ShouldBe($"'gold/tables/rows/{Path.GetFileName(file)}' is missing, and the log of its table names it. Bring the file back from a copy of the lake, or delete the folder of the table and run its stage again.");
        }

        AttackLedger.Withstood("lake", "a data file is missing", table.Files.Count, "an error that names the file and the remedy");
    }

    [Fact]
    public async Task A_data_file_that_is_cut_or_longer_or_another_is_refused()
    {
        var cases = 0;
        foreach (var file in table.Files)
        {
            var whole = await File.ReadAllBytesAsync(file, Token);
            var others = await Task.WhenAll(table.Files.Where(other => other != file).Select(other => File.ReadAllBytesAsync(other, Token)));
            byte[][] damaged = [.. Enumerable.Range(0, 40).Select(n => whole[..(whole.Length * n / 40)]), [.. whole, 0], [.. whole, .. whole], new byte[whole.Length], .. others.Where(other => other.Length != whole.Length)];
            foreach (var bytes in damaged)
            {
                cases++;
                (await table.TryAsync(file, bytes, $"{bytes.Length} bytes for {whole.Length}")).ShouldBeTrue($"{bytes.Length} bytes for {whole.Length}");
            }
        }

        AttackLedger.Withstood("lake", "a data file is cut, longer or another", cases, "an error that names the file and the remedy");
    }

    [Fact]
    public async Task A_checkpoint_that_is_damaged_is_named_with_the_remedy()
    {
        var copy = _folder.PathOf("gold", "tables", "golden");
        foreach (var file in Directory.EnumerateFiles(Golden, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(copy, Path.GetRelativePath(Golden, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        var checkpoint = Path.Combine(copy, "_delta_log", "00000000000000000002.checkpoint.parquet");
        var whole = await File.ReadAllBytesAsync(checkpoint, Token);
        byte[][] damaged = [.. Enumerable.Range(0, 60).Select(n => whole[..(whole.Length * n / 60)]), [.. whole, 0], new byte[whole.Length], await File.ReadAllBytesAsync(Path.Combine(copy, "part-1.parquet"), Token)];
        foreach (var bytes in damaged)
        {
            await File.WriteAllBytesAsync(checkpoint, bytes, Token);

            var error = await Should.ThrowAsync<LakeException>(() => DataLake.Open(_folder.Path).Table("gold.golden").FindSnapshotAsync(cancellationToken: Token));

            error.Message.ShouldContain("golden");
        }

        AttackLedger.Withstood("lake", "a checkpoint is damaged", damaged.Length, "an error that names the file and the remedy");
    }

    private static string Golden => Repository.PathOf("tests", "VoiceLake.Tests", "Lake", "golden", "checkpointed");
}
