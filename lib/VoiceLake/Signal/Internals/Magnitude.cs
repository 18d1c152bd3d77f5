namespace VoiceLake.Signal.Internals;

/// <summary>√(re² + im²) to the last bit or so.</summary>
internal static class Magnitude
{
    /// <summary>The square root of the sum, set right by its first-order error: Borges, An improved algorithm for hypot(a, b), 2019, as in glibc.</summary>
    public static double Of(double re, double im)
    {
        var (large, small) = (Math.Max(Math.Abs(re), Math.Abs(im)), Math.Min(Math.Abs(re), Math.Abs(im)));
        var h = Math.Sqrt((large * large) + (small * small));
        if (h == 0)
        {
            return 0;
        }

        double first, second;
        if (h <= 2 * small)
        {
            var gap = h - small;
            (first, second) = (large * ((2 * gap) - large), (gap - (2 * (large - small))) * gap);
        }
        else
        {
            var gap = h - large;
            (first, second) = (2 * gap * (large - (2 * small)), (((4 * gap) - small) * small) + (gap * gap));
        }

        return h - ((first + second) / (2 * h));
    }
}
