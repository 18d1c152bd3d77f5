using VoiceLake.Audio;
using VoiceLake.Features;
using VoiceLake.Lake;

namespace VoiceLake.Extraction.Internals;

/// <summary>A row a frame, and a table for each grid of frames.</summary>
internal sealed class FrameWork : SetWork
{
    private const int BatchFrames = 4_096;

    public FrameWork(IReadOnlyList<string> sets)
        : base(sets)
        => Tables = [.. Usual.FrameFeatures.Select(features => new ClipTable(features.Id.Split('/')[0], SchemaOf(features), features.Count))];

    public override IReadOnlyList<ClipTable> Tables { get; }

    public override IReadOnlyList<IEnumerable<TableBatch>> Compute(string clip, AudioReader audio, CancellationToken cancellationToken)
    {
        var tables = Extract(audio, FeatureOutput.Frames, cancellationToken).Frames;
        return [.. Tables.Zip(tables, (table, frames) => Batches(table.Schema, clip, frames))];
    }

    private static TableSchema SchemaOf(FeatureSet features) => new(
    [
        new(ClipColumn, ColumnType.String, false),
        new("frame", ColumnType.Integer, false),
        new("time", ColumnType.Double, false),
        .. features.Names.Select(name => new TableColumn(name, ColumnType.Float)),
    ]);

    private static IEnumerable<TableBatch> Batches(TableSchema schema, string clip, FrameTable frames)
    {
        for (var start = 0; start < frames.Count; start += BatchFrames)
        {
            var count = Math.Min(BatchFrames, frames.Count - start);
            yield return Batch(schema, clip, frames, Enumerable.Range(start, count).ToArray());
        }
    }

    private static TableBatch Batch(TableSchema schema, string clip, FrameTable frames, int[] numbers)
    {
        var features = Enumerable.Range(0, frames.Features.Count).Select(_ => new float?[numbers.Length]).ToArray();
        for (var row = 0; row < numbers.Length; row++)
        {
            var values = frames[numbers[row]];
            for (var feature = 0; feature < features.Length; feature++)
            {
                features[feature][row] = float.IsNaN(values[feature]) ? null : values[feature];
            }
        }

        var clips = Enumerable.Repeat(clip, numbers.Length).ToArray();
        return new TableBatch(schema, [clips, numbers, Array.ConvertAll(numbers, frames.TimeOf), .. features]);
    }
}
