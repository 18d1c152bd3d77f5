using System.Text;
using VoiceLake.DataFactory.Running.Activities;

namespace VoiceLake.DataFactory.Running.Formats;

/// <summary>Takes delimited text apart, row by row. Own code, since libraries for CSV give no difference between <c>""</c> and nothing, which is the one between an empty text and null.</summary>
/// <param name="text">The text.</param>
/// <param name="options">How it is laid out.</param>
/// <param name="file">The file's name for messages.</param>
internal sealed class DelimitedTextReader(TextReader text, DelimitedTextOptions options, string file)
{
    private const int End = -1;

    private readonly char[] _buffer = new char[16_384];
    private readonly StringBuilder _value = new();
    private int _start;
    private int _length;

    /// <summary>The row that was read last, from 1, empty ones not counted.</summary>
    public long Row { get; private set; }

    /// <summary>The next row that is not empty; null at the end.</summary>
    /// <exception cref="WorkException">A quote is not closed, or closed in mid-value.</exception>
    public async Task<List<string?>?> ReadAsync(CancellationToken cancellationToken)
    {
        while (await PeekAsync(cancellationToken) is var first and not End)
        {
            if (await SkipRowEndAsync(first, cancellationToken))
            {
                continue;
            }

            Row++;
            List<string?> values = [];
            do
            {
                values.Add(await ReadValueAsync(cancellationToken));
            }
            while (await SkipAsync(options.Column, cancellationToken));
            var next = await PeekAsync(cancellationToken);
            return next is End || await SkipRowEndAsync(next, cancellationToken) ? values
                : throw Broken($"'{(char)next}' stands behind the closing quote of value {values.Count}", "a quote inside quotes has escapeChar before it");
        }

        return null;
    }

    private async Task<string?> ReadValueAsync(CancellationToken cancellationToken)
    {
        _value.Clear();
        if (options.Quote is { } quote && await SkipAsync(quote, cancellationToken))
        {
            await ReadQuotedAsync(quote, cancellationToken);
            return _value.ToString();
        }

        while (await PeekAsync(cancellationToken) is var next and not End && next != options.Column && !IsRowEnd(next))
        {
            Take();
            if (options.Quote is null && next == options.Escape && await PeekAsync(cancellationToken) is var escaped and not End && (escaped == options.Column || escaped == options.Escape))
            {
                Take();
                next = escaped;
            }

            _value.Append((char)next);
        }

        var value = _value.ToString();
        return value == options.Null ? null : value;
    }

    private async Task ReadQuotedAsync(char quote, CancellationToken cancellationToken)
    {
        while (await PeekAsync(cancellationToken) is var next and not End)
        {
            Take();
            if (next == options.Escape && await PeekAsync(cancellationToken) is var escaped && (escaped == quote || escaped == options.Escape))
            {
                Take();
                _value.Append((char)escaped);
            }
            else if (next == quote)
            {
                return;
            }
            else
            {
                _value.Append((char)next);
            }
        }

        throw Broken("a quote is not closed", "close it, or correct quoteChar and escapeChar");
    }

    private bool IsRowEnd(int letter) => options.Row switch
    {
        null => letter is '\r' or '\n',
        "\r\n" => letter == '\r' && Follows('\n'),
        [var row] => letter == row,
        _ => false,
    };

    private async Task<bool> SkipRowEndAsync(int first, CancellationToken cancellationToken)
    {
        if (!IsRowEnd(first))
        {
            return false;
        }

        Take();
        if (first == '\r' && options.Row is null or "\r\n")
        {
            await SkipAsync('\n', cancellationToken);
        }

        return true;
    }

    private async Task<bool> SkipAsync(char letter, CancellationToken cancellationToken)
    {
        if (await PeekAsync(cancellationToken) != letter)
        {
            return false;
        }

        Take();
        return true;
    }

    /// <summary>The next character, with one more behind it in the buffer unless the text ends there.</summary>
    private async ValueTask<int> PeekAsync(CancellationToken cancellationToken)
    {
        while (_length - _start < 2)
        {
            _buffer.AsSpan(_start, _length - _start).CopyTo(_buffer);
            (_length, _start) = (_length - _start, 0);
            var read = await FillAsync(cancellationToken);
            if (read == 0)
            {
                break;
            }

            _length += read;
        }

        return _start < _length ? _buffer[_start] : End;
    }

    private async ValueTask<int> FillAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await text.ReadAsync(_buffer.AsMemory(_length), cancellationToken);
        }
        catch (Exception e) when (e is DecoderFallbackException or InvalidDataException)
        {
            throw Broken(e.Message.TrimEnd('.'), "state the file's encodingName and compression", e);
        }
    }

    private bool Follows(char letter) => _start + 1 < _length && _buffer[_start + 1] == letter;

    private void Take() => _start++;

    private WorkException Broken(string problem, string remedy, Exception? inner = null) =>
        new(WorkException.Format, $"'{file}', row {Math.Max(Row, 1)}: {problem}: {remedy}.", inner);
}
