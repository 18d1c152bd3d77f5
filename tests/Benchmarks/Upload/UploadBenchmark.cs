using System.Diagnostics;
using System.Globalization;
using System.Text;
using Azure.Storage;
using Azure.Storage.Blobs;
using Azure.Storage.Sas;
using VoiceLake.Conformance.Storage;
using VoiceLake.Tests.Support;

namespace VoiceLake.Benchmarks.Upload;

/// <summary>Uploads to Azurite beside AzCopy: one large file, and many small ones; each upload goes to an Azurite that is started for it.</summary>
internal static class UploadBenchmark
{
    private const long LargeBytes = 1L << 30;
    private const int SmallFiles = 5_000;
    private const int SmallBytes = 16 << 10;

    // Published with Azurite, the same for everybody.
    private const string Account = "devstoreaccount1";
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    /// <summary>A table of the medians of so many runs.</summary>
    public static async Task<string> RunAsync(int runs, CancellationToken ct)
    {
        using var folder = new TemporaryFolder();
        var large = folder.PathOf("large", "1-gib.bin");
        await WriteAsync(large, LargeBytes, 1, ct);
        for (var i = 0; i < SmallFiles; i++)
        {
            await WriteAsync(folder.PathOf("small", $"{i:d5}.bin"), SmallBytes, i, ct);
        }

        var table = new StringBuilder("| to Azurite | VoiceLake, s | AzCopy, s | speed ratio | VoiceLake, peak MB | AzCopy, peak MB |\n|---|---|---|---|---|---|\n");
        foreach (var (name, path) in new[] { ("one file of 1 GiB", Path.GetDirectoryName(large)!), ($"{SmallFiles:N0} files of 16 KiB", folder.PathOf("small")) })
        {
            List<MeasuredRun> ours = [], theirs = [];
            for (var run = 0; run < runs; run++)
            {
                ours.Add(await OursAsync(path, ct));
                theirs.Add(await AzCopyAsync(path, ct));
            }

            var (our, their) = (MeasuredRun.Median(ours), MeasuredRun.Median(theirs));
            table.AppendLine(CultureInfo.InvariantCulture, $"| {name} | {our.Seconds:0.0} | {their.Seconds:0.0} | {their.Seconds / our.Seconds:0.00} | {our.PeakBytes / 1e6:0} | {their.PeakBytes / 1e6:0} |");
        }

        return table.Append("\nWhole processes, their start included; the ratio is AzCopy's time to ours.").ToString();
    }

    private static async Task<MeasuredRun> OursAsync(string folder, CancellationToken ct)
    {
        await using var azurite = await AzuriteProcess.StartAsync();
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "VoiceLake.Benchmarks.dll"), "work", "upload", azurite.Lake, folder]);

        // As every other program of .NET starts; the benchmarks themselves run without tiers.
        start.Environment["DOTNET_TieredCompilation"] = "1";
        return await MeasuredRun.OfAsync(start, ct);
    }

    private static async Task<MeasuredRun> AzCopyAsync(string folder, CancellationToken ct)
    {
        await using var azurite = await AzuriteProcess.StartAsync();
        using var work = new TemporaryFolder();
        var key = new StorageSharedKeyCredential(Account, Key);
        var sas = new AccountSasBuilder(AccountSasPermissions.All, TimeProvider.System.GetUtcNow().AddHours(1), AccountSasServices.Blobs, AccountSasResourceTypes.All) { Protocol = SasProtocol.HttpsAndHttp }.ToSasQueryParameters(key);

        // AzCopy makes no containers at an emulator; ours counts its own.
        await new BlobContainerClient(new Uri($"{azurite.Lake}/bronze"), key, new BlobClientOptions(BlobClientOptions.ServiceVersion.V2024_11_04)).CreateAsync(cancellationToken: ct);
        return await MeasuredRun.OfAsync(AzCopyProgram.StartOf(["copy", folder, $"{azurite.Lake}/bronze?{sas}", "--recursive", "--from-to", "LocalBlob"], work.Path), ct);
    }

    private static async Task WriteAsync(string file, long length, int seed, CancellationToken ct)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var random = new Random(seed);
        var buffer = new byte[Math.Min(length, 4 << 20)];
        await using var stream = File.Create(file);
        for (var written = 0L; written < length; written += buffer.Length)
        {
            random.NextBytes(buffer);
            await stream.WriteAsync(buffer, ct);
        }
    }
}
