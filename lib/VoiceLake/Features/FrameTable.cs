namespace VoiceLake.Features;

/// <summary>Features of the evenly spaced frames of one clip: a row a frame, a column a feature.</summary>
/// <remarks>Notebook: 03-gold-features</remarks>
public sealed class FrameTable
{
    private readonly float[] _values;

    /// <summary>Wraps the values of some frames.</summary>
    /// <param name="features">The columns.</param>
    /// <param name="start">The time of the first frame's centre, in seconds.</param>
    /// <param name="hop">From one frame to the next, in seconds.</param>
    /// <param name="values">Frame by frame, in the order of the columns; NaN where a feature has no value.</param>
    /// <exception cref="ArgumentException">The values do not fill whole rows.</exception>
    public FrameTable(FeatureSet features, double start, double hop, float[] values)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(values);
        if (values.Length % features.Count != 0)
        {
            throw new ArgumentException($"{values.Length} values are no whole number of frames of {features.Count} features.", nameof(values));
        }

        (Features, Start, Hop, _values) = (features, start, hop, values);
    }

    /// <summary>The columns.</summary>
    public FeatureSet Features { get; }

    /// <summary>The time of the first frame's centre, in seconds.</summary>
    public double Start { get; }

    /// <summary>From one frame to the next, in seconds.</summary>
    public double Hop { get; }

    /// <summary>How many frames.</summary>
    public int Count => _values.Length / Features.Count;

    /// <summary>The features of a frame; NaN where one has no value.</summary>
    public ReadOnlySpan<float> this[int frame] => _values.AsSpan(frame * Features.Count, Features.Count);

    /// <summary>The time of a frame's centre, in seconds.</summary>
    public double TimeOf(int frame) => Start + (frame * Hop);

    /// <summary>The same frames with no value in any.</summary>
    internal FrameTable WithoutValues()
    {
        var values = new float[_values.Length];
        values.AsSpan().Fill(float.NaN);
        return new FrameTable(Features, Start, Hop, values);
    }

    /// <summary>One feature over all frames.</summary>
    /// <exception cref="ArgumentException">There is no such feature.</exception>
    public float[] Column(string name)
    {
        var (column, values) = (Features.IndexOf(name), new float[Count]);
        for (var frame = 0; frame < values.Length; frame++)
        {
            values[frame] = this[frame][column];
        }

        return values;
    }
}
