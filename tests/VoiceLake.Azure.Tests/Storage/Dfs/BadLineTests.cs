using System.Collections.Concurrent;
using System.Net;
using VoiceLake.Azure.Storage;
using VoiceLake.Lake;
using VoiceLake.Tests.Support;

namespace VoiceLake.Azure.Tests.Storage.Dfs;

/// <summary>A line that cuts, delays, truncates and refuses: every operation ends right or with a clear error, and nothing half done is seen.</summary>
public sealed class BadLineTests
{
    private const int Operations = 1_000;
    private const int Lines = 8;

    // A refusal that asks for a whole second of patience is left to a test of its own.
    private static readonly Fault[] Faults = [.. Enum.GetValues<Fault>().Where(fault => fault is not (Fault.None or Fault.TooMany))];

    private static CancellationToken Cancel => DfsLake.Cancel;

    [Theory]
    [InlineData(6, 1.0)]
    [InlineData(0, 0.4)]
    public async Task A_thousand_operations_end_right_or_with_a_clear_error(int retries, double rightAtLeast)
    {
        var random = new Random(5);
        await using var lake = await DfsLake.StartAsync();
        await using var proxy = new FaultProxy(new IPEndPoint(IPAddress.Loopback, lake.Server.Address.Port), _ => Draw(random));
        var options = lake.Options with { MaxRetries = retries, BlockBytes = 64 << 10 };
        using var bad = new AdlsLakeStore(AzureLakeAddress.Parse($"abfs://127.0.0.1:{proxy.Port}/{lake.Server.Account}"), options);
        using var good = lake.Open();
        await DfsLake.PutAsync(good, "bronze/first", "makes the container");
        var errors = new ConcurrentBag<string>();

        await Parallel.ForAsync(0, Operations / 4, new ParallelOptions { MaxDegreeOfParallelism = Lines, CancellationToken = Cancel }, async (i, _) =>
        {
            var path = new LakePath("bronze", $"files/{i}");
            await TryAsync(path, async () => (await bad.PutAsync(path, new MemoryStream(Content(i)), PutCondition.IfAbsent, Cancel)).Length.ShouldBe(Content(i).Length));
            var there = await good.FindAsync(path, Cancel);
            await TryAsync(path, async () => (await bad.FindAsync(path, Cancel)).ShouldBe(there));
            await TryAsync(path, async () => (await bad.ListAsync(path, Cancel).CountAsync(found => found.Path == path, Cancel)).ShouldBe(there is null ? 0 : 1));
            await TryAsync(path, async () =>
            {
                await using var upload = await bad.OpenUploadAsync(path with { Name = path.Name + ".up" }, "tag", Cancel);
                await upload.AppendAsync(Content(i), Cancel);
                (await upload.CommitAsync(PutCondition.Overwrite, Cancel)).Length.ShouldBe(Content(i).Length);
            });
        });

        (1 - (errors.Count / (double)Operations)).ShouldBeGreaterThanOrEqualTo(rightAtLeast, string.Join('\n', errors.Take(5)));
        (proxy.Faults / (double)proxy.Requests).ShouldBeGreaterThan(0.1);
        await foreach (var found in good.ListAsync(new LakePath("bronze", "files/"), Cancel))
        {
            await using var stream = await good.OpenReadAsync(found.Path, cancellationToken: Cancel);
            using var copy = new MemoryStream();
            await stream.CopyToAsync(copy, Cancel);
            copy.ToArray().AsSpan().SequenceEqual(Content(int.Parse(System.IO.Path.GetFileNameWithoutExtension(found.Path.Name), System.Globalization.CultureInfo.InvariantCulture))).ShouldBeTrue($"{found.Path} is whole");
        }

        async Task TryAsync(LakePath path, Func<Task> operation)
        {
            try
            {
                await operation();
            }
            catch (LakeException error) when (error is not (LakeObjectExistsException or LakeObjectNotFoundException))
            {
                error.Message.ShouldContain($"'{path}");
                errors.Add(error.Message);
            }
        }
    }

    // Of sizes from nothing to several blocks.
    private static byte[] Content(int i)
    {
        var bytes = new byte[i % 5 == 4 ? 200_000 : i * 97 % 5_000];
        new Random(i).NextBytes(bytes);
        return bytes;
    }

    private static Fault Draw(Random random)
    {
        lock (random)
        {
            return random.Next(100) < 15 ? Faults[random.Next(Faults.Length)] : Fault.None;
        }
    }
}
