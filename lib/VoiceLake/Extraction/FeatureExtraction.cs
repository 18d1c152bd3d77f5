using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using VoiceLake.Audio;
using VoiceLake.Extraction.Internals;
using VoiceLake.Lake;
using VoiceLake.Lake.Files;
using VoiceLake.Stages;

namespace VoiceLake.Extraction;

/// <summary>Extracts features of audio files into a table file, without a lake.</summary>
/// <remarks>
/// Files are read as they are computed: memory is bounded by the frames of the longest clip times the threads. What cannot be read is
/// reported and the rest goes on. The table stands under its name only when it is whole. Notebook: 03-gold-features
/// </remarks>
public static class FeatureExtraction
{
    /// <summary>Runs an extraction.</summary>
    /// <param name="inputs">Audio files, and folders whose .wav and .flac files are taken with all below them.</param>
    /// <param name="output">The table to write, .csv or .parquet; where several grids of frames are asked for, each gets a table of its own with the grid's name before the extension.</param>
    /// <param name="options">What to extract.</param>
    /// <param name="progress">Told of every file.</param>
    /// <param name="cancellationToken">Stops the run; no table is left.</param>
    /// <exception cref="ArgumentException">The options cannot be met; the message names every mistake.</exception>
    /// <exception cref="ExtractionException">There is nothing to read, or the table cannot be written.</exception>
    /// <exception cref="LakeException">The table's name has another extension.</exception>
    public static async Task<ExtractionReport> RunAsync(
        IReadOnlyList<string> inputs, string output, ExtractionOptions options, IProgress<ExtractionProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentException.ThrowIfNullOrEmpty(output);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        var tables = ClipWork.Create(options).Tables;
        var extension = TableFileWriter.ExtensionOf(output);
        string PathOf(ClipTable table) => tables.Count == 1 ? output : $"{output[..^extension.Length]}.{table.Grid}{extension}";
        var files = ClipFile.Find(inputs);
        var outputs = new List<TableOutput>();
        try
        {
            foreach (var table in tables)
            {
                outputs.Add(await TableOutput.CreateAsync(PathOf(table), table, cancellationToken));
            }

            var failures = await FillAsync(files, outputs, options, progress, cancellationToken);
            var written = new List<ExtractionOutput>();
            foreach (var table in outputs)
            {
                written.Add(await table.FinishAsync(cancellationToken));
            }

            return new ExtractionReport(files.Count - failures.Count, failures, written);
        }
        finally
        {
            foreach (var table in outputs)
            {
                await table.DisposeAsync();
            }
        }
    }

    private static async Task<IReadOnlyList<ExtractionFailure>> FillAsync(
        IReadOnlyList<ClipFile> files, List<TableOutput> outputs, ExtractionOptions options, IProgress<ExtractionProgress>? progress, CancellationToken cancellationToken)
    {
        var (done, failures) = (0, new List<ExtractionFailure>());
        await foreach (var clip in ComputeAsync(files, options, cancellationToken))
        {
            if (clip.Failure is { } failure)
            {
                failures.Add(failure);
            }

            foreach (var (table, batches) in outputs.Zip(clip.Rows))
            {
                foreach (var rows in batches)
                {
                    await table.AddAsync(rows, cancellationToken);
                }
            }

            progress?.Report(new ExtractionProgress(++done, files.Count, clip.Failure));
        }

        return failures;
    }

    private static async IAsyncEnumerable<ClipRows> ComputeAsync(
        IReadOnlyList<ClipFile> files, ExtractionOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var free = new ConcurrentBag<ClipWork>();
        await foreach (var rows in OrderedWork.RunAsync(files, options.Threads, (file, stop) => Task.FromResult(Compute(file, stop)), cancellationToken))
        {
            yield return rows;
        }

        ClipRows Compute(ClipFile file, CancellationToken stop)
        {
            var work = free.TryTake(out var idle) ? idle : ClipWork.Create(options);
            try
            {
                using var audio = AudioReader.Open(file.Path);
                return new ClipRows(work.Compute(file.Name, audio, stop), null);
            }
            catch (Exception error) when (error is AudioFormatException or IOException or UnauthorizedAccessException or ArgumentException)
            {
                return new ClipRows([], new ExtractionFailure(file.Path, error.Message.Contains(file.Path, StringComparison.Ordinal) ? error.Message : $"{file.Path}: {error.Message}"));
            }
            finally
            {
                free.Add(work);
            }
        }
    }

    private sealed record ClipRows(IReadOnlyList<IEnumerable<TableBatch>> Rows, ExtractionFailure? Failure);
}
