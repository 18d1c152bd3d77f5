using Parquet;
using Parquet.Schema;

namespace VoiceLake.Lake.Files;

/// <summary>A column of value types, of which Parquet stores another form where need be.</summary>
internal sealed class ValueCodec<T, TStored>(Converter<T, TStored> store, Converter<TStored, T> load, Func<TableColumn, Field> field) : ColumnCodec
    where T : struct
    where TStored : struct
{
    /// <summary>The codec of a type that Parquet stores as it is.</summary>
    public static readonly ValueCodec<TStored, TStored> Same = new(value => value, value => value, column => new DataField(column.Name, typeof(TStored), column.Nullable));

    private static readonly bool AsIs = typeof(T) == typeof(TStored);

    public override Field Field(TableColumn column) => field(column);

    public override Task WriteAsync(ParquetRowGroupWriter group, DataField field, Array values, CancellationToken cancellationToken) => values switch
    {
        T[] all => group.WriteAsync<TStored>(field, AsIs ? (TStored[])values : Array.ConvertAll(all, store), cancellationToken: cancellationToken),
        T?[] all => group.WriteAsync<TStored>(field, AsIs ? (TStored?[])values : Array.ConvertAll(all, value => value is { } there ? store(there) : (TStored?)null), cancellationToken: cancellationToken),
        _ => throw new InvalidOperationException($"Column '{field.Name}' holds {values.GetType()}."),
    };

    public override async Task<Array> ReadAsync(ParquetRowGroupReader group, DataField field, CancellationToken cancellationToken)
    {
        TStored?[] stored;
        if (field.IsNullable)
        {
            stored = new TStored?[group.RowCount];
            await group.ReadAsync<TStored>(field, stored.AsMemory(), cancellationToken: cancellationToken);
        }
        else
        {
            var values = new TStored[group.RowCount];
            await group.ReadAsync<TStored>(field, values.AsMemory(), cancellationToken: cancellationToken);
            return AsIs ? values : Array.ConvertAll(values, load);
        }

        return AsIs ? stored : Array.ConvertAll(stored, value => value is { } there ? load(there) : (T?)null);
    }
}
