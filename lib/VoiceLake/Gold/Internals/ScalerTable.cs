using VoiceLake.Features;
using VoiceLake.Lake;

namespace VoiceLake.Gold.Internals;

/// <summary>gold.scaler, fitted anew whenever gold.windows has another version than the one it was fitted on.</summary>
internal static class ScalerTable
{
    private const string Name = "gold.scaler";

    /// <summary>Fits and writes where needed; says why the table is empty, or null where it is not.</summary>
    public static async Task<string?> RefreshAsync(
        DataLake lake, FeatureSet features, IReadOnlyList<GoldSplit> speakers, TableWriteOptions write, CancellationToken cancellationToken)
    {
        var (windows, scaler) = (lake.Table(WindowTable.Name), lake.Table(Name));
        var reason = speakers.Any(speaker => speaker.Split == SpeakerSplit.Train)
            ? null
            : $"none of the {speakers.Count} speakers is in the training split, and a scale fitted on others would leak";
        var source = await windows.FindSnapshotAsync(cancellationToken: cancellationToken) ?? throw new InvalidOperationException("gold.windows was not written.");

        // The version fitted on stands in the log, not in a column: equal data give equal tables, however many commits it took.
        var fittedOn = $"{WindowTable.Name}/{source.Id}";
        if (await scaler.FindSnapshotAsync(cancellationToken: cancellationToken) is { } known
            && known.Transactions.TryGetValue(fittedOn, out var version) && version == source.Version)
        {
            return reason;
        }

        var scales = reason is null ? await FitAsync(windows, source.Version, features, cancellationToken) : [];
        var options = write with { Transaction = (fittedOn, source.Version), Info = reason is null ? write.Info : new Dictionary<string, string> { ["emptyBecause"] = reason } };
        await scaler.OverwriteAsync(scales, options, cancellationToken);
        return reason;
    }

    private static async Task<IReadOnlyList<FeatureScale>> FitAsync(LakeTable windows, long version, FeatureSet features, CancellationToken cancellationToken)
    {
        var fit = new ScalerFit(features.Names);
        var read = new TableReadOptions { Version = version, Columns = features.Names, Where = TableFilter.Equal(WindowTable.SplitColumn, SpeakerSplit.Train) };
        await foreach (var batch in windows.ReadBatchesAsync(read, cancellationToken))
        {
            for (var feature = 0; feature < features.Count; feature++)
            {
                foreach (var value in batch.Column<double?>(features.Names[feature]))
                {
                    fit.Add(feature, value);
                }
            }
        }

        return fit.Scales();
    }
}
