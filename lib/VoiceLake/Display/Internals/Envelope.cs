namespace VoiceLake.Display.Internals;

/// <summary>A long signal reduced to what a plot can show without losing a peak.</summary>
internal static class Envelope
{
    /// <summary>The least and the greatest sample of each of <paramref name="columns"/> parts, in the order they come; short signals as they are.</summary>
    /// <param name="samples">The signal.</param>
    /// <param name="columns">Parts; the result has two values for each.</param>
    /// <returns>The values, and how many samples lie between two of them.</returns>
    public static (double[] Values, double Step) Of(ReadOnlySpan<float> samples, int columns)
    {
        if (samples.Length <= 2 * columns)
        {
            var all = new double[samples.Length];
            for (var i = 0; i < all.Length; i++)
            {
                all[i] = samples[i];
            }

            return (all, 1);
        }

        var values = new double[2 * columns];
        for (var column = 0; column < columns; column++)
        {
            var start = (int)((long)column * samples.Length / columns);
            var end = (int)((long)(column + 1) * samples.Length / columns);
            var (least, greatest) = (start, start);
            for (var i = start + 1; i < end; i++)
            {
                least = samples[i] < samples[least] ? i : least;
                greatest = samples[i] > samples[greatest] ? i : greatest;
            }

            values[2 * column] = samples[Math.Min(least, greatest)];
            values[(2 * column) + 1] = samples[Math.Max(least, greatest)];
        }

        return (values, samples.Length / (2.0 * columns));
    }
}
