using Microsoft.Data.Analysis;
using Microsoft.ML.Data;

namespace VoiceLake.Lake.Frames;

/// <summary>Batches as data frames and back.</summary>
internal static class Frames
{
    /// <summary>All batches as one frame.</summary>
    public static async Task<DataFrame> FromBatchesAsync(TableSchema schema, IAsyncEnumerable<TableBatch> batches, CancellationToken cancellationToken)
    {
        var columns = schema.Columns.Select(Column).ToArray();
        await foreach (var batch in batches.WithCancellation(cancellationToken))
        {
            for (var i = 0; i < columns.Length; i++)
            {
                columns[i].Append(batch.Columns[i]);
            }
        }

        return new DataFrame(columns.Select(column => column.Finish()));
    }

    /// <summary>A frame as one batch; every column is nullable, as frames do not say.</summary>
    public static TableBatch ToBatch(DataFrame frame)
    {
        var columns = frame.Columns.Select(Values).ToArray();
        return new TableBatch(new TableSchema(columns.Select(column => column.Column)), [.. columns.Select(column => column.Values)]);
    }

    private static FrameColumn Column(TableColumn column) => column.Type.Name switch
    {
        "string" => new FrameColumn.Text(column.Name),
        "integer" => new FrameColumn.Values<int>(new Int32DataFrameColumn(column.Name)),
        "long" => new FrameColumn.Values<long>(new Int64DataFrameColumn(column.Name)),
        "float" => new FrameColumn.Values<float>(new SingleDataFrameColumn(column.Name)),
        "double" => new FrameColumn.Values<double>(new DoubleDataFrameColumn(column.Name)),
        "boolean" => new FrameColumn.Values<bool>(new BooleanDataFrameColumn(column.Name)),
        "date" => new FrameColumn.Values<DateOnly>(new PrimitiveDataFrameColumn<DateOnly>(column.Name)),
        "timestamp" => new FrameColumn.Moments(column.Name),
        "binary" => new FrameColumn.Vectors<byte, byte>(column.Name, value => value),
        "array<integer>" => new FrameColumn.Vectors<int, int>(column.Name, value => value),
        "array<float>" => new FrameColumn.Vectors<float, float>(column.Name, value => value),
        "array<double>" => new FrameColumn.Vectors<double, double>(column.Name, value => value),
        "array<string>" => new FrameColumn.Vectors<string, ReadOnlyMemory<char>>(column.Name, text => text.AsMemory()),
        _ => throw new LakeException($"Column '{column.Name}' has the type {column.Type}, which this build does not read: choose other columns."),
    };

    private static (TableColumn Column, Array Values) Values(DataFrameColumn column) => column switch
    {
        PrimitiveDataFrameColumn<int> values => (new TableColumn(column.Name, ColumnType.Integer), values.ToArray()),
        PrimitiveDataFrameColumn<short> values => (new TableColumn(column.Name, ColumnType.Integer), values.Select(value => (int?)value).ToArray()),
        PrimitiveDataFrameColumn<byte> values => (new TableColumn(column.Name, ColumnType.Integer), values.Select(value => (int?)value).ToArray()),
        PrimitiveDataFrameColumn<long> values => (new TableColumn(column.Name, ColumnType.Long), values.ToArray()),
        PrimitiveDataFrameColumn<uint> values => (new TableColumn(column.Name, ColumnType.Long), values.Select(value => (long?)value).ToArray()),
        PrimitiveDataFrameColumn<float> values => (new TableColumn(column.Name, ColumnType.Float), values.ToArray()),
        PrimitiveDataFrameColumn<double> values => (new TableColumn(column.Name, ColumnType.Double), values.ToArray()),
        PrimitiveDataFrameColumn<bool> values => (new TableColumn(column.Name, ColumnType.Boolean), values.ToArray()),
        PrimitiveDataFrameColumn<DateOnly> values => (new TableColumn(column.Name, ColumnType.Date), values.ToArray()),
        PrimitiveDataFrameColumn<DateTime> values => (new TableColumn(column.Name, ColumnType.Timestamp), values.Select(value => Moment(column, value)).ToArray()),
        VBufferDataFrameColumn<byte> vectors => (new TableColumn(column.Name, ColumnType.Binary), Arrays(vectors, value => value)),
        VBufferDataFrameColumn<int> vectors => (new TableColumn(column.Name, ColumnType.ArrayOf(ColumnType.Integer)), Arrays(vectors, value => value)),
        VBufferDataFrameColumn<float> vectors => (new TableColumn(column.Name, ColumnType.ArrayOf(ColumnType.Float)), Arrays(vectors, value => value)),
        VBufferDataFrameColumn<double> vectors => (new TableColumn(column.Name, ColumnType.ArrayOf(ColumnType.Double)), Arrays(vectors, value => value)),
        VBufferDataFrameColumn<ReadOnlyMemory<char>> vectors => (new TableColumn(column.Name, ColumnType.ArrayOf(ColumnType.String)), Arrays(vectors, text => text.ToString())),
        _ when column.DataType == typeof(string) => (new TableColumn(column.Name, ColumnType.String), Enumerable.Range(0, checked((int)column.Length)).Select(i => (string?)column[i]).ToArray()),
        _ => throw new LakeException($"Column '{column.Name}' of the frame holds {column.DataType.Name}, which no table column can: cast it to a number, text or DateTime first."),
    };

    // A local or unspecified time names no moment: nothing is guessed.
    private static DateTimeOffset? Moment(DataFrameColumn column, DateTime? value) => value switch
    {
        null => null,
        { Kind: DateTimeKind.Utc } time => new DateTimeOffset(time),
        { } time => throw new LakeException($"Column '{column.Name}' of the frame holds {time:s}, which is not marked as UTC: use DateTime.SpecifyKind or ToUniversalTime first."),
    };

    private static TItem[]?[] Arrays<TItem, TStored>(VBufferDataFrameColumn<TStored> vectors, Converter<TStored, TItem> load)
    {
        var arrays = new TItem[]?[vectors.Length];
        for (var i = 0; i < arrays.Length; i++)
        {
            arrays[i] = Array.ConvertAll<TStored, TItem>([.. ((VBuffer<TStored>)vectors[i]).DenseValues()], load);
        }

        return arrays;
    }
}
