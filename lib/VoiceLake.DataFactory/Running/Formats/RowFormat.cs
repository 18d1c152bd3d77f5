using System.Text.Json.Nodes;
using VoiceLake.DataFactory.Running.Activities;
using VoiceLake.DataFactory.Running.Stores;

namespace VoiceLake.DataFactory.Running.Formats;

/// <summary>Reads the rows of a dataset's files, whatever their format.</summary>
internal static class RowFormat
{
    /// <summary>The rows of one file: the columns by name, in their order.</summary>
    /// <exception cref="WorkException">The file is not of the dataset's format.</exception>
    public static IAsyncEnumerable<JsonObject> ReadAsync(FormatReading reading, SourceFile source, Stream content, CancellationToken cancellationToken)
    {
        var compression = Compression.Of(reading.Dataset);
        if (compression.IsArchive)
        {
            throw reading.Dataset.Properties.Unsupported("compression", compression.Kind!, "rows are read from plain files and from GZip: unpack the archive first, with Binary datasets");
        }

        var plain = compression.Unpack(content);
        return reading.Dataset.Type switch
        {
            "Json" => JsonRows.ReadAsync(plain, TextEncoding.Of(reading.Dataset), source.ToString(), cancellationToken),
            "DelimitedText" => DelimitedRows.ReadAsync(plain, DelimitedTextOptions.Read(reading), source.ToString(), cancellationToken),
            var type => throw new WorkException(WorkException.Unsupported, $"dataset '{reading.Dataset.Name}': a dataset of type {type} has no rows: use Json or DelimitedText."),
        };
    }
}
