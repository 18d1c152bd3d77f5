namespace VoiceLake.Features;

/// <summary>Features of the evenly spaced frames of one clip: a row a frame, a column a feature.</summary>
/// <remarks>Notebook: 03-gold-features</remarks>
public sealed class FrameTable
{
    private readonly IReadOnlyList<float[]> _pieces;
    private readonly int _framesInPiece;

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

        (Features, Start, Hop, _pieces) = (features, start, hop, [values]);
        (Count, _framesInPiece) = (values.Length / features.Count, int.MaxValue);
    }

    /// <summary>Wraps the values of some frames that stand in pieces, all but the last of them with the same number of frames.</summary>
    internal FrameTable(FeatureSet features, double start, double hop, IReadOnlyList<float[]> pieces, int framesInPiece)
    {
        (Features, Start, Hop, _pieces, _framesInPiece) = (features, start, hop, pieces, framesInPiece);
        Count = pieces.Count == 0 ? 0 : ((pieces.Count - 1) * framesInPiece) + (pieces[^1].Length / features.Count);
    }

    /// <summary>The columns.</summary>
    public FeatureSet Features { get; }

    /// <summary>The time of the first frame's centre, in seconds.</summary>
    public double Start { get; }

    /// <summary>From one frame to the next, in seconds.</summary>
    public double Hop { get; }

    /// <summary>How many frames.</summary>
    public int Count { get; }

    /// <summary>The features of a frame; NaN where one has no value.</summary>
    public ReadOnlySpan<float> this[int frame]
    {
        get
        {
            var (piece, row) = Math.DivRem(frame, _framesInPiece);
            return _pieces[piece].AsSpan(row * Features.Count, Features.Count);
        }
    }

    /// <summary>The time of a frame's centre, in seconds.</summary>
    public double TimeOf(int frame) => Start + (frame * Hop);

    /// <summary>The same frames with no value in any.</summary>
    internal FrameTable WithoutValues()
    {
        var values = new float[Count * Features.Count];
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
