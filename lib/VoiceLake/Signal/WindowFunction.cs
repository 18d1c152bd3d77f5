namespace VoiceLake.Signal;

/// <summary>Tapers for spectra.</summary>
/// <remarks>Notebook: 03-gold-features</remarks>
public static class WindowFunction
{
    /// <summary>The periodic Hann window, 0.5 − 0.5·cos(2πn/N): as used before a Fourier transform (the symmetric form is for filters).</summary>
    /// <param name="length">N, in samples.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="length"/> is below 1.</exception>
    public static double[] Hann(int length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        var window = new double[length];
        for (var n = 1; n < length; n++)
        {
            window[n] = 0.5 - (0.5 * double.CosPi(2.0 * n / length));
        }

        // One sample has no period to taper over.
        window[0] = length == 1 ? 1 : 0;
        return window;
    }

    /// <summary>The symmetric Hann window, 0.5 − 0.5·cos(2πn/(N − 1)): zero at both ends.</summary>
    /// <param name="length">N, in samples.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="length"/> is below 1.</exception>
    public static double[] SymmetricHann(int length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        var window = new double[length];
        for (var n = 0; n < length; n++)
        {
            window[n] = length == 1 ? 1 : 0.5 - (0.5 * Math.Cos(2 * Math.PI * n / (length - 1)));
        }

        return window;
    }

    /// <summary>Kaldi's window: the symmetric Hann window to the power of 0.85, every step rounded to single precision as in torchaudio.</summary>
    /// <param name="length">In samples.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="length"/> is below 2.</exception>
    public static float[] Povey(int length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 2);
        var step = (float)(2 * Math.PI / (length - 1));
        return [.. Enumerable.Range(0, length).Select(n => (float)Math.Pow(0.5f - (0.5f * SleefCosine(step * n)), 0.85f))];
    }

    /// <summary>The cosine with the error of SLEEF's polynomial, which torch uses: in some places the last bit is another than the nearest.</summary>
    private static float SleefCosine(float angle)
    {
        var quarters = (2 * (int)Math.Round((angle / Math.PI) - 0.5)) + 1;
        var rest = angle - (quarters * Math.PI / 2);
        var square = rest * rest;
        var tail = MathF.FusedMultiplyAdd(MathF.FusedMultiplyAdd(2.6083160e-6f, (float)square, -1.9810691e-4f), (float)square, 8.3330786e-3f) * (float)square;
        var sine = rest * (1 + ((-0.16666660f + (double)tail) * square));
        return (float)((quarters & 2) == 0 ? -sine : sine);
    }
}
