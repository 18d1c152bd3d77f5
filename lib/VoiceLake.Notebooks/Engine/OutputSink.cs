using System.Text;
using VoiceLake.Notebooks.Hosting;

namespace VoiceLake.Notebooks.Engine;

/// <summary>Where cells' outputs go: console writes of any thread are gathered for a moment, everything keeps its order.</summary>
internal sealed class OutputSink : IDisposable
{
    private const int FlushAt = 16 * 1024;

    // One text of many megabytes is sent in pieces: clients and servers refuse messages that are too long.
    private const int AtMost = 1024 * 1024;
    private static readonly TimeSpan FlushAfter = TimeSpan.FromMilliseconds(50);
    private readonly Action<CellOutput> _send;
    private readonly StringBuilder _text = new();
    private readonly Lock _gate = new();
    private readonly Timer _timer;
    private string _stream = "stdout";
    private bool _timed;

    public OutputSink(Action<CellOutput> send)
    {
        _send = send;
        _timer = new Timer(_ => FlushWhole(), null, Timeout.Infinite, Timeout.Infinite);
    }

    public void Write(string stream, ReadOnlySpan<char> text)
    {
        lock (_gate)
        {
            if (stream != _stream)
            {
                Flush();
                _stream = stream;
            }

            if (!_timed)
            {
                _timed = true;
                _timer.Change(FlushAfter, Timeout.InfiniteTimeSpan);
            }

            _text.Append(text);
            if (_text.Length >= FlushAt)
            {
                FlushWhole();
            }
        }
    }

    public void Send(CellOutput output)
    {
        lock (_gate)
        {
            Flush();
            _send(output);
        }
    }

    public void Flush()
    {
        lock (_gate)
        {
            Flush(_text.Length);
        }
    }

    // A character outside the first plane is written as two halves, perhaps in two writes: the first waits for the second.
    private void FlushWhole()
    {
        lock (_gate)
        {
            _timed = false;
            Flush(_text.Length > 0 && char.IsHighSurrogate(_text[^1]) ? _text.Length - 1 : _text.Length);
        }
    }

    private void Flush(int length)
    {
        while (length > 0)
        {
            var piece = Math.Min(length, AtMost);
            if (piece < length && char.IsHighSurrogate(_text[piece - 1]))
            {
                piece--;
            }

            var text = _text.ToString(0, piece);
            _text.Remove(0, piece);
            length -= piece;
            _send(new StreamOutput(_stream, text));
        }
    }

    public void Dispose() => _timer.Dispose();
}

/// <summary>The console as cells see it.</summary>
internal sealed class ConsoleStream(OutputSink sink, string name) : TextWriter
{
    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value) => sink.Write(name, [value]);

    public override void Write(string? value) => sink.Write(name, value);

    public override void Write(char[] buffer, int index, int count) => sink.Write(name, buffer.AsSpan(index, count));

    public override void Write(ReadOnlySpan<char> buffer) => sink.Write(name, buffer);

    public override void WriteLine(string? value) => sink.Write(name, value + NewLine);

    // Lines stay whole when several threads write them.
    public override void WriteLine(ReadOnlySpan<char> buffer) => sink.Write(name, string.Concat(buffer, NewLine));
}

/// <summary>The console's input as cells see it: each line is a question to the user.</summary>
internal sealed class ConsoleInput(Func<string?> ask) : TextReader
{
    private string _line = "";
    private int _position;

    public override string? ReadLine()
    {
        if (_position < _line.Length)
        {
            var rest = _line[_position..].TrimEnd('\n');
            _position = _line.Length;
            return rest;
        }

        return ask();
    }

    public override int Peek() => Fill() ? _line[_position] : -1;

    public override int Read() => Fill() ? _line[_position++] : -1;

    private bool Fill()
    {
        if (_position >= _line.Length)
        {
            if (ask() is not { } answer)
            {
                return false;
            }

            _line = answer + "\n";
            _position = 0;
        }

        return true;
    }
}
