using System.Numerics.Tensors;
using VoiceLake.Signal.Internals;

namespace VoiceLake.Signal;

/// <summary>How far the peaks of each octave band stand above its valleys, in dB.</summary>
/// <remarks>
/// Source: Jiang et al., Music type classification by spectral contrast feature, 2002; bands and quantiles as in librosa 0.11: every band
/// but the first takes one bin below, every band but the last drops its top bin, and the number of bins averaged is taken before that.
/// Holds working memory: one instance a thread. Notebook: 03-gold-features
/// </remarks>
public sealed class SpectralContrast
{
    private readonly (int From, int To, int Averaged)[] _bands;
    private readonly double[] _work;
    private readonly double[] _peaks;

    /// <summary>Places the bands: up to <paramref name="lowest"/>, then one an octave, the last up to the top.</summary>
    /// <param name="sampleRate">Hz.</param>
    /// <param name="fftLength">Points of the transform.</param>
    /// <param name="lowest">The first edge, in Hz.</param>
    /// <param name="octaves">Bands above the first.</param>
    /// <param name="quantile">The share of a band's bins averaged for peak and valley, above 0 and at most 0.5.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    /// <exception cref="ArgumentException">The last band would lie at or above half the sample rate, or a band would have no bin.</exception>
    public SpectralContrast(int sampleRate, int fftLength, double lowest = 200, int octaves = 6, double quantile = 0.02)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(lowest);
        ArgumentOutOfRangeException.ThrowIfLessThan(octaves, 1);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(quantile);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(quantile, 0.5);
        if (lowest * Math.Pow(2, octaves - 1) >= sampleRate / 2.0)
        {
            throw new ArgumentException($"{octaves} octaves from {lowest} Hz do not fit under {sampleRate / 2.0} Hz: take fewer, or a higher sample rate.");
        }

        _bands = Place(sampleRate, fftLength, lowest, octaves, quantile);
        var empty = Array.FindIndex(_bands, band => band.To - band.From < band.Averaged);
        if (empty >= 0)
        {
            throw new ArgumentException($"Band {empty} of those from {lowest} Hz has too few bins: take a longer transform.");
        }

        (_work, _peaks) = (new double[_bands.Max(band => band.To - band.From)], new double[_bands.Length]);
    }

    /// <summary>The bins of each band, and how many of them are averaged; a band too narrow for the transform has fewer than that.</summary>
    internal static (int From, int To, int Averaged)[] Place(int sampleRate, int fftLength, double lowest, int octaves, double quantile)
    {
        var bins = (fftLength / 2) + 1;
        var bands = new (int From, int To, int Averaged)[octaves + 1];
        for (var band = 0; band <= octaves; band++)
        {
            var (low, high) = (band == 0 ? 0 : lowest * Math.Pow(2, band - 1), lowest * Math.Pow(2, band));
            var from = (int)Math.Ceiling(low * fftLength / sampleRate) - (band == 0 ? 0 : 1);
            var to = band == octaves ? bins : Math.Min(bins, (int)Math.Floor(high * fftLength / sampleRate) + 1);
            bands[band] = (from, band == octaves ? to : to - 1, Math.Max(1, (int)Math.Round(quantile * (to - from), MidpointRounding.ToEven)));
        }

        return bands;
    }

    /// <summary>How many bands.</summary>
    public int Bands => _bands.Length;

    /// <summary>Peak over valley in dB, each first cut at 80 dB below its largest over the bands.</summary>
    /// <param name="magnitude">Magnitude by bin.</param>
    /// <param name="contrast">Receives <see cref="Bands"/> values.</param>
    public void Compute(ReadOnlySpan<double> magnitude, Span<double> contrast)
    {
        for (var band = 0; band < _bands.Length; band++)
        {
            var (from, to, averaged) = _bands[band];
            var (valleys, peaks) = Selection.SumEnds(magnitude[from..to], averaged, _work);
            contrast[band] = valleys / averaged;
            _peaks[band] = peaks / averaged;
        }

        Decibel.FromPower(contrast);
        Decibel.FromPower(_peaks);
        TensorPrimitives.Subtract(_peaks, contrast, contrast);
    }
}
