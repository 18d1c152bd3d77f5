using VoiceLake.Features;
using VoiceLake.Gold.Internals;
using VoiceLake.Lake;
using VoiceLake.Lake.Records;
using VoiceLake.Stages;

namespace VoiceLake.Gold;

/// <summary>Turns <c>silver.clips</c> into model-ready features: gold.windows, gold.clip_features, gold.splits, gold.scaler and
/// gold.feature_dictionary.</summary>
/// <remarks>
/// Only clips that are new or changed (samples, speaker, gender, feature set) are computed; what silver has no more vanishes from gold.
/// Every commit holds whole clips, so that a run that was killed is taken up where it stopped. Notebook: 03-gold-features
/// <para>Several runs may work on one lake at once. One that loses a commit to another looks anew at what is stale; what it had done until then, its report counts as unchanged.</para>
/// </remarks>
public static class GoldStage
{
    /// <summary>One row a window of a clip.</summary>
    public const string WindowsTable = "gold.windows";

    /// <summary>One row a clip.</summary>
    public const string ClipFeaturesTable = "gold.clip_features";

    private const string ClipsTable = "silver.clips";
    private const string SplitsTable = "gold.splits";
    private const string DictionaryTable = "gold.feature_dictionary";

    /// <summary>Runs the stage.</summary>
    /// <param name="lake">The lake that holds <c>silver.clips</c>.</param>
    /// <param name="options">How to work; the defaults fit a laptop.</param>
    /// <param name="progress">Told of clips done, at every commit.</param>
    /// <param name="cancellationToken">Stops the run; what was committed stays.</param>
    /// <exception cref="ArgumentException">The options cannot be met; the message names every mistake.</exception>
    /// <exception cref="LakeTableNotFoundException">The silver stage has not run.</exception>
    public static async Task<GoldReport> RunAsync(
        DataLake lake, GoldOptions? options = null, IProgress<StageProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(lake);
        options ??= new GoldOptions();
        options.Validate();
        var runId = options.RunId ?? RunId.New(options.TimeProvider);
        return await StageTelemetry.RunAsync("gold", runId, async span =>
        {
            var report = await LostRace.RunAgainAsync(() => RunOnceAsync(lake, options, runId, progress, cancellationToken));
            span.Tag(report.Clips);
            span?.SetTag("voicelake.windows", report.WindowsWritten);
            return report;
        });
    }

    private static async Task<GoldReport> RunOnceAsync(DataLake lake, GoldOptions options, string runId, IProgress<StageProgress>? progress, CancellationToken cancellationToken)
    {
        var write = new TableWriteOptions { RunId = runId };
        var windowSet = WindowFeatureSet.Create(options.Windows);
        var windows = new GoldTable(lake.Table(WindowsTable), windowSet, ["window", "start_sample", "samples"], write);
        var clipFeatures = new GoldTable(lake.Table(ClipFeaturesTable), ClipFeatureSet.Create(options.Windows.SampleRate).Features, [], write);

        var silver = lake.Table(ClipsTable);
        var read = new TableReadOptions { Version = (await silver.FindSnapshotAsync(cancellationToken: cancellationToken))?.Version };
        var catalogue = await CatalogueAsync(silver, read, windows, clipFeatures, options, cancellationToken);
        var written = await WriteFeaturesAsync(silver, read, windows, clipFeatures, catalogue, options, progress, cancellationToken);

        var speakers = catalogue.Speakers();
        await WriteIfOtherAsync(lake.Table(SplitsTable), speakers, write, cancellationToken);
        await WriteIfOtherAsync(lake.Table(DictionaryTable), GoldFeature.Of((WindowsTable, windowSet), (ClipFeaturesTable, clipFeatures.Features)), write, cancellationToken);
        var reason = await ScalerTable.RefreshAsync(lake, windowSet, speakers, write, cancellationToken);
        var clips = new StageCount("clips", catalogue.Count - catalogue.Unchanged, 0, catalogue.Unchanged);
        return new GoldReport(runId, clips, catalogue.Removed.Count, written, SplitShare.Of(speakers), reason);
    }

    private static async Task<ClipCatalogue> CatalogueAsync(
        LakeTable silver, TableReadOptions read, GoldTable windows, GoldTable clipFeatures, GoldOptions options, CancellationToken cancellationToken)
    {
        GoldTable[] tables = [windows, clipFeatures];
        var catalogue = new ClipCatalogue([.. tables.Select(table => table.Features)]);
        await foreach (var clip in silver.ReadAsync<ClipKey>(read, cancellationToken))
        {
            catalogue.AddSilver(clip, options.Windows);
        }

        for (var table = 0; table < tables.Length; table++)
        {
            await foreach (var row in tables[table].ReadKeysAsync(cancellationToken))
            {
                catalogue.AddGold(table, row);
            }
        }

        return catalogue;
    }

    /// <summary>Computes what is stale and commits it in whole clips; the first commit also removes what silver has no more.</summary>
    private static async Task<long> WriteFeaturesAsync(
        LakeTable silver, TableReadOptions read, GoldTable windows, GoldTable clipFeatures, ClipCatalogue catalogue, GoldOptions options, IProgress<StageProgress>? progress, CancellationToken cancellationToken)
    {
        var (written, done, pending, pendingWindows) = (0L, (long)catalogue.Unchanged, new List<ClipResult>(), 0);
        var removed = catalogue.Removed;
        GoldTelemetry.AddUnchanged(done);
        Report(null);
        if (catalogue.Unchanged < catalogue.Count)
        {
            var stale = read with { Columns = ClipRow.Columns, Where = catalogue.Unchanged == 0 ? null : TableFilter.In(GoldTable.ClipColumn, catalogue.Stale) };
            var pipeline = new ClipPipeline<ClipResult>(options.Parallelism, () => Work(options.Windows));
            await foreach (var clip in pipeline.RunAsync(silver.ReadBatchesAsync(stale, cancellationToken), cancellationToken))
            {
                pending.Add(clip);
                pendingWindows += clip.Windows.Count;
                if (pendingWindows >= options.CommitWindows)
                {
                    await CommitAsync();
                }
            }
        }

        if (pending.Count > 0 || removed.Count > 0 || await windows.IsMissingAsync(cancellationToken) || await clipFeatures.IsMissingAsync(cancellationToken))
        {
            await CommitAsync();
        }

        return written;

        async Task CommitAsync()
        {
            var rows = pending.SelectMany(clip => clip.Windows.Select(window => new GoldRow(clip.Clip, [window.Window, window.StartSample, window.Samples], window.Features)));
            await windows.ReplaceAsync([.. rows], removed, cancellationToken);
            await clipFeatures.ReplaceAsync([.. pending.Select(clip => new GoldRow(clip.Clip, [], clip.Features))], removed, cancellationToken);
            GoldTelemetry.AddCommit(pending.Count, pendingWindows, removed.Count);
            (written, done, pendingWindows, removed) = (written + pendingWindows, done + pending.Count, 0, []);
            Report(pending.Count == 0 ? null : pending[^1].Clip.Clip);
            pending.Clear();
        }

        void Report(string? current) => progress?.Report(new StageProgress("gold", done, catalogue.Count, Current: current));
    }

    private static ClipWork<ClipResult> Work(WindowOptions options)
    {
        var (windows, features) = (new WindowFeatureExtractor(options), ClipFeatureSet.Create(options.SampleRate));
        return (clip, samples) =>
        {
            features.Expect(samples.Length);
            features.Push(samples);
            return new ClipResult(clip, windows.ExtractClip(samples), features.Finish().Values);
        };
    }

    private static async Task WriteIfOtherAsync<T>(LakeTable table, IReadOnlyList<T> rows, TableWriteOptions write, CancellationToken cancellationToken)
        where T : class
    {
        if (await table.FindSnapshotAsync(cancellationToken: cancellationToken) is { } known && known.Schema.Equals(RecordBinding<T>.Schema))
        {
            var stored = new List<T>();
            await foreach (var row in table.ReadAsync<T>(new TableReadOptions { Version = known.Version }, cancellationToken))
            {
                stored.Add(row);
            }

            if (stored.SequenceEqual(rows))
            {
                return;
            }
        }

        await table.OverwriteAsync(rows, write, cancellationToken);
    }
}
