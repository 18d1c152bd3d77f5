using VoiceLake.Gold;
using VoiceLake.Lake;
using VoiceLake.Silver;
using VoiceLake.Tests.Stages;
using VoiceLake.Tests.Support;

namespace VoiceLake.Tests.Gold;

/// <summary>A lake in a temporary folder whose silver clips a test chooses.</summary>
internal sealed class GoldLake : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public GoldLake() => Lake = DataLake.Open(_folder.Path);

    public DataLake Lake { get; }

    public async Task<GoldReport> RunAsync(IEnumerable<SilverClip>? clips = null, GoldOptions? options = null)
    {
        if (clips is not null)
        {
            await SilverClips.WriteAsync(Lake, clips);
        }

        return await GoldStage.RunAsync(Lake, options, cancellationToken: TestContext.Current.CancellationToken);
    }

    public async Task<IReadOnlyList<T>> ReadAsync<T>(string table)
        where T : class => await Lake.Table(table).ReadAsync<T>(cancellationToken: TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);

    /// <summary>The rows of gold.windows but the run id, each as text, sorted by clip and window.</summary>
    public Task<IReadOnlyList<string>> WindowsAsync(params string[] columns) => RowsAsync("gold.windows", columns);

    /// <summary>The rows of gold.clip_features but the run id, each as text, sorted by clip.</summary>
    public Task<IReadOnlyList<string>> ClipFeaturesAsync(params string[] columns) => RowsAsync("gold.clip_features", columns);

    /// <summary>Every file of the gold container with its content's hash.</summary>
    public IReadOnlyDictionary<string, string> Files()
        => Directory.EnumerateFiles(_folder.PathOf("gold"), "*", SearchOption.AllDirectories)
            .ToDictionary(file => Path.GetRelativePath(_folder.Path, file), file => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file))));

    /// <summary>Takes away the newest commit of a table.</summary>
    public void LoseNewestCommit(string table) => LostCommits.TakeNewest(_folder, "", table);

    public async Task<long> VersionAsync(string table) => (await Lake.Table(table).FindSnapshotAsync(cancellationToken: TestContext.Current.CancellationToken))!.Version;

    public void Dispose() => _folder.Dispose();

    private async Task<IReadOnlyList<string>> RowsAsync(string name, string[] columns)
    {
        var rows = new List<string>();
        var table = Lake.Table(name);
        var schema = (await table.FindSnapshotAsync(cancellationToken: TestContext.Current.CancellationToken))!.Schema;
        var names = columns.Length > 0 ? columns : [.. schema.Columns.Select(column => column.Name).Where(name => name != "run_id")];
        await foreach (var batch in table.ReadBatchesAsync(new TableReadOptions { Columns = names }, TestContext.Current.CancellationToken))
        {
            for (var row = 0; row < batch.RowCount; row++)
            {
                rows.Add(string.Join('|', batch.Columns.Select(column => column.GetValue(row) switch
                {
                    null => "null",
                    double value => value.ToString("R", System.Globalization.CultureInfo.InvariantCulture),
                    var value => value.ToString(),
                })));
            }
        }

        return [.. rows.Order(StringComparer.Ordinal)];
    }
}
