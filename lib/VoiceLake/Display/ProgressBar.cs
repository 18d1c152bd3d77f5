using System.Globalization;
using System.Net;
using VoiceLake.Display.Internals;
using VoiceLake.Stages;

namespace VoiceLake.Display;

/// <summary>A bar that shows how far a stage has come and is updated in place: <c>bar.Changed = display(bar).Update;</c></summary>
/// <remarks>
/// Notebook: 01-extract-to-bronze. Safe to report to from several threads. It shows no times, so that a finished bar looks the same in every run.
/// </remarks>
[TypeFormatterSource(typeof(HtmlFormatters), PreferredMimeTypes = [MimeTypes.Html, MimeTypes.Plain])]
public sealed class ProgressBar : IProgress<StageProgress>, IRichOutput
{
    private const int TextWidth = 20;

    private readonly Lock _gate = new();
    private readonly string _label;
    private readonly TimeProvider _time;
    private volatile StageProgress _state;
    private long? _shownAt;

    /// <summary>A bar at its beginning.</summary>
    /// <param name="label">What is being done: <c>Copying</c>.</param>
    /// <param name="time">The clock that spaces the updates; the system's by default.</param>
    public ProgressBar(string label, TimeProvider? time = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(label);
        (_label, _time, _state) = (label, time ?? TimeProvider.System, new StageProgress(label, 0, null));
    }

    /// <summary>The least time between two updates: a tenth of a second; the last is always shown.</summary>
    public static TimeSpan Interval { get; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Called with this bar whenever it should be drawn again.</summary>
    public Action<object>? Changed { get; set; }

    /// <summary>The latest state that was reported.</summary>
    public StageProgress State => _state;

    /// <summary>Takes a state; one with fewer items done than the last came late from another thread and is left out.</summary>
    public void Report(StageProgress value)
    {
        ArgumentNullException.ThrowIfNull(value);
        lock (_gate)
        {
            if (value.ItemsDone < _state.ItemsDone)
            {
                return;
            }

            var finished = IsFinished(value);
            var again = finished && IsFinished(_state) && value with { Current = null } == _state with { Current = null };
            _state = value;
            var now = _time.GetTimestamp();
            if (again || (!finished && _shownAt is { } shown && _time.GetElapsedTime(shown, now) < Interval))
            {
                return;
            }

            _shownAt = now;
            Changed?.Invoke(this);
        }
    }

    /// <summary>The bar as HTML.</summary>
    public string ToHtml()
    {
        var (state, label) = (State, WebUtility.HtmlEncode(_label));
        var value = state.ItemsTotal is { } total ? $" max=\"{Math.Max(total, 1)}\" value=\"{(total == 0 ? 1 : state.ItemsDone)}\"" : "";
        return $"<div><label>{label} <progress{value}></progress></label> {WebUtility.HtmlEncode(Counts(state))}</div>";
    }

    /// <summary>The bar as one line of text.</summary>
    public override string ToString()
    {
        var state = State;
        var share = state.ItemsTotal is { } total ? (total == 0 ? 1 : (double)state.ItemsDone / total) : 0;
        var filled = (int)Math.Clamp(share * TextWidth, 0, TextWidth);
        return $"{_label} [{new string('#', filled)}{new string('-', TextWidth - filled)}] {Counts(state)}";
    }

    string? IRichOutput.Render(string mimeType) => mimeType switch
    {
        MimeTypes.Html => ToHtml(),
        MimeTypes.Plain => ToString(),
        _ => null,
    };

    private static bool IsFinished(StageProgress state) => state.ItemsDone >= state.ItemsTotal;

    private static string Counts(StageProgress state)
    {
        var items = state.ItemsTotal is { } total ? $"{Number(state.ItemsDone)} of {Number(total)}" : Number(state.ItemsDone);
        var bytes = state.BytesDone > 0 ? $", {ByteSize.Format(state.BytesDone)}" : "";
        var current = state.Current is null || IsFinished(state) ? "" : $": {state.Current}";
        return items + bytes + current;
    }

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
