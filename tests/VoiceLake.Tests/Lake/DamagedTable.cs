using VoiceLake.Lake;
using VoiceLake.Tests.Support;

namespace VoiceLake.Tests.Lake;

/// <summary>A small table of several commits that can be damaged and mended again, file by file.</summary>
public sealed class DamagedTable : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>The table's folder.</summary>
    public string Folder => _folder.PathOf("gold", "tables", "rows");

    /// <summary>The log's folder.</summary>
    public string Log => Path.Combine(Folder, "_delta_log");

    /// <summary>The rows of the undamaged table, in text.</summary>
    public IReadOnlyList<string> Rows { get; private set; } = [];

    /// <summary>The data files that the newest version names.</summary>
    public IReadOnlyList<string> Files { get; private set; } = [];

    private LakeTable Table => DataLake.Open(_folder.Path).Table("gold.rows");

    public async ValueTask InitializeAsync()
    {
        await Table.AppendAsync([new Row("a", 1, 1.5, ["x"]), new Row("b", null, double.NaN, [])]);
        await Table.AppendAsync([new Row("c", 3, 3.25, null), new Row("ü", 4, -1, ["y", null])]);
        await Table.ReplaceAsync(TableFilter.Equal("name", "a"), [new Row("a", 2, 2.5, ["z"])]);
        await Table.AppendAsync([new Row("d", long.MaxValue, 0, [])]);
        Rows = await ReadAsync();
        Files = [.. (await Table.FindSnapshotAsync())!.Files.Select(file => Path.Combine(Folder, file.Path))];
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>The file of a commit.</summary>
    public string Commit(long version) => Path.Combine(Log, $"{version:d20}.json");

    /// <summary>Reads all rows, as text.</summary>
    public async Task<IReadOnlyList<string>> ReadAsync() =>
        await Table.ReadAsync<Row>(cancellationToken: Token).Select(row => $"{row.Name} {row.Count} {row.Value:R} {(row.Words is null ? "none" : string.Join(',', row.Words.Select(word => word ?? "null")))}").ToListAsync(Token);

    /// <summary>Reads the table whose file has other bytes for a moment: the right rows, or an error of a lake that names a file or the table and a remedy.</summary>
    /// <returns>Whether the damage was noticed.</returns>
    public async Task<bool> TryAsync(string file, ReadOnlyMemory<byte> bytes, string what)
    {
        var before = await File.ReadAllBytesAsync(file, Token);
        await File.WriteAllBytesAsync(file, bytes, Token);
        try
        {
            (await ReadAsync()).ShouldBe(Rows, what);
            return false;
        }
        catch (LakeException error)
        {
            (error.Message.Contains("gold", StringComparison.Ordinal) || error.Message.Contains("column", StringComparison.Ordinal)).ShouldBeTrue($"{what}: {error.Message}");
            return true;
        }
        catch (Exception error) when (error is not ShouldAssertException)
        {
            throw new InvalidOperationException($"{what} ended in {error.GetType().Name}: {error.Message}", error);
        }
        finally
        {
            await File.WriteAllBytesAsync(file, before, Token);
        }
    }

    private sealed record Row(string Name, long? Count, double Value, IReadOnlyList<string?>? Words);
}
