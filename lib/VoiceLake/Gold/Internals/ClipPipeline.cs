using System.Runtime.CompilerServices;
using System.Threading.Channels;
using VoiceLake.Audio;
using VoiceLake.Lake;
using VoiceLake.Stages;

namespace VoiceLake.Gold.Internals;

/// <summary>Computes something of every clip of silver, several clips at once, in silver's order.</summary>
/// <remarks>
/// While clips are computed, the next row group is read and the results before are taken: no core waits for a file. At most two row groups,
/// a clip for each worker and <see cref="ResultsAhead"/> results are held.
/// </remarks>
/// <param name="parallelism">Clips that are computed at once.</param>
/// <param name="newWork">Makes the work of one worker, which no other uses.</param>
internal sealed class ClipPipeline<TResult>(int parallelism, Func<ClipWork<TResult>> newWork)
{
    private const int ResultsAhead = 256;
    private const long CollectBytes = 8 << 20;

    /// <summary>The results of these rows of silver.clips, which have <see cref="ClipRow.Columns"/>.</summary>
    public async IAsyncEnumerable<TResult> RunAsync(IAsyncEnumerable<TableBatch> clips, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var waiting = Channel.CreateBounded<Job>(parallelism);
        var ordered = Channel.CreateBounded<Job>(ResultsAhead);
        var tasks = Enumerable.Range(0, parallelism).Select(_ => Task.Run(() => WorkAsync(waiting.Reader, stop.Token), CancellationToken.None))
            .Prepend(Task.Run(() => ReadAsync(clips, waiting.Writer, ordered.Writer, stop.Token), CancellationToken.None))
            .ToArray();
        try
        {
            await foreach (var job in ordered.Reader.ReadAllAsync(cancellationToken))
            {
                yield return await job.Result.Task.WaitAsync(cancellationToken);
            }
        }
        finally
        {
            await stop.CancelAsync();
            await Task.WhenAll(tasks);
        }
    }

    /// <summary>Hands out the clips as workers come free; what goes wrong reaches the results in its place.</summary>
    private static async Task ReadAsync(IAsyncEnumerable<TableBatch> clips, ChannelWriter<Job> waiting, ChannelWriter<Job> ordered, CancellationToken stop)
    {
        Exception? error = null;
        try
        {
            var bytes = 0L;
            await foreach (var batch in ReadAhead.OneAsync(clips, stop))
            {
                foreach (var job in Jobs(batch))
                {
                    bytes += job.Pcm!.Length;
                    await ordered.WriteAsync(job, stop);
                    await waiting.WriteAsync(job, stop);
                }

                if (bytes >= CollectBytes)
                {
                    bytes = 0;
                    StageMemory.Release();
                }
            }
        }
        catch (Exception thrown)
        {
            error = thrown;
        }

        ordered.Complete(error);
        waiting.Complete();
    }

    private static IEnumerable<Job> Jobs(TableBatch batch)
    {
        var (clip, speaker, gender) = (batch.Column<string>("clip"), batch.Column<string>("speaker"), batch.Column<string>("gender"));
        var (sha256, samples) = (batch.Column<string>("sha256"), batch.Column<byte[]>("samples"));
        for (var row = 0; row < batch.RowCount; row++)
        {
            if (samples[row].Length % 2 != 0)
            {
                throw new LakeException($"silver.clips holds {samples[row].Length} bytes of samples for '{clip[row]}', not an even number: delete the table and run notebook 02-silver-decode-and-cast again.");
            }

            yield return new Job(new ClipRow(clip[row], speaker[row], gender[row], sha256[row]), samples[row]);
        }
    }

    private async Task WorkAsync(ChannelReader<Job> jobs, CancellationToken stop)
    {
        ClipWork<TResult>? work = null;
        var buffer = Array.Empty<float>();
        await foreach (var job in jobs.ReadAllAsync(CancellationToken.None))
        {
            try
            {
                stop.ThrowIfCancellationRequested();
                work ??= newWork();
                var count = job.Pcm!.Length / sizeof(short);
                buffer = buffer.Length < count ? new float[count] : buffer;
                Pcm16.ToFloat(job.Pcm, buffer);
                job.Result.SetResult(work(job.Clip, buffer.AsSpan(0, count)));
            }
            catch (Exception error)
            {
                job.Result.SetException(error);
            }

            job.Pcm = null;
        }
    }

    /// <summary>A clip with the place that its result will take.</summary>
    private sealed class Job(ClipRow clip, byte[] pcm)
    {
        public ClipRow Clip { get; } = clip;

        /// <summary>The samples; nothing once they were computed on.</summary>
        public byte[]? Pcm { get; set; } = pcm;

        public TaskCompletionSource<TResult> Result { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
