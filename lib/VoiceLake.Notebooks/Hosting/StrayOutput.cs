using System.Text;

namespace VoiceLake.Notebooks.Hosting;

/// <summary>
/// Reads what reaches a standard stream of the notebook's process past the engine: native code, programs a cell starts, the runtime's last words.
/// At the end of a cell the engine writes a mark there, so that everything written before it belongs to that cell.
/// </summary>
internal sealed class StrayOutput
{
    private const int KeptCharacters = 64 * 1024;
    private const string StackOverflow = "Stack overflow.";
    private readonly StreamReader _reader;
    private readonly Action<string> _onText;
    private readonly StringBuilder _pending = new();
    private readonly StringBuilder _tail = new();
    private readonly Lock _marks = new();
    private TaskCompletionSource _nextMark = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _lastMark;
    private bool _overflowed;

    public StrayOutput(StreamReader reader, Action<string> onText)
    {
        _reader = reader;
        _onText = onText;
        Completion = Task.Run(ReadAsync);
    }

    /// <summary>Ends with the stream.</summary>
    public Task Completion { get; }

    /// <summary>The last characters written, for the report of a crash.</summary>
    public string Tail
    {
        get
        {
            lock (_tail)
            {
                return _tail.ToString();
            }
        }
    }

    /// <summary>The mark at the end of a cell's output.</summary>
    public static string Mark(int cell) => FormattableString.Invariant($"\u0002voicelake-end-of-cell-{cell}\u0003");

    /// <summary>Waits until the mark of a cell has passed, or the stream has ended.</summary>
    public async Task WaitForMarkAsync(int cell, TimeSpan patience)
    {
        using var limit = new CancellationTokenSource(patience);
        while (!limit.IsCancellationRequested)
        {
            Task next;
            lock (_marks)
            {
                if (_lastMark >= cell || Completion.IsCompleted)
                {
                    return;
                }

                next = _nextMark.Task;
            }

            await Task.WhenAny(next, Completion, Task.Delay(Timeout.Infinite, limit.Token));
        }
    }

    private async Task ReadAsync()
    {
        var buffer = new char[4096];
        int read;
        while ((read = await _reader.ReadAsync(buffer)) > 0)
        {
            _pending.Append(buffer, 0, read);
            Deliver(final: false);
        }

        Deliver(final: true);
    }

    private void Deliver(bool final)
    {
        var text = _pending.ToString();
        _pending.Clear();
        int start;
        while ((start = text.IndexOf('\u0002', StringComparison.Ordinal)) >= 0)
        {
            var end = text.IndexOf('\u0003', start);
            if (end < 0)
            {
                break;
            }

            Emit(text[..start]);
            var inside = text[(start + 1)..end];
            var dash = inside.LastIndexOf('-');
            if (dash >= 0 && int.TryParse(inside.AsSpan(dash + 1), out var cell) && text[start..(end + 1)] == Mark(cell))
            {
                Passed(cell);
            }
            else
            {
                Emit(text[start..(end + 1)]);
            }

            text = text[(end + 1)..];
        }

        // Half a mark waits for its other half; anything longer than a mark is not one.
        if (start >= 0 && !final && text.Length - start < 64)
        {
            Emit(text[..start]);
            _pending.Append(text, start, text.Length - start);
        }
        else
        {
            Emit(text);
        }
    }

    private void Emit(string text)
    {
        if (text.Length == 0)
        {
            return;
        }

        lock (_tail)
        {
            Keep(text);
        }

        _onText(text);
    }

    // The runtime's report of a stack overflow says at its start what happened and where; all else says it at its end.
    private void Keep(string text)
    {
        var report = text.IndexOf(StackOverflow, StringComparison.Ordinal);
        if (report >= 0)
        {
            _tail.Clear().Append(text, report, text.Length - report);
            _overflowed = true;
        }
        else
        {
            _tail.Append(text);
        }

        var excess = _tail.Length - KeptCharacters;
        if (excess > 0)
        {
            _tail.Remove(_overflowed ? KeptCharacters : 0, excess);
        }
    }

    private void Passed(int cell)
    {
        lock (_marks)
        {
            _lastMark = Math.Max(_lastMark, cell);
            _nextMark.TrySetResult();
            _nextMark = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }
}
