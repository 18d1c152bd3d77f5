using Microsoft.Data.Analysis;
using Microsoft.ML.Data;

namespace VoiceLake.Lake.Frames;

/// <summary>One column of a frame while its batches come in.</summary>
internal abstract class FrameColumn
{
    public abstract void Append(Array values);

    public abstract DataFrameColumn Finish();

    internal sealed class Text(string name) : FrameColumn
    {
        private readonly List<string?> _all = [];

        public override void Append(Array values) => _all.AddRange((string?[])values);

        public override DataFrameColumn Finish() => new StringDataFrameColumn(name, _all);
    }

    internal sealed class Values<T>(PrimitiveDataFrameColumn<T> column) : FrameColumn
        where T : unmanaged
    {
        public override void Append(Array values)
        {
            if (values is T[] all)
            {
                Array.ForEach(all, value => column.Append(value));
            }
            else
            {
                Array.ForEach((T?[])values, column.Append);
            }
        }

        public override DataFrameColumn Finish() => column;
    }

    internal sealed class Moments(string name) : FrameColumn
    {
        private readonly DateTimeDataFrameColumn _column = new(name);

        public override void Append(Array values)
        {
            if (values is DateTimeOffset[] all)
            {
                Array.ForEach(all, value => _column.Append(value.UtcDateTime));
            }
            else
            {
                Array.ForEach((DateTimeOffset?[])values, value => _column.Append(value?.UtcDateTime));
            }
        }

        public override DataFrameColumn Finish() => _column;
    }

    // Frames know no missing vector: it becomes an empty one.
    internal sealed class Vectors<TItem, TStored>(string name, Converter<TItem, TStored> store) : FrameColumn
    {
        private readonly List<VBuffer<TStored>> _all = [];

        public override void Append(Array values)
        {
            foreach (var items in (TItem[]?[])values)
            {
                _all.Add(items is null ? default : new VBuffer<TStored>(items.Length, Array.ConvertAll(items, store)));
            }
        }

        public override DataFrameColumn Finish() => new VBufferDataFrameColumn<TStored>(name, _all);
    }
}
