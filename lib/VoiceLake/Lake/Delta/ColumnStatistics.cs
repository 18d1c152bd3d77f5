using System.Globalization;
using System.Text.Json.Nodes;

namespace VoiceLake.Lake.Delta;

/// <summary>Missing values and bounds of one column of a data file.</summary>
internal sealed class ColumnStatistics(string name, ColumnType type)
{
    private const int PrefixLength = 32;
    private const string Highest = "\U0010FFFF";

    private object? _minimum;
    private object? _maximum;
    private bool _unbounded = type == ColumnType.Binary || type == ColumnType.Boolean;

    public string Name => name;

    public long NullCount { get; private set; }

    /// <summary>Whether there are bounds: not for a column of nulls, nor for one with a value that JSON has no number for.</summary>
    public bool IsBounded => !_unbounded && _minimum is not null;

    public JsonNode Minimum => _minimum switch
    {
        string text => JsonValue.Create(Prefix(text)),
        DateTimeOffset time => JsonValue.Create(Milliseconds(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerMillisecond))),
        var value => Json(value),
    };

    public JsonNode Maximum => _maximum switch
    {
        string text => JsonValue.Create(Prefix(text) is var prefix && prefix.Length < text.Length ? prefix + Highest : text),
        DateTimeOffset time => JsonValue.Create(Milliseconds(time.UtcTicks + ((TimeSpan.TicksPerMillisecond - (time.UtcTicks % TimeSpan.TicksPerMillisecond)) % TimeSpan.TicksPerMillisecond))),
        var value => Json(value),
    };

    public void Add(Array values)
    {
        switch (values)
        {
            case string?[] texts:
                AddTexts(texts);
                break;
            case byte[]?[] blobs:
                NullCount += blobs.Count(blob => blob is null);
                break;
            case int[] or int?[]:
                AddValues<int>(values, _ => true);
                break;
            case long[] or long?[]:
                AddValues<long>(values, _ => true);
                break;
            case float[] or float?[]:
                AddValues<float>(values, float.IsFinite);
                break;
            case double[] or double?[]:
                AddValues<double>(values, double.IsFinite);
                break;
            case bool[] or bool?[]:
                AddValues<bool>(values, _ => true);
                break;
            case DateOnly[] or DateOnly?[]:
                AddValues<DateOnly>(values, _ => true);
                break;
            default:
                AddValues<DateTimeOffset>(values, _ => true);
                break;
        }
    }

    private void AddTexts(string?[] texts)
    {
        var (minimum, maximum) = ((string?)_minimum, (string?)_maximum);
        foreach (var text in texts)
        {
            if (text is null)
            {
                NullCount++;
                continue;
            }

            minimum = minimum is null || CodePoints.Compare(text, minimum) < 0 ? text : minimum;
            maximum = maximum is null || CodePoints.Compare(text, maximum) > 0 ? text : maximum;
        }

        (_minimum, _maximum) = (minimum, maximum);
    }

    private void AddValues<T>(Array values, Func<T, bool> hasNumber)
        where T : struct, IComparable<T>
    {
        var (minimum, maximum) = ((T?)_minimum, (T?)_maximum);
        for (var i = 0; i < values.Length; i++)
        {
            if ((values is T[] all ? all[i] : ((T?[])values)[i]) is not { } value)
            {
                NullCount++;
                continue;
            }

            _unbounded |= !hasNumber(value);
            minimum = minimum is not { } low || value.CompareTo(low) < 0 ? value : minimum;
            maximum = maximum is not { } high || value.CompareTo(high) > 0 ? value : maximum;
        }

        (_minimum, _maximum) = (minimum, maximum);
    }

    private static string Prefix(string text) => text.Length <= PrefixLength ? text
        : text[..(char.IsHighSurrogate(text[PrefixLength - 1]) ? PrefixLength - 1 : PrefixLength)];

    private static string Milliseconds(long ticks) => new DateTime(ticks, DateTimeKind.Utc).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static JsonValue Json(object? value) => value switch
    {
        int number => JsonValue.Create(number),
        long number => JsonValue.Create(number),
        float number => JsonValue.Create(number),
        double number => JsonValue.Create(number),
        DateOnly day => JsonValue.Create(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        _ => throw new InvalidOperationException($"No bounds are kept for {value}."),
    };
}
