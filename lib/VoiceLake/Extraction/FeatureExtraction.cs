using VoiceLake.Extraction.Internals;
using VoiceLake.Features;
using VoiceLake.Lake;
using VoiceLake.Lake.Files;

namespace VoiceLake.Extraction;

/// <summary>Extracts features of audio files into a table file, without a lake.</summary>
/// <remarks>
/// Files are read as they are computed: memory is bounded by the frames of the longest clip times the threads. What cannot be read is
/// reported and the rest goes on. The table stands under its name only when it is whole and holds a clip. Notebook: 03-gold-features
/// </remarks>
public static class FeatureExtraction
{
    /// <summary>What the columns of an extraction hold, set by set, or grid by grid of its frames, at 16 kHz; without those that say of which clip a row is.</summary>
    /// <exception cref="ArgumentException">The options cannot be met; the message names every mistake.</exception>
    /// <remarks>Notebook: 03-gold-features</remarks>
    public static IReadOnlyList<FeatureSet> Describe(ExtractionOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        if (options.Sets[0] == ExtractionOptions.WindowSet)
        {
            return [new WindowFeatureExtractor().Features];
        }

        var extractors = options.Sets.Select(set => FeatureSets.Create(set, ClipWork.UsualSampleRate));
        return [.. extractors.SelectMany(extractor => options.Frames ? extractor.FrameFeatures : [extractor.Features])];
    }

    /// <summary>Runs an extraction.</summary>
    /// <param name="inputs">Audio files, and folders whose .wav and .flac files are taken with all below them.</param>
    /// <param name="output">The table to write, .csv or .parquet; where several grids of frames are asked for, each gets a table of its own with the grid's name before the extension.</param>
    /// <param name="options">What to extract.</param>
    /// <param name="progress">Told of every file.</param>
    /// <param name="cancellationToken">Stops the run; no table is left.</param>
    /// <exception cref="ArgumentException">The options cannot be met; the message names every mistake.</exception>
    /// <exception cref="ExtractionException">There is nothing to read, or the table cannot be written.</exception>
    /// <exception cref="LakeException">The table's name has another extension.</exception>
    /// <exception cref="IOException">The table could not be written to its end, as on a full disk; nothing is left of it.</exception>
    public static async Task<ExtractionReport> RunAsync(
        IReadOnlyList<string> inputs, string output, ExtractionOptions options, IProgress<ExtractionProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        var tables = ClipWork.Create(options).Tables;
        var extension = TableFileWriter.ExtensionOf(output);
        var search = ClipSearch.Of(inputs);
        var outputs = new List<TableOutput>();
        try
        {
            string[] paths = [.. tables.Select(table => tables.Count == 1 ? output : $"{output[..^extension.Length]}.{table.Grid}{extension}")];
            CheckOutputs(paths, search.Found);
            foreach (var (path, table) in paths.Zip(tables))
            {
                outputs.Add(await TableOutput.CreateAsync(path, table, cancellationToken: cancellationToken));
            }

            foreach (var folder in search.Unreadable)
            {
                progress?.Report(new ExtractionProgress(0, search.Found.Count, folder));
            }

            var (failures, warnings) = await FillAsync(ClipFile.WithNames(search.Found), outputs, options, progress, cancellationToken);
            var clips = search.Found.Count - failures.Count;
            return new ExtractionReport(clips, failures, search.Unreadable, warnings, clips == 0 ? [] : await FinishAsync(outputs, cancellationToken));
        }
        finally
        {
            foreach (var table in outputs)
            {
                await table.DisposeAsync();
            }
        }
    }

    private static void CheckOutputs(IReadOnlyList<string> outputs, IReadOnlyList<FoundFile> inputs)
    {
        var written = outputs.Select(RealPath.OfFile).ToHashSet(RealPath.Comparer);
        foreach (var input in inputs)
        {
            if (written.Contains(RealPath.OfFile(input.Path)) || (!ClipSearch.IsAudio(input.Path) && written.Contains(RealPath.Of(input.Path))))
            {
                throw new ExtractionException($"'{input.Path}' is an input and would be overwritten by the table: name another output.");
            }
        }
    }

    private static async Task<IReadOnlyList<ExtractionOutput>> FinishAsync(IReadOnlyList<TableOutput> outputs, CancellationToken cancellationToken)
    {
        foreach (var table in outputs)
        {
            await table.CompleteAsync(cancellationToken);
        }

        var written = new List<ExtractionOutput>();
        foreach (var table in outputs)
        {
            written.Add(await table.PublishAsync());
        }

        return written;
    }

    private static async Task<(IReadOnlyList<ExtractionFailure> Failures, IReadOnlyList<ExtractionWarning> Warnings)> FillAsync(
        IReadOnlyList<ClipFile> files, List<TableOutput> outputs, ExtractionOptions options, IProgress<ExtractionProgress>? progress, CancellationToken cancellationToken)
    {
        var (done, failures, warnings) = (0, new List<ExtractionFailure>(), new List<ExtractionWarning>());
        await foreach (var clip in ClipRows.ComputeAsync(files, options, cancellationToken))
        {
            failures.AddRange(clip.Failure is { } failure ? [failure] : []);
            warnings.AddRange(clip.Warning is { } warning ? [warning] : []);
            foreach (var (table, batches) in outputs.Zip(clip.Batches))
            {
                foreach (var rows in batches)
                {
                    await table.AddAsync(rows, cancellationToken);
                }
            }

            progress?.Report(new ExtractionProgress(++done, files.Count, clip.Failure, clip.Warning));
        }

        return (failures, warnings);
    }
}
