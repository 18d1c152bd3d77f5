using System.Text;
using VoiceLake.Azure.Storage;
using VoiceLake.Lake;
using VoiceLake.Tests.Support.Dfs;

namespace VoiceLake.Azure.Tests.Storage.Dfs;

/// <summary>What was done and whose answer was lost is found again: it is neither done twice nor told as a failure.</summary>
public sealed class LostAnswerTests : IAsyncLifetime
{
    private DfsLake _lake = null!;
    private AdlsLakeStore _store = null!;

    private static CancellationToken Cancel => DfsLake.Cancel;

    public async ValueTask InitializeAsync()
    {
        _lake = await DfsLake.StartAsync();
        _store = _lake.Open();
    }

    public async ValueTask DisposeAsync()
    {
        _store.Dispose();
        await _lake.DisposeAsync();
    }

    [Theory]
    [InlineData("create", PutCondition.IfAbsent)]
    [InlineData("append", PutCondition.IfAbsent)]
    [InlineData("rename", PutCondition.IfAbsent)]
    [InlineData("create", PutCondition.Overwrite)]
    [InlineData("append", PutCondition.Overwrite)]
    [InlineData("rename", PutCondition.Overwrite)]
    [InlineData("create file system", PutCondition.IfAbsent)]
    [InlineData("create directory", PutCondition.IfAbsent)]
    public async Task A_write_whose_answer_is_lost_is_found_done(string operation, PutCondition condition)
    {
        Once(operation, DfsFault.AfterItIsDone);

        var put = await DfsLake.PutAsync(_store, "gold/tables/rows/00.json", "mine", condition);

        (await DfsLake.ReadAsync(_store, "gold/tables/rows/00.json")).ShouldBe("mine");
        (await _store.FindAsync(put.Path, Cancel)).ShouldBe(put);
        (await HiddenAsync()).ShouldBe(0);
    }

    [Theory]
    [InlineData(1_000)]
    [InlineData(5_000_000)]
    public async Task Large_and_small_writes_survive_an_append_or_flush_whose_answer_is_lost(int length)
    {
        var bytes = new byte[length];
        new Random(1).NextBytes(bytes);
        foreach (var operation in (string[])["append", "flush"])
        {
            Once(operation, DfsFault.AfterItIsDone);
            (await _store.PutAsync(LakePath.Parse("gold/a"), new MemoryStream(bytes), cancellationToken: Cancel)).Length.ShouldBe(length);
        }

        using var read = new MemoryStream();
        await (await _store.OpenReadAsync(LakePath.Parse("gold/a"), cancellationToken: Cancel)).CopyToAsync(read, Cancel);
        read.ToArray().AsSpan().SequenceEqual(bytes).ShouldBeTrue();
    }

    [Fact]
    public async Task A_rename_that_another_replaced_before_it_was_asked_again_is_done()
    {
        using var other = _lake.Open();
        Once("rename", DfsFault.AfterItIsDone, meanwhile: () => DfsLake.PutAsync(other, "gold/a", "theirs"));

        (await DfsLake.PutAsync(_store, "gold/a", "mine!")).Length.ShouldBe(5);

        (await DfsLake.ReadAsync(_store, "gold/a")).ShouldBe("theirs");
    }

    [Fact]
    public async Task A_put_if_absent_that_lost_the_race_is_told_so_even_when_its_answer_is_lost()
    {
        await DfsLake.PutAsync(_store, "gold/a", "theirs");
        Once("rename", DfsFault.AfterItIsDone);

        await Should.ThrowAsync<LakeObjectExistsException>(() => DfsLake.PutAsync(_store, "gold/a", "mine", PutCondition.IfAbsent));

        (await DfsLake.ReadAsync(_store, "gold/a")).ShouldBe("theirs");
        (await HiddenAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task A_read_goes_on_where_its_connection_broke()
    {
        var bytes = new byte[3_000_000];
        new Random(2).NextBytes(bytes);
        await _store.PutAsync(LakePath.Parse("gold/a"), new MemoryStream(bytes), cancellationToken: Cancel);
        var reads = 0;
        _lake.Server.Fault = (operation, _, _) => operation == "read" && ++reads % 2 == 1 ? DfsFault.InTheBody(100_000) : null;

        using var read = new MemoryStream();
        await (await _store.OpenReadAsync(LakePath.Parse("gold/a"), cancellationToken: Cancel)).CopyToAsync(read, Cancel);

        read.ToArray().AsSpan().SequenceEqual(bytes).ShouldBeTrue();
        reads.ShouldBeGreaterThan(4);
    }

    [Fact]
    public async Task A_busy_service_is_asked_again_when_it_says()
    {
        var times = 0;
        _lake.Server.Fault = (operation, _, _) => operation == "rename" && ++times < 3 ? DfsFault.Refused(times == 1 ? 503 : 429, retryAfter: 0) : null;

        await DfsLake.PutAsync(_store, "gold/a", "x");

        times.ShouldBe(3);
    }

    [Fact]
    public async Task A_service_that_stays_away_is_told_with_the_object_and_what_was_begun_stays_hidden()
    {
        await DfsLake.PutAsync(_store, "gold/a", "old");
        _lake.Server.Fault = (operation, _, _) => operation == "rename" ? DfsFault.Refused(503, retryAfter: 0) : null;

        var failed = await Should.ThrowAsync<LakeException>(() => DfsLake.PutAsync(_store, "gold/a", "new"));

        failed.Message.ShouldContain("'gold/a'");
        failed.Message.ShouldContain("HTTP 503");
        _lake.Server.Fault = (_, _, _) => null;
        (await DfsLake.ReadAsync(_store, "gold/a")).ShouldBe("old");
        (await DfsLake.ListAsync(_store, "gold")).ShouldBe(["gold/a"]);
        (await HiddenAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task A_thousand_operations_of_which_many_go_wrong_end_right()
    {
        var random = new Random(7);
        var gate = new Lock();
        _lake.Server.Fault = (operation, _, _) =>
        {
            lock (gate)
            {
                return random.Next(100) switch
                {
                    < 4 => DfsFault.BeforeItIsDone,
                    < 8 => DfsFault.AfterItIsDone,
                    < 12 => DfsFault.Refused(random.Next(2) == 0 ? 503 : 429, retryAfter: 0),
                    < 15 => DfsFault.Refused(500),
                    < 20 when operation == "read" => DfsFault.InTheBody(random.Next(2_000)),
                    _ => null,
                };
            }
        };
        using var store = _lake.Open(_lake.Options with { MaxRetries = 12 });

        await Parallel.ForAsync(0, 250, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Cancel }, async (i, _) =>
        {
            var (path, text) = ($"gold/folder {i % 7}/{i}", new string((char)('a' + (i % 26)), 1 + (i * 37 % 5_000)));
            (await DfsLake.PutAsync(store, path, text, PutCondition.IfAbsent)).Length.ShouldBe(text.Length);
            (await DfsLake.ReadAsync(store, path)).ShouldBe(text);
            await Should.ThrowAsync<LakeObjectExistsException>(() => DfsLake.PutAsync(store, path, "again", PutCondition.IfAbsent));
            if (i % 5 == 0)
            {
                await store.DeleteAsync(LakePath.Parse(path), Cancel);
            }
            else
            {
                (await store.FindAsync(LakePath.Parse(path), Cancel))!.Length.ShouldBe(text.Length);
            }
        });

        _lake.Server.Fault = (_, _, _) => null;
        (await DfsLake.ListAsync(store, "gold")).Count.ShouldBe(200);
    }

    private void Once(string operation, DfsFault fault, Func<Task>? meanwhile = null)
    {
        var done = false;
        _lake.Server.Fault = (asked, path, _) =>
        {
            var matches = operation == "create directory" ? asked == "create" && !path.Contains(".voicelake", StringComparison.Ordinal) : asked == operation;
            if (!matches || done)
            {
                return null;
            }

            done = true;
            return fault with { Meanwhile = meanwhile };
        };
    }

    // Files that are not finished, hidden from listings.
    private async Task<int> HiddenAsync()
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{_lake.Server.Address}/gold?resource=filesystem&recursive=true&directory=.voicelake&{TestSas.OfAccount(_lake.Server, "rl", "sco")}");
        request.Headers.Add("x-ms-version", "2023-11-03");
        using var answer = await http.SendAsync(request, Cancel);
        return Encoding.UTF8.GetString(await answer.Content.ReadAsByteArrayAsync(Cancel)).Split("\"name\"").Length - 1 - 1;
    }
}
