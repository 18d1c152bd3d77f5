namespace VoiceLake.Features;

/// <summary>Sums up every column of a clip's frames.</summary>
/// <remarks>Holds working memory: one instance a thread.</remarks>
internal sealed class FrameFunctionals
{
    private readonly Functionals _functionals = new();
    private float[] _column = [];

    /// <summary>Fills six columns for each of the first columns of the frames.</summary>
    /// <param name="frames">All frames of a clip.</param>
    /// <param name="hop">Seconds from one frame to the next.</param>
    /// <param name="values">Receives the row.</param>
    /// <param name="first">The first column that is summed up.</param>
    public void Write(FrameStore frames, double hop, Span<double> values, int first = 0)
    {
        if (_column.Length < frames.Count)
        {
            _column = new float[frames.Count];
        }

        var writer = new FeatureWriter(values);
        var column = _column.AsSpan(0, frames.Count);
        for (var index = first; index < frames.Width; index++)
        {
            frames.Column(index, column);
            _functionals.Write(column, hop, ref writer);
        }

        writer.Finish();
    }
}
