namespace VoiceLake.Signal.Internals;

/// <summary>One pass of a Stockham transform: its radix, how many groups it has, how far apart their elements lie, and the twiddles of each group.</summary>
internal sealed class FftPass
{
    public FftPass(int radix, int remaining, int stride)
    {
        (Radix, Groups, Stride) = (radix, remaining / radix, stride);
        (Re, Im) = (new double[Groups * (radix - 1)], new double[Groups * (radix - 1)]);
        for (var group = 0; group < Groups; group++)
        {
            for (var leg = 1; leg < radix; leg++)
            {
                (Re[(group * (radix - 1)) + leg - 1], Im[(group * (radix - 1)) + leg - 1]) = Twiddle.Root((long)group * leg, remaining);
            }
        }
    }

    /// <summary>The passes of a transform of <paramref name="length"/> values, whose factors these are.</summary>
    public static FftPass[] For(int length, IReadOnlyList<int> radices)
    {
        var passes = new FftPass[radices.Count];
        var (remaining, stride) = (length, 1);
        for (var pass = 0; pass < passes.Length; pass++)
        {
            passes[pass] = new FftPass(radices[pass], remaining, stride);
            remaining /= radices[pass];
            stride *= radices[pass];
        }

        return passes;
    }

    public int Radix { get; }

    /// <summary>Butterflies that differ in their twiddles.</summary>
    public int Groups { get; }

    /// <summary>Butterflies that share one set of twiddles, lying side by side.</summary>
    public int Stride { get; }

    /// <summary>Twiddles, radix − 1 a group (leg 0 needs none).</summary>
    public double[] Re { get; }

    /// <summary>Their imaginary parts.</summary>
    public double[] Im { get; }
}
