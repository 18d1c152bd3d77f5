namespace VoiceLake.Features.Egemaps;

/// <summary>Counts and measures the stretches of a contour that are zero, or those that are not.</summary>
/// <remarks>A stretch begins with three frames and ends with two of the other kind. Source: openSMILE 3.0, cFunctionalSegments (nonX, eqX).</remarks>
internal static class ContourSegments
{
    private const int Shortest = 3;
    private const int ShortestGap = 2;

    /// <summary>How many there are, and mean and standard deviation (ddof 0) of their lengths in frames.</summary>
    public static (int Count, double Mean, double Deviation) Measure(ReadOnlySpan<float> values, bool ofZeros)
    {
        var (count, sum, square) = (0, 0.0, 0.0);
        var (start, inside, outside, begun) = (-1, 0, 0, false);
        for (var frame = 0; frame < values.Length; frame++)
        {
            if (values[frame] == 0 == ofZeros)
            {
                start = start < 0 ? frame : start;
                (inside, outside) = (inside + 1, 0);
                begun |= inside >= Shortest;
            }
            else if (start >= 0 && ++outside >= ShortestGap)
            {
                Close(frame - ShortestGap);
            }
        }

        if (begun)
        {
            Close(values.Length - outside - 1);
        }

        return (count, count == 0 ? 0 : sum / count, count == 0 ? 0 : Math.Sqrt(Math.Max((square / count) - (sum / count * (sum / count)), 0)));

        // As in the reference a stretch is counted without its last frame.
        void Close(int last)
        {
            if (begun)
            {
                double length = last - start;
                (count, sum, square) = (count + 1, sum + length, square + (length * length));
            }

            (start, inside, outside, begun) = (-1, 0, 0, false);
        }
    }
}
