using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json;
using VoiceLake.Bronze;
using VoiceLake.Lake;
using VoiceLake.Tests.Support;

namespace VoiceLake.Tests.Bronze;

/// <summary>A lake, a scripted server and a manifest that names files on it.</summary>
internal sealed class CopyScenario : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private ScriptedServer _server;

    public CopyScenario(Func<ScriptedRequest, Answer> script, params string[] names)
    {
        _server = new ScriptedServer(script);
        Names = names is [] ? ["x.tgz"] : names;
    }

    /// <summary>A small gzip archive whose packed bytes do not repeat.</summary>
    public static byte[] Archive { get; } = MakeArchive(1);

    /// <summary>Another of the same length.</summary>
    public static byte[] OtherArchive { get; } = MakeArchive(2);

    public BronzeOptions Options { get; set; } = new()
    {
        RetryDelay = TimeSpan.Zero,
        MaxRetryDelay = TimeSpan.Zero,
        MaxRetries = 3,
        Parallelism = 1,
    };

    public IReadOnlyList<string> Names { get; set; }

    public DataLake Lake => DataLake.Open(_folder.PathOf("lake"));

    public Uri Address => _server.Address;

    /// <summary>Requests since the server was started.</summary>
    public IReadOnlyList<ScriptedRequest> Requests => [.. _server.Requests];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Runs the stage on the manifest.</summary>
    public async Task<BronzeReport> RunAsync() => await BronzeStage.RunAsync(Lake, await SourceAsync(), Options, cancellationToken: Token);

    public async Task<SubmissionSource> SourceAsync()
    {
        var manifest = _folder.PathOf("manifest.json");
        await File.WriteAllBytesAsync(manifest, JsonSerializer.SerializeToUtf8Bytes(Names.Select(name => new SubmissionItem(_server.Address.AbsoluteUri, name, name))), Token);
        return SubmissionSource.Open(manifest);
    }

    /// <summary>Goes on with another script, at another port unless the same listener serves it.</summary>
    public async Task ReplaceServerAsync(Func<ScriptedRequest, Answer> script)
    {
        await _server.DisposeAsync();
        _server = new ScriptedServer(script);
    }

    public async Task<List<BronzeSubmission>> RowsAsync() =>
        [.. (await Lake.Table(BronzeStage.SubmissionsTable).ReadAsync<BronzeSubmission>(cancellationToken: Token).ToListAsync(Token)).OrderBy(row => row.Name, StringComparer.Ordinal)];

    public async Task<List<BronzeFailure>> FailuresAsync() =>
        [.. await Lake.Table(BronzeStage.FailuresTable).ReadAsync<BronzeFailure>(cancellationToken: Token).ToListAsync(Token)];

    public async Task<long?> VersionAsync(string table) => (await Lake.Table(table).FindSnapshotAsync(cancellationToken: Token))?.Version;

    /// <summary>The visible content of a submission, or null.</summary>
    public byte[]? Visible(string name = "x.tgz") =>
        _folder.PathOf("lake", "bronze", "submissions", name) is var path && File.Exists(path) ? File.ReadAllBytes(path) : null;

    /// <summary>How many bytes of unfinished copies the lake keeps.</summary>
    public long Kept() => Directory.Exists(_folder.PathOf("lake", ".voicelake", "uploads")) ? new DirectoryInfo(_folder.PathOf("lake", ".voicelake", "uploads")).EnumerateFiles().Sum(file => file.Length) : 0;

    /// <summary>Changes one byte of a submission in the lake, and nothing else.</summary>
    public void Damage(string name = "x.tgz")
    {
        var path = _folder.PathOf("lake", "bronze", "submissions", name);
        var (content, written) = (File.ReadAllBytes(path), File.GetLastWriteTimeUtc(path));
        content[content.Length / 2] ^= 1;
        File.WriteAllBytes(path, content);
        File.SetLastWriteTimeUtc(path, written);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    private static byte[] MakeArchive(int seed)
    {
        var content = new byte[20_000];
        new Random(seed).NextBytes(content);
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        using (var tar = new TarWriter(gzip))
        {
            using var data = new MemoryStream(content);
            tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "x/wav/a.wav") { DataStream = data, ModificationTime = DateTimeOffset.UnixEpoch });
        }

        return packed.ToArray();
    }
}
