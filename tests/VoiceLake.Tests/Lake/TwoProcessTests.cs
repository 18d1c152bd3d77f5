using System.Diagnostics;
using VoiceLake.Lake;
using VoiceLake.Tests.Support;

namespace VoiceLake.Tests.Lake;

public sealed class TwoProcessTests
{
    private const string LakeVariable = "VOICELAKE_TEST_LAKE";
    private const string WriterVariable = "VOICELAKE_TEST_WRITER";
    private const int Commits = 12;

    [Fact]
    public async Task Two_processes_append_at_once_and_nothing_is_lost()
    {
        using var folder = new TemporaryFolder();
        var writers = Enumerable.Range(0, 2).Select(writer => Start(folder.Path, writer)).ToList();
        foreach (var writer in writers)
        {
            var output = await writer.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await writer.WaitForExitAsync(TestContext.Current.CancellationToken);
            writer.ExitCode.ShouldBe(0, output);
            writer.Dispose();
        }

        var table = DataLake.Open(folder.Path).Table("gold.rows");
        (await table.FindSnapshotAsync(cancellationToken: TestContext.Current.CancellationToken))!.Version.ShouldBe((2 * Commits) - 1);
        (await table.ReadAsync<Row>(cancellationToken: TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken))
            .OrderBy(row => row.Writer).ThenBy(row => row.Number)
            .ShouldBe(Enumerable.Range(0, 2).SelectMany(writer => Enumerable.Range(0, Commits).Select(i => new Row(writer, i))));
        AttackLedger.Withstood("machine", "two processes append to one table", 2, "nothing lost, nothing twice");
    }

    /// <summary>What each of the two processes does; by itself, in a lake of its own.</summary>
    [Fact]
    public async Task A_process_appends()
    {
        using var folder = new TemporaryFolder();
        var table = DataLake.Open(Environment.GetEnvironmentVariable(LakeVariable) ?? folder.Path).Table("gold.rows");
        var writer = int.Parse(Environment.GetEnvironmentVariable(WriterVariable) ?? "0", System.Globalization.CultureInfo.InvariantCulture);
        for (var i = 0; i < Commits; i++)
        {
            (await table.AppendAsync([new Row(writer, i)], cancellationToken: TestContext.Current.CancellationToken)).RowsAdded.ShouldBe(1);
        }
    }

    private static Process Start(string lake, int writer)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "VoiceLake.Tests.dll"), "-method", $"{typeof(TwoProcessTests).FullName}.{nameof(A_process_appends)}"])
        {
            RedirectStandardOutput = true,
            Environment = { [LakeVariable] = lake, [WriterVariable] = $"{writer}" },
        };
        return Process.Start(start)!;
    }

    private sealed record Row(int Writer, int Number);
}
