using Parquet;
using Parquet.Schema;

namespace VoiceLake.Lake.Files;

/// <summary>Writes batches as row groups of a Parquet file into a stream that takes what it is given at once.</summary>
internal sealed class ParquetTableWriter : IAsyncDisposable
{
    private readonly ColumnCodec[] _codecs;
    private readonly DataField[] _fields;
    private ParquetWriter? _writer;

    private ParquetTableWriter(ColumnCodec[] codecs, DataField[] fields, ParquetWriter writer) => (_codecs, _fields, _writer) = (codecs, fields, writer);

    public static async Task<ParquetTableWriter> CreateAsync(Stream stream, TableSchema schema, CancellationToken cancellationToken)
    {
        ColumnCodec[] codecs = [.. schema.Columns.Select(column => ColumnCodec.For(column.Type))];
        var parquet = new ParquetSchema(schema.Columns.Select((column, i) => codecs[i].Field(column)));
        return new ParquetTableWriter(codecs, parquet.DataFields, await ParquetWriter.CreateAsync(parquet, stream, ParquetSettings.Options, cancellationToken: cancellationToken));
    }

    /// <summary>Writes a batch as one row group.</summary>
    public Task WriteAsync(TableBatch batch, CancellationToken cancellationToken) => ParquetThread.RunAsync(async () =>
    {
        using var group = _writer!.CreateRowGroup();
        for (var i = 0; i < _codecs.Length; i++)
        {
            await _codecs[i].WriteAsync(group, _fields[i], batch.Columns[i], cancellationToken);
        }

        group.CompleteValidate();
    });

    /// <summary>Writes the footer.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_writer is { } writer)
        {
            _writer = null;
            await ParquetThread.RunAsync(() => writer.DisposeAsync().AsTask());
        }
    }
}
