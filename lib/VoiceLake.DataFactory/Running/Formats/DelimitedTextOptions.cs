using System.Text;
using VoiceLake.DataFactory.Running.Activities;
using VoiceLake.DataFactory.Running.Stores;

namespace VoiceLake.DataFactory.Running.Formats;

/// <summary>How delimited text is laid out, with Data Factory's defaults.</summary>
internal sealed record DelimitedTextOptions
{
    public char Column { get; init; } = ',';

    /// <summary>What ends a row; null takes any of CR LF, CR and LF, and writes CR LF.</summary>
    public string? Row { get; init; }

    /// <summary>What stands around a value that has separators in it; null for nothing.</summary>
    public char? Quote { get; init; } = '"';

    /// <summary>What stands before a quote inside quotes; without a quote before a separator; null for nothing.</summary>
    public char? Escape { get; init; } = '\\';

    public bool HasHeader { get; init; }

    /// <summary>What stands for null, outside quotes.</summary>
    public string Null { get; init; } = "";

    public Encoding Encoding { get; init; } = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Rows with something in them that are passed over before the header.</summary>
    public long SkipLines { get; init; }

    /// <summary>Whether a writer puts quotes around every text.</summary>
    public bool QuotesAll { get; init; }

    public static DelimitedTextOptions Read(FormatReading reading) => Of(reading.Dataset) with { SkipLines = reading.FormatSettings?.Number("skipLineCount", 0) ?? 0 };

    public static DelimitedTextOptions Of(ResolvedDataset dataset)
    {
        var properties = dataset.Properties;
        var options = new DelimitedTextOptions
        {
            Column = properties.Letter("columnDelimiter", ',') ?? throw properties.Unsupported("columnDelimiter", "", "use a single character"),
            Row = properties.Text("rowDelimiter") switch
            {
                null => null,
                "\r\n" => "\r\n",
                [var letter] => letter.ToString(),
                var other => throw properties.Unsupported("rowDelimiter", other, "use a single character or \\r\\n"),
            },
            Quote = properties.Letter("quoteChar", '"'),
            Escape = properties.Letter("escapeChar", '\\'),
            HasHeader = properties.Flag("firstRowAsHeader", otherwise: false),
            Null = properties.Text("nullValue") ?? "",
            Encoding = TextEncoding.Of(dataset),
        };
        if (options.Escape is null && options.Quote is not null)
        {
            throw new WorkException(WorkException.Invalid, $"{properties.Place}: an empty escapeChar goes with an empty quoteChar alone: state both or none.");
        }

        char?[] letters = [options.Column, options.Quote, options.Row?[0]];
        return letters.Where(letter => letter is not null).GroupBy(letter => letter).Any(group => group.Count() > 1) || options.Escape == options.Column
            ? throw new WorkException(WorkException.Invalid, $"{properties.Place}: columnDelimiter, rowDelimiter and quoteChar are to differ, and escapeChar from columnDelimiter: change one.")
            : options;
    }
}
