using System.Diagnostics;
using VoiceLake.Azure.Storage;
using VoiceLake.Lake;
using VoiceLake.Tests.Support;

namespace VoiceLake.Conformance.Storage;

/// <summary>A run that is killed in the middle of an upload to Azurite, and the run after it.</summary>
public sealed class KilledUploadTests(AzuriteServer azurite) : IClassFixture<AzuriteServer>, IDisposable
{
    private const string LakeVariable = "VOICELAKE_TEST_UPLOAD_TO";
    private const string FileVariable = "VOICELAKE_TEST_UPLOAD_READY";
    private const int Length = 9_000_000;
    private static readonly LakePath Path = LakePath.Parse("bronze/killed.bin");
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_next_run_waits_for_the_lease_of_a_killed_one_and_goes_on_where_it_was()
    {
        var ready = _folder.PathOf("ready");
        using var child = Start(ready);
        while (!File.Exists(ready) && !child.HasExited)
        {
            await Task.Delay(50, Cancel);
        }

        var store = new BlobLakeStore(AzureLakeAddress.Parse(azurite.Lake));
        (await store.FindAsync(Path, Cancel)).ShouldBeNull();
        child.Kill();
        await child.WaitForExitAsync(Cancel);
        var waited = Stopwatch.StartNew();
        await using var upload = await store.OpenUploadAsync(Path, "tag", Cancel);

        waited.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20));
        upload.Length.ShouldBe(8 << 20, "two pieces had been sent, and the rest was in memory");
        await using (var kept = await upload.OpenReadAsync(Cancel))
        {
            using var copy = new MemoryStream();
            await kept.CopyToAsync(copy, Cancel);
            copy.ToArray().AsSpan().SequenceEqual(Content().AsSpan(0, 8 << 20)).ShouldBeTrue();
        }

        await upload.AppendAsync(Content().AsMemory(8 << 20), Cancel);
        (await upload.CommitAsync(PutCondition.IfAbsent, Cancel)).Length.ShouldBe(Length);
    }

    /// <summary>What the process does that is killed; by itself, nothing.</summary>
    [Fact]
    public async Task A_process_uploads_until_it_is_killed()
    {
        if (Environment.GetEnvironmentVariable(LakeVariable) is { } lake)
        {
            await using var upload = await DataLake.Open(lake).Store.OpenUploadAsync(Path, "tag", Cancel);
            await upload.AppendAsync(Content(), Cancel);
            await File.WriteAllTextAsync(Environment.GetEnvironmentVariable(FileVariable)!, "ready", Cancel);
            await Task.Delay(Timeout.Infinite, Cancel);
        }
    }

    private static byte[] Content()
    {
        var bytes = new byte[Length];
        new Random(9).NextBytes(bytes);
        return bytes;
    }

    private Process Start(string ready) => Process.Start(new ProcessStartInfo(
        "dotnet", [System.IO.Path.Combine(AppContext.BaseDirectory, "VoiceLake.Conformance.dll"), "-method", $"{typeof(KilledUploadTests).FullName}.{nameof(A_process_uploads_until_it_is_killed)}"])
    {
        RedirectStandardOutput = true,
        Environment = { [LakeVariable] = azurite.Lake, [FileVariable] = ready },
    })!;
}
