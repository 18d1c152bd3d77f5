namespace VoiceLake.Lake.Files;

/// <summary>Writes a table into one file of a folder, beside any lake: .csv or .parquet.</summary>
internal abstract class TableFileWriter : IAsyncDisposable
{
    private static readonly string[] Extensions = [".csv", ".parquet"];

    /// <summary>The extension of a path, by which its format is known.</summary>
    /// <exception cref="LakeException">It is none that is written.</exception>
    public static string ExtensionOf(string path) => Array.Find(Extensions, extension => path.EndsWith(extension, StringComparison.OrdinalIgnoreCase))
        ?? throw new LakeException($"'{path}' names no kind of table: end it in {string.Join(" or ", Extensions)}.");

    /// <summary>Begins a file.</summary>
    /// <param name="stream">Where; it is closed with the writer, and at once where nothing can be written.</param>
    /// <param name="extension">The format, as <see cref="ExtensionOf"/> gives it.</param>
    /// <param name="schema">The columns.</param>
    /// <param name="cancellationToken">Stops the beginning.</param>
    public static async Task<TableFileWriter> CreateAsync(Stream stream, string extension, TableSchema schema, CancellationToken cancellationToken)
    {
        try
        {
            if (extension == ".parquet")
            {
                return new ParquetFile(stream, await ParquetTableWriter.CreateAsync(stream, schema, cancellationToken));
            }

            var text = new StreamWriter(stream);
            await TableCsv.WriteHeaderAsync(text, schema);
            return new CsvFile(text);
        }
        catch
        {
            await stream.DisposeAsync();
            throw;
        }
    }

    /// <summary>Adds rows.</summary>
    public abstract Task WriteAsync(TableBatch batch, CancellationToken cancellationToken);

    /// <summary>Writes the file's end.</summary>
    public abstract ValueTask DisposeAsync();

    private sealed class CsvFile(StreamWriter text) : TableFileWriter
    {
        public override Task WriteAsync(TableBatch batch, CancellationToken cancellationToken) => TableCsv.WriteRowsAsync(text, batch, batch.RowCount, cancellationToken);

        public override ValueTask DisposeAsync() => text.DisposeAsync();
    }

    private sealed class ParquetFile(Stream stream, ParquetTableWriter writer) : TableFileWriter
    {
        public override Task WriteAsync(TableBatch batch, CancellationToken cancellationToken) => writer.WriteAsync(batch, cancellationToken);

        public override async ValueTask DisposeAsync()
        {
            try
            {
                await writer.DisposeAsync();
            }
            finally
            {
                await stream.DisposeAsync();
            }
        }
    }
}
