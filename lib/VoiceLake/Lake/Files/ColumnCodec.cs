using System.Text;
using Parquet;
using Parquet.Schema;

namespace VoiceLake.Lake.Files;

/// <summary>How the array of one column type stands in a Parquet file.</summary>
internal abstract class ColumnCodec
{
    /// <summary>The field that a writer declares.</summary>
    public abstract Field Field(TableColumn column);

    /// <summary>Writes the next column of a row group.</summary>
    public abstract Task WriteAsync(ParquetRowGroupWriter group, DataField field, Array values, CancellationToken cancellationToken);

    /// <summary>Reads a column of a row group: nullable elements where the file declares the column so.</summary>
    public abstract Task<Array> ReadAsync(ParquetRowGroupReader group, DataField field, CancellationToken cancellationToken);

    /// <summary>The codec of a column type.</summary>
    public static ColumnCodec For(ColumnType type) => type.Name switch
    {
        "string" => TextCodec.Instance,
        "integer" => ValueCodec<int, int>.Same,
        "long" => ValueCodec<long, long>.Same,
        "float" => ValueCodec<float, float>.Same,
        "double" => ValueCodec<double, double>.Same,
        "boolean" => ValueCodec<bool, bool>.Same,
        "binary" => BytesCodec.Instance,
        "date" => ValueCodec<DateOnly, DateOnly>.Same,
        "timestamp" => new ValueCodec<DateTimeOffset, DateTime>(
            value => new DateTime(value.UtcTicks, DateTimeKind.Utc),
            value => new DateTimeOffset(DateTime.SpecifyKind(value, DateTimeKind.Utc)),
            column => new DateTimeDataField(column.Name, DateTimeFormat.Timestamp, isAdjustedToUTC: true, DateTimeTimeUnit.Micros, column.Nullable)),
        "array<string>" => new ListCodec<string, ReadOnlyMemory<char>>(text => text.AsMemory(), text => text.ToString(), typeof(string)),
        "array<integer>" => ListCodec<int, int>.Same,
        "array<float>" => ListCodec<float, float>.Same,
        "array<double>" => ListCodec<double, double>.Same,
        _ => throw new LakeException($"This build does not read or write the type {type}: choose other columns."),
    };

    private sealed class TextCodec : ColumnCodec
    {
        public static readonly TextCodec Instance = new();

        public override Field Field(TableColumn column) => new DataField(column.Name, typeof(string), column.Nullable);

        public override Task WriteAsync(ParquetRowGroupWriter group, DataField field, Array values, CancellationToken cancellationToken) => group.WriteAsync(field, (string[])values);

        public override async Task<Array> ReadAsync(ParquetRowGroupReader group, DataField field, CancellationToken cancellationToken)
        {
            var values = new string?[group.RowCount];
            await group.ReadAsync(field, values.AsMemory(), cancellationToken: cancellationToken);
            return values;
        }
    }

    private sealed class BytesCodec : ColumnCodec
    {
        public static readonly BytesCodec Instance = new();

        public override Field Field(TableColumn column) => new DataField(column.Name, typeof(byte[]), column.Nullable);

        public override Task WriteAsync(ParquetRowGroupWriter group, DataField field, Array values, CancellationToken cancellationToken) => group.WriteAsync(field, (byte[][])values);

        public override async Task<Array> ReadAsync(ParquetRowGroupReader group, DataField field, CancellationToken cancellationToken)
        {
            var values = new byte[]?[group.RowCount];
            await group.ReadAsync(field, values.AsMemory(), cancellationToken: cancellationToken);
            return values;
        }
    }
}
