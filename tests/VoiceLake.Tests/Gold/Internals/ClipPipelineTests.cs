using VoiceLake.Gold.Internals;
using VoiceLake.Lake;

namespace VoiceLake.Tests.Gold.Internals;

public class ClipPipelineTests
{
    private static readonly TableSchema Schema = new(
        [.. ClipRow.Columns.Select(name => new TableColumn(name, name == "samples" ? ColumnType.Binary : ColumnType.String, false))]);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public async Task Results_come_in_the_order_of_silver_however_many_work(int parallelism)
    {
        var pipeline = new ClipPipeline<string>(parallelism, () => (clip, samples) => $"{clip.Clip} {clip.Speaker} {samples.Length} {samples[0] * 32_768}");
        var results = await pipeline.RunAsync(Read(rowGroups: 9, rows: 40), Cancel).ToListAsync(Cancel);
        results.ShouldBe(Enumerable.Range(0, 360).Select(clip => $"{clip} speaker {1 + (clip % 5)} {clip}"));
    }

    [Fact]
    public async Task The_next_row_group_is_read_while_the_one_before_is_computed_and_none_further()
    {
        var read = new List<int>();
        using var secondIsRead = new ManualResetEventSlim();
        using var go = new ManualResetEventSlim();
        var pipeline = new ClipPipeline<string>(2, () => (clip, _) =>
        {
            // The first clip waits for the second row group: without reading ahead this would never end.
            secondIsRead.Wait(Cancel);
            go.Wait(Cancel);
            return clip.Clip;
        });
        var results = pipeline.RunAsync(Read(rowGroups: 5, rows: 20, Reading), Cancel).ToListAsync(Cancel);
        secondIsRead.Wait(Cancel);
        read.ShouldBe([0, 1]);
        go.Set();
        (await results).Count.ShouldBe(100);
        read.ShouldBe([0, 1, 2, 3, 4]);

        void Reading(int rowGroup)
        {
            read.Add(rowGroup);
            if (rowGroup == 1)
            {
                secondIsRead.Set();
            }
        }
    }

    [Fact]
    public async Task Where_nobody_takes_results_no_more_than_a_few_hundred_are_made()
    {
        var made = 0;
        var pipeline = new ClipPipeline<int>(2, () => (_, _) => Interlocked.Increment(ref made));
        await foreach (var first in pipeline.RunAsync(Read(rowGroups: 20, rows: 100), Cancel))
        {
            first.ShouldBeGreaterThan(0);
            break;
        }

        made.ShouldBeLessThan(300);
    }

    [Fact]
    public async Task Each_worker_has_work_of_its_own_and_no_more_are_made_than_work()
    {
        var workers = 0;
        var pipeline = new ClipPipeline<int>(3, () =>
        {
            var worker = Interlocked.Increment(ref workers);
            var busy = 0;
            return (_, _) =>
            {
                Interlocked.Exchange(ref busy, 1).ShouldBe(0);
                Thread.SpinWait(1_000);
                Volatile.Write(ref busy, 0);
                return worker;
            };
        });
        var results = await pipeline.RunAsync(Read(rowGroups: 3, rows: 50), Cancel).ToListAsync(Cancel);
        results.Distinct().Count().ShouldBe(workers);
        workers.ShouldBeInRange(1, 3);
    }

    [Fact]
    public async Task A_clip_that_fails_fails_in_its_place_and_everything_stops()
    {
        var pipeline = new ClipPipeline<string>(2, () => (clip, _) => clip.Clip == "17" ? throw new InvalidOperationException("clip 17") : clip.Clip);
        var results = new List<string>();
        var error = await Should.ThrowAsync<InvalidOperationException>(async () =>
        {
            await foreach (var result in pipeline.RunAsync(Read(rowGroups: 30, rows: 40), Cancel))
            {
                results.Add(result);
            }
        });
        error.Message.ShouldBe("clip 17");
        results.Count.ShouldBe(17);
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_fails_after_the_clips_before_it()
    {
        var pipeline = new ClipPipeline<string>(2, () => (clip, _) => clip.Clip);
        var results = new List<string>();
        await Should.ThrowAsync<LakeException>(async () =>
        {
            await foreach (var result in pipeline.RunAsync(Read(rowGroups: 4, rows: 10, group => _ = group < 3 ? group : throw new LakeException("damaged")), Cancel))
            {
                results.Add(result);
            }
        });
        results.Count.ShouldBe(30);
    }

    [Fact]
    public async Task An_odd_number_of_bytes_names_the_clip_and_the_remedy()
    {
        var batch = new TableBatch(Schema, [new[] { "a-1/one" }, new[] { "a" }, new[] { "f" }, new[] { "0" }, new[] { new byte[3] }]);
        var pipeline = new ClipPipeline<int>(1, () => (_, samples) => samples.Length);
        var error = await Should.ThrowAsync<LakeException>(async () => await pipeline.RunAsync(new[] { batch }.ToAsyncEnumerable(), Cancel).ToListAsync(Cancel));
        error.Message.ShouldContain("a-1/one");
        error.Message.ShouldContain("02-silver-decode-and-cast");
    }

    private static async IAsyncEnumerable<TableBatch> Read(int rowGroups, int rows, Action<int>? reading = null)
    {
        for (var group = 0; group < rowGroups; group++)
        {
            await Task.Yield();
            reading?.Invoke(group);
            var clips = Enumerable.Range(group * rows, rows).ToArray();
            yield return new TableBatch(Schema,
            [
                Array.ConvertAll(clips, clip => $"{clip}"),
                Array.ConvertAll(clips, _ => "speaker"),
                Array.ConvertAll(clips, _ => "female"),
                Array.ConvertAll(clips, _ => "0"),
                Array.ConvertAll(clips, Pcm),
            ]);
        }
    }

    private static byte[] Pcm(int clip)
    {
        var samples = new short[1 + (clip % 5)];
        samples.AsSpan().Fill((short)clip);
        return System.Runtime.InteropServices.MemoryMarshal.AsBytes(samples.AsSpan()).ToArray();
    }
}
