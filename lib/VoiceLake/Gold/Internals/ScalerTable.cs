using System.Security.Cryptography;
using System.Text;
using VoiceLake.Features;
using VoiceLake.Lake;

namespace VoiceLake.Gold.Internals;

/// <summary>gold.scaler, fitted anew whenever gold.windows has other data files than those it was fitted on.</summary>
internal static class ScalerTable
{
    private const string Name = "gold.scaler";
    private const string FittedOn = "fittedOn";

    /// <summary>Fits and writes where needed; says why the table is empty, or null where it is not.</summary>
    public static async Task<string?> RefreshAsync(
        DataLake lake, FeatureSet features, IReadOnlyList<GoldSplit> speakers, TableWriteOptions write, CancellationToken cancellationToken)
    {
        var (windows, scaler) = (lake.Table(GoldStage.WindowsTable), lake.Table(Name));
        var reason = speakers.Any(speaker => speaker.Split == SpeakerSplit.Train)
            ? null
            : $"none of the {speakers.Count} speakers is in the training split, and a scale fitted on others would leak";
        var source = await windows.FindSnapshotAsync(cancellationToken: cancellationToken) ?? throw new InvalidOperationException("gold.windows was not written.");

        // What it was fitted on stands in the log, not in a column: equal data give equal tables, however many commits it took.
        var fittedOn = FilesOf(source);
        if (await scaler.FindSnapshotAsync(cancellationToken: cancellationToken) is not null
            && (await scaler.HistoryAsync(cancellationToken))[0].Parameters.GetValueOrDefault(FittedOn) == fittedOn)
        {
            return reason;
        }

        var scales = reason is null ? await FitAsync(windows, source.Version, features, cancellationToken) : [];
        var info = new Dictionary<string, string> { [FittedOn] = fittedOn };
        if (reason is not null)
        {
            info["emptyBecause"] = reason;
        }

        await scaler.OverwriteAsync(scales, write with { Info = info }, cancellationToken);
        return reason;
    }

    // Not the version: where a commit was lost, the next one has its number. No two data files ever have one name.
    private static string FilesOf(TableSnapshot windows)
    {
        var names = string.Join('\n', windows.Files.Select(file => file.Path));
        return $"{GoldStage.WindowsTable} of {windows.Files.Count} files, {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{windows.Id}\n{names}")))}";
    }

    private static async Task<IReadOnlyList<FeatureScale>> FitAsync(LakeTable windows, long version, FeatureSet features, CancellationToken cancellationToken)
    {
        var fit = new ScalerFit(features.Names);
        var read = new TableReadOptions { Version = version, Columns = features.Names, Where = TableFilter.Equal(GoldTable.SplitColumn, SpeakerSplit.Train) };
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
