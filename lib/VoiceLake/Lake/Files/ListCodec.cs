using Parquet;
using Parquet.Data;
using Parquet.Schema;

namespace VoiceLake.Lake.Files;

/// <summary>A column of arrays: optional group (LIST) { repeated group list { optional element } }, as Parquet's logical types ask.</summary>
internal sealed class ListCodec<T, TStored>(Converter<T, TStored> store, Converter<TStored, T> load, Type element) : ColumnCodec
    where TStored : struct
{
    /// <summary>The codec of elements that Parquet stores as they are.</summary>
    public static readonly ListCodec<TStored, TStored> Same = new(value => value, value => value, typeof(TStored));

    // Definition levels of the form that is written: how deep a value is there.
    private const int NoList = 0;
    private const int EmptyList = 1;
    private const int NoElement = 2;
    private const int Element = 3;

    public override Field Field(TableColumn column) => new ListField(column.Name, new DataField("element", element, isNullable: true));

    public override Task WriteAsync(ParquetRowGroupWriter group, DataField field, Array values, CancellationToken cancellationToken)
    {
        var lists = (T[]?[])values;
        var count = lists.Sum(list => Math.Max(1, list?.Length ?? 0));
        var definitions = new int[count];
        var repetitions = new int[count];
        var stored = new List<TStored>(count);
        var at = 0;
        foreach (var list in lists)
        {
            if (list is not { Length: > 0 })
            {
                definitions[at++] = list is null ? NoList : EmptyList;
                continue;
            }

            for (var i = 0; i < list.Length; i++, at++)
            {
                repetitions[at] = i == 0 ? 0 : 1;
                definitions[at] = list[i] is null ? NoElement : Element;
                if (list[i] is not null)
                {
                    stored.Add(store(list[i]));
                }
            }
        }

        return group.WriteAllPartsAsync<TStored>(field, stored.ToArray(), definitions, repetitions, cancellationToken);
    }

    public override async Task<Array> ReadAsync(ParquetRowGroupReader group, DataField field, CancellationToken cancellationToken)
    {
        // Files of others may declare list and element as required, or have no group between them: levels count from the element.
        var there = field.MaxDefinitionLevel;
        var repeated = field.IsNullable ? there - 1 : there;
        using var raw = (RawColumnData<TStored>)await group.ReadRawColumnDataBaseAsync(field, cancellationToken);
        var values = raw.Values;
        var definitions = raw.DefinitionLevels;
        var repetitions = raw.RepetitionLevels;
        var lists = new T[]?[group.RowCount];
        var row = -1;
        var next = 0;
        var items = new List<T>();
        for (var i = 0; i < definitions.Length; i++)
        {
            if (repetitions[i] == 0)
            {
                Finish();
                row++;
                lists[row] = definitions[i] >= repeated - 1 ? [] : null;
            }

            if (definitions[i] == there)
            {
                items.Add(load(values[next++]));
            }
            else if (definitions[i] >= repeated)
            {
                items.Add(default(T) is null ? default! : throw new LakeException($"Column '{field.Path}' holds an array with a missing number in row {row + 1} of a row group, which this build does not read: choose other columns."));
            }
        }

        Finish();
        return lists;

        void Finish()
        {
            if (items.Count > 0)
            {
                lists[row] = [.. items];
                items.Clear();
            }
        }
    }
}
