using System.Collections.Concurrent;
using System.Globalization;
using VoiceLake.Azure.Storage;
using VoiceLake.Lake;
using VoiceLake.Tests.Support;

namespace VoiceLake.Conformance.Storage;

/// <summary>A bad line to Azurite: every operation ends right or with a clear error, and nothing half done is seen.</summary>
public sealed class FaultTests(AzuriteServer azurite) : IClassFixture<AzuriteServer>
{
    private const int Lines = 8;
    private const double Harmed = 0.2;
    private static readonly Fault[] Faults = [.. Enum.GetValues<Fault>().Where(fault => fault is not (Fault.None or Fault.TooMany))];

    private readonly AzureLakeOptions _options = AzuriteServer.EmptyLake() with { NetworkTimeout = TimeSpan.FromSeconds(10), RetryDelay = TimeSpan.FromMilliseconds(5), MaxRetryDelay = TimeSpan.FromMilliseconds(50), BlockBytes = 64 << 10 };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1_000, 4, 0.95, 1.0)]
    [InlineData(400, 0, 0.2, 0.9)]
    public async Task Operations_end_right_or_with_a_clear_error_and_no_half_object_is_seen(int operations, int retries, double rightAtLeast, double rightAtMost)
    {
        var random = new Random(6);
        await using var proxy = new FaultProxy(azurite.EndPoint, _ => Draw(random));
        var bad = new BlobLakeStore(AzureLakeAddress.Parse(AzuriteProcess.LakeAt(proxy.Port)), _options with { MaxRetries = retries });
        var good = new BlobLakeStore(AzureLakeAddress.Parse(azurite.Lake), _options);
        var ended = new ConcurrentDictionary<string, int>();

        await Task.WhenAll(Enumerable.Range(0, Lines).Select(line => Task.Run(
            async () =>
            {
                for (var i = 0; i < operations / Lines; i++)
                {
                    ended.AddOrUpdate(await OperateAsync(bad, good, line, i), 1, (_, count) => count + 1);
                }
            },
            Cancel)));

        var summary = string.Join(", ", ended.OrderBy(end => end.Key).Select(end => $"{end.Value} {end.Key}"));
        TestContext.Current.TestOutputHelper?.WriteLine($"{summary}; {proxy.Faults} of {proxy.Requests} requests harmed");
        ended.Values.Sum().ShouldBe(operations);
        proxy.Faults.ShouldBeGreaterThan(operations / 5, summary);
        (ended.Where(end => end.Key.StartsWith("right", StringComparison.Ordinal)).Sum(end => end.Value) / (double)operations).ShouldBeInRange(rightAtLeast, rightAtMost, summary);
        await foreach (var found in good.ListAsync(new LakePath("bronze", ""), Cancel))
        {
            (await ReadAsync(good, found.Path)).ShouldBe(Content(found.Path), found.Path.ToString());
        }
    }

    // Each line works on names of its own, so that what must stand there is known.
    private static async Task<string> OperateAsync(BlobLakeStore bad, BlobLakeStore good, int line, int i)
    {
        var path = new LakePath("bronze", $"line-{line}/{i / 4}");
        try
        {
            switch (i % 4)
            {
                case 0:
                    var put = await bad.PutAsync(path, new MemoryStream(Content(path)), PutCondition.IfAbsent, Cancel);
                    put.Length.ShouldBe(Content(path).Length);
                    return "right: written";
                case 1:
                    (await ReadAsync(bad, path)).ShouldBe(Content(path));
                    return "right: read";
                case 2:
                    (await bad.ListAsync(new LakePath("bronze", $"line-{line}/{i / 4}"), Cancel).Select(found => found.Path).ToListAsync(Cancel)).ShouldContain(path);
                    return "right: listed";
                default:
                    await using (var upload = await bad.OpenUploadAsync(path, "tag", Cancel))
                    {
                        await upload.AppendAsync(Content(path), Cancel);
                        await upload.CommitAsync(PutCondition.Overwrite, Cancel);
                    }

                    return "right: uploaded";
            }
        }
        catch (LakeObjectExistsException)
        {
            throw new InvalidOperationException($"'{path}' was nobody's but ours.");
        }
        catch (LakeObjectNotFoundException) when (i % 4 == 1)
        {
            // Its writing ended with an error: then it may not be there by half either.
            (await good.FindAsync(path, Cancel)).ShouldBeNull();
            return "error: was not written";
        }
        catch (LakeException error)
        {
            error.Message.ShouldContain($"bronze/line-{line}/");
            error.Message.ShouldContain("127.0.0.1");
            if (await good.FindAsync(path, Cancel) is not null)
            {
                (await ReadAsync(good, path)).ShouldBe(Content(path));
            }

            return "error: clear";
        }
        catch (ShouldAssertException) when (i % 4 == 2)
        {
            (await good.FindAsync(path, Cancel)).ShouldBeNull("a listing leaves nothing out");
            return "error: was not written";
        }
    }

    // Of sizes from nothing to several blocks, the same for the same path.
    private static byte[] Content(LakePath path)
    {
        var numbers = path.Name["line-".Length..].Split('/').Select(part => int.Parse(part, CultureInfo.InvariantCulture)).ToArray();
        var bytes = new byte[numbers[1] % 5 == 4 ? 200_000 : numbers[1] * 97 % 5_000];
        new Random((numbers[0] * 1_000) + numbers[1]).NextBytes(bytes);
        return bytes;
    }

    private static async Task<byte[]> ReadAsync(BlobLakeStore store, LakePath path)
    {
        await using var stream = await store.OpenReadAsync(path, cancellationToken: Cancel);
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy, Cancel);
        return copy.ToArray();
    }

    private static Fault Draw(Random random)
    {
        lock (random)
        {
            return random.NextDouble() >= Harmed ? Fault.None : random.Next(50) == 0 ? Fault.TooMany : Faults[random.Next(Faults.Length)];
        }
    }
}
