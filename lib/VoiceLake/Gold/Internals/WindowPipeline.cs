using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using VoiceLake.Audio;
using VoiceLake.Features;
using VoiceLake.Lake;
using VoiceLake.Stages;

namespace VoiceLake.Gold.Internals;

/// <summary>Computes the windows of silver's clips, several at once, a row group at a time, in silver's order.</summary>
internal sealed class WindowPipeline(GoldOptions options)
{
    /// <summary>What the pipeline needs of silver.clips.</summary>
    public static readonly IReadOnlyList<string> Columns = ["clip", "speaker", "gender", "sha256", "samples"];

    private const long CollectBytes = 8 << 20;
    private readonly ConcurrentBag<Worker> _workers = [];

    /// <summary>The results of these rows of silver.clips.</summary>
    public async IAsyncEnumerable<ClipResult> RunAsync(
        IAsyncEnumerable<TableBatch> clips, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var bytes = 0L;
        await foreach (var batch in clips.WithCancellation(cancellationToken))
        {
            bytes += batch.Column<byte[]>("samples").Sum(pcm => (long)pcm.Length);
            foreach (var result in await ComputeAsync(batch, cancellationToken))
            {
                yield return result;
            }

            if (bytes >= CollectBytes)
            {
                bytes = 0;
                StageMemory.Release();
            }
        }
    }

    private async Task<ClipResult[]> ComputeAsync(TableBatch batch, CancellationToken cancellationToken)
    {
        var (clip, speaker, gender) = (batch.Column<string>("clip"), batch.Column<string>("speaker"), batch.Column<string>("gender"));
        var (sha256, samples) = (batch.Column<string>("sha256"), batch.Column<byte[]>("samples"));
        if (Array.FindIndex(samples, pcm => pcm.Length % 2 != 0) is >= 0 and var odd)
        {
            throw new LakeException($"silver.clips holds {samples[odd].Length} bytes of samples for '{clip[odd]}', not an even number: delete the table and run notebook 02-silver-decode-and-cast again.");
        }

        var results = new ClipResult[batch.RowCount];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.Parallelism, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, results.Length, parallel, (row, _) =>
        {
            results[row] = new ClipResult(clip[row], speaker[row], gender[row], sha256[row], Extract(samples[row]));
            return ValueTask.CompletedTask;
        });
        return results;
    }

    private IReadOnlyList<ClipWindow> Extract(byte[] pcm)
    {
        var worker = _workers.TryTake(out var free) ? free : new Worker(new WindowFeatureExtractor(options.Windows));
        var windows = worker.Extract(pcm);
        _workers.Add(worker);
        return windows;
    }

    /// <summary>An extractor with its samples: a buffer a clip would be most of what a run allocates.</summary>
    private sealed class Worker(WindowFeatureExtractor extractor)
    {
        private float[] _samples = [];

        public IReadOnlyList<ClipWindow> Extract(ReadOnlySpan<byte> pcm)
        {
            var count = pcm.Length / 2;
            if (_samples.Length < count)
            {
                _samples = new float[count];
            }

            Pcm16.ToFloat(pcm, _samples);
            return extractor.ExtractClip(_samples.AsSpan(0, count));
        }
    }
}
