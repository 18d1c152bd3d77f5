using System.Globalization;
using System.Security.Cryptography;
using VoiceLake.Bronze;
using VoiceLake.Lake;
using VoiceLake.Tests.Support;

namespace VoiceLake.Tests.Bronze;

/// <summary>A source that fails as real ones do; it has 300 archives here and 6,321 in tests/Conformance, or as many as VOICELAKE_BRONZE_FILES says.</summary>
public sealed class UnreliableSourceTests(ITestOutputHelper output) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    // The conformance project links these tests and sets the number in its project file.
    private static int Files => int.Parse(
        Environment.GetEnvironmentVariable("VOICELAKE_BRONZE_FILES") ?? AppContext.GetData("VoiceLake.BronzeFiles") as string ?? "300", CultureInfo.InvariantCulture);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task All_archives_arrive_verified_and_a_second_run_copies_none()
    {
        await using var server = await UnreliableServer.StartAsync(Files, seed: 11);

        var first = await BronzeProcess.RunAsync(Job(server, "lake"));
        var bodies = server.Names.Sum(name => server.CountsOf(name).Bodies);
        var second = await BronzeProcess.RunAsync(Job(server, "lake"));

        output.WriteLine($"first:  {first}");
        output.WriteLine($"second: {second}");
        (first.Good, first.Copied, first.Quarantined, first.Unchanged).ShouldBe((Files, Files, 0, 0));
        (second.Good, second.Quarantined, second.Unchanged).ShouldBe((0, 0, Files));
        server.Names.Sum(name => server.CountsOf(name).Bodies).ShouldBe(bodies);
        first.Retries.ShouldBeGreaterThan(Files / 50);
        first.PeakMegabytes.ShouldBeLessThan(300);
        await VerifyAsync(server, "lake");
        AttackLedger.Withstood("source", "3 % answers of 503, 1 % cut bodies, 10 % without length", Files, "all arrive verified, nothing twice");
    }

    [Fact]
    public async Task A_run_killed_again_and_again_finishes_without_copying_a_complete_file_twice()
    {
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        await using var server = await UnreliableServer.StartAsync(Files, seed);
        var done = new Dictionary<string, int>();
        for (var kill = 0; kill < 3; kill++)
        {
            using var process = BronzeProcess.Start(Job(server, "killed"));
            var moment = server.AnsweredAsync(server.Requests + random.Next(1, Files / 4));
            await Task.WhenAny(moment, process.WaitForExitAsync(Token)).WaitAsync(TimeSpan.FromMinutes(5), Token);
            process.HasExited.ShouldBeFalse("the run ended before it could be killed");
            process.Kill();
            await process.WaitForExitAsync(Token);
            foreach (var name in Visible("killed"))
            {
                done.TryAdd(name, server.CountsOf(name).Bodies);
            }

            output.WriteLine($"killed at request {server.Requests} with {done.Count} files complete");
        }

        var last = await BronzeProcess.RunAsync(Job(server, "killed"));
        output.WriteLine($"last: {last}");
        foreach (var (name, bodies) in done)
        {
            server.CountsOf(name).Bodies.ShouldBe(bodies, $"{name} was complete and must not be sent again");
        }

        var undisturbed = await BronzeProcess.RunAsync(Job(server, "undisturbed"));

        last.Quarantined.ShouldBe(0);
        (last.Good + last.Unchanged).ShouldBe(Files);
        undisturbed.Good.ShouldBe(Files);
        await VerifyAsync(server, "killed");
        (await ComparableAsync("killed")).ShouldBe(await ComparableAsync("undisturbed"));
    }

    private BronzeJob Job(UnreliableServer server, string lake) => new(server.Address.AbsoluteUri, _folder.PathOf(lake), _folder.PathOf("result.json"), CommitRows: Math.Max(20, Files / 20));

    private IEnumerable<string> Visible(string lake) =>
        _folder.PathOf(lake, "bronze", "submissions") is var path && Directory.Exists(path) ? Directory.EnumerateFiles(path).Select(file => Path.GetFileName(file)) : [];

    private async Task VerifyAsync(UnreliableServer server, string lake)
    {
        Visible(lake).Order(StringComparer.Ordinal).ShouldBe(server.Names);
        var rows = (await RowsAsync(lake)).ToDictionary(row => row.Name);
        rows.Count.ShouldBe(server.Names.Count);
        foreach (var name in server.Names)
        {
            var wanted = Convert.ToHexStringLower(SHA256.HashData(server.ContentOf(name)));
            Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(_folder.PathOf(lake, "bronze", "submissions", name), Token))).ShouldBe(wanted, name);
            rows[name].Sha256.ShouldBe(wanted, name);
        }
    }

    private async Task<IReadOnlyList<(string Name, long Bytes, string? ETag, DateTimeOffset? LastModified, string Sha256)>> ComparableAsync(string lake) =>
        [.. (await RowsAsync(lake)).OrderBy(row => row.Name, StringComparer.Ordinal).Select(row => (row.Name, row.Bytes, row.ETag, row.LastModified, row.Sha256))];

    private async Task<List<BronzeSubmission>> RowsAsync(string lake) =>
        await DataLake.Open(_folder.PathOf(lake)).Table(BronzeStage.SubmissionsTable).ReadAsync<BronzeSubmission>(cancellationToken: Token).ToListAsync(Token);
}
