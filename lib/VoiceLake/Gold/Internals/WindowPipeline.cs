using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using VoiceLake.Features;
using VoiceLake.Lake;

namespace VoiceLake.Gold.Internals;

/// <summary>Computes the windows of silver's clips, several at once, a row group at a time, in silver's order.</summary>
internal sealed class WindowPipeline(GoldOptions options)
{
    /// <summary>What the pipeline needs of silver.clips.</summary>
    public static readonly IReadOnlyList<string> Columns = ["clip", "speaker", "gender", "sha256", "samples"];

    private const float FullScale = 32_768;
    private readonly ConcurrentBag<WindowFeatureExtractor> _extractors = [];

    /// <summary>The results of these rows of silver.clips.</summary>
    public async IAsyncEnumerable<ClipResult> RunAsync(
        IAsyncEnumerable<TableBatch> clips, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var batch in clips.WithCancellation(cancellationToken))
        {
            foreach (var result in await ComputeAsync(batch, cancellationToken))
            {
                yield return result;
            }
        }
    }

    private async Task<ClipResult[]> ComputeAsync(TableBatch batch, CancellationToken cancellationToken)
    {
        var (clip, speaker, gender) = (batch.Column<string>("clip"), batch.Column<string>("speaker"), batch.Column<string>("gender"));
        var (sha256, samples) = (batch.Column<string>("sha256"), batch.Column<byte[]>("samples"));
        if (Array.FindIndex(samples, pcm => pcm.Length % 2 != 0) is >= 0 and var odd)
        {
            throw new LakeException($"silver.clips holds {samples[odd].Length} bytes of samples for '{clip[odd]}', not an even number: delete the table and run the silver stage again.");
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
        var extractor = _extractors.TryTake(out var free) ? free : new WindowFeatureExtractor(options.Windows);
        var samples = new float[pcm.Length / 2];
        for (var n = 0; n < samples.Length; n++)
        {
            samples[n] = BinaryPrimitives.ReadInt16LittleEndian(pcm.AsSpan(2 * n)) / FullScale;
        }

        var windows = extractor.ExtractClip(samples);
        _extractors.Add(extractor);
        return windows;
    }
}
