using System.Text;
using VoiceLake.Fuzz.Engine;
using VoiceLake.Lake;
using VoiceLake.Tests.Support;

namespace VoiceLake.Fuzz.Targets;

/// <summary>Reads a table whose files are the input; the one error that it may end in is a lake's, which names the table or the file.</summary>
internal static class LakePromises
{
    public const string Golden = "tests/VoiceLake.Tests/Lake/golden";
    private const string Folder = "silver/tables/things/";

    public static void Check(params IReadOnlyList<(string Name, byte[] Content)> files)
    {
        var store = new InputStore(files.ToDictionary(file => Folder + file.Name, file => file.Content));
        try
        {
            ReadAsync(new DataLake(store).Table("silver.things")).GetAwaiter().GetResult();
        }
        catch (LakeException error)
        {
            if (!error.Message.Contains("things", StringComparison.Ordinal))
            {
                throw new BrokenPromiseException($"the error names neither table nor file: {error.Message}");
            }
        }
    }

    private static async Task ReadAsync(LakeTable table)
    {
        if (await table.FindSnapshotAsync() is null)
        {
            return;
        }

        _ = await table.HistoryAsync();
        await foreach (var batch in table.ReadBatchesAsync())
        {
            if (batch.Columns.Any(column => column.Length != batch.RowCount))
            {
                throw new BrokenPromiseException("columns of one batch have different lengths");
            }
        }
    }
}

/// <summary>Commits: lines of JSON; a line of <c>---</c> begins the next version.</summary>
internal sealed class DeltaLogTarget : FuzzTarget
{
    private const string Separator = "\n---\n";
    private static readonly byte[] Rows = File.ReadAllBytes(Path.Combine(Repository.Root, LakePromises.Golden, "overwritten", "one.parquet"));

    public override string Name => "delta-log";

    public override IReadOnlyList<string> Dictionary =>
    [
        Separator, "{\"add\":{\"path\":\"", "{\"remove\":{\"path\":\"", "{\"metaData\":{", "\"schemaString\":\"", "{\"protocol\":{\"minReaderVersion\":", "\"partitionValues\":{", "\"stats\":\"{\\\"numRecords\\\":", "\"readerFeatures\":[",
        "deletionVectors", "columnMapping", "{\"txn\":{\"appId\":\"", "..%2F", "%00", "null", "\\\"type\\\":\\\"struct\\\"", "\\\"elementType\\\":", "decimal(38,10)", "\"dataChange\":true",
    ];

    public override IEnumerable<byte[]> Seeds() =>
        Directory.EnumerateDirectories(Path.Combine(Repository.Root, LakePromises.Golden)).Order(StringComparer.Ordinal).Select(table =>
            Encoding.UTF8.GetBytes(string.Join(Separator, Directory.EnumerateFiles(Path.Combine(table, "_delta_log"), "*.json").Order(StringComparer.Ordinal).Select(path => File.ReadAllText(path).Trim()))));

    public override void Run(byte[] input)
    {
        var commits = Encoding.Latin1.GetString(input).Split(Separator);
        LakePromises.Check(
        [
            .. commits.Select((commit, version) => ($"_delta_log/{version:d20}.json", Encoding.Latin1.GetBytes(commit))),
            .. new[] { "one.parquet", "two.parquet", "three.parquet", "part-3.parquet" }.Select(name => (name, Rows)),
        ]);
    }
}

/// <summary>A checkpoint that another engine wrote.</summary>
internal sealed class CheckpointTarget : FuzzTarget
{
    public override string Name => "checkpoint";

    public override IReadOnlyList<string> Dictionary => ["PAR1", "add", "metaData", "protocol", "schemaString", "\x15", "\x19", "\x1C", "\x2C"];

    public override IEnumerable<byte[]> Seeds() => SeedFiles.Whole(LakePromises.Golden, "*.checkpoint.parquet");

    public override void Run(byte[] input) => LakePromises.Check(
        ("_delta_log/_last_checkpoint", "{\"version\":2,\"size\":6}"u8.ToArray()),
        ("_delta_log/00000000000000000002.checkpoint.parquet", input));
}

/// <summary>A data file, footer and pages.</summary>
internal sealed class ParquetTarget : FuzzTarget
{
    private static readonly byte[] Commit = File.ReadAllBytes(Path.Combine(Repository.Root, LakePromises.Golden, "overwritten", "_delta_log", "00000000000000000000.json"));

    public override string Name => "parquet";

    public override IReadOnlyList<string> Dictionary => ["PAR1", "\x15\0", "\x15\x02", "\x15\x04", "\x15\x0C", "\x19\x1C", "\x19\x2C", "\x2C\x15", "\xFF\xFF\xFF\xFF\x0F"];

    public override IEnumerable<byte[]> Seeds() => SeedFiles.Paths(LakePromises.Golden, "*.parquet").Where(path => !path.Contains("checkpoint.", StringComparison.Ordinal)).Select(File.ReadAllBytes);

    public override void Run(byte[] input) => LakePromises.Check([("_delta_log/00000000000000000000.json", Commit), .. new[] { "one.parquet", "two.parquet", "three.parquet" }.Select(name => (name, input))]);
}
