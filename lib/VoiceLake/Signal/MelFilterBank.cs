using System.Numerics.Tensors;

namespace VoiceLake.Signal;

/// <summary>Triangular filters, evenly spaced on Slaney's mel scale, each of unit area (2 / width in Hz).</summary>
/// <remarks>
/// Only the bins under each triangle are kept. Weights are rounded to single precision, as librosa keeps them: with them whole spectra
/// agree to 1e-15, without to 1e-8. Immutable: threads share it. Notebook: 03-gold-features
/// </remarks>
public sealed class MelFilterBank
{
    private readonly int[] _first;
    private readonly double[][] _weights;

    /// <summary>Builds the filters for spectra of <paramref name="fftLength"/> points.</summary>
    /// <param name="sampleRate">Hz.</param>
    /// <param name="fftLength">Points of the transform; spectra have half of them plus one bins.</param>
    /// <param name="bands">How many filters.</param>
    /// <param name="lowest">Where the first triangle begins, in Hz.</param>
    /// <param name="highest">Where the last one ends, in Hz; half the sample rate by default.</param>
    /// <exception cref="ArgumentOutOfRangeException">A count is below 1, or the range of frequencies is empty.</exception>
    public MelFilterBank(int sampleRate, int fftLength, int bands, double lowest = 0, double? highest = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(sampleRate, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(fftLength, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(bands, 1);
        var top = highest ?? sampleRate / 2.0;
        ArgumentOutOfRangeException.ThrowIfNegative(lowest);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(top, lowest, nameof(highest));
        Bins = (fftLength / 2) + 1;
        (_first, _weights) = (new int[bands], new double[bands][]);
        var (low, high) = (MelScale.FromHertz(lowest), MelScale.FromHertz(top));
        double Edge(int index) => MelScale.ToHertz(low + ((high - low) * index / (bands + 1)));
        for (var band = 0; band < bands; band++)
        {
            var (left, centre, right) = (Edge(band), Edge(band + 1), Edge(band + 2));
            double Weight(int bin)
            {
                var frequency = (double)bin * sampleRate / fftLength;
                var height = (float)Math.Max(0, Math.Min((frequency - left) / (centre - left), (right - frequency) / (right - centre)));
                return (float)(height * (2 / (right - left)));
            }

            var from = Math.Clamp((int)(left * fftLength / sampleRate), 0, Bins);
            var to = Math.Clamp((int)(right * fftLength / sampleRate) + 1, from, Bins);
            _first[band] = from;
            _weights[band] = [.. Enumerable.Range(from, to - from).Select(Weight)];
        }
    }

    /// <summary>How many filters.</summary>
    public int Bands => _weights.Length;

    /// <summary>Bins of the spectra it takes.</summary>
    public int Bins { get; }

    /// <summary>The weighted sum of the spectrum under each triangle.</summary>
    /// <param name="spectrum">Power (or magnitude) by bin, <see cref="Bins"/> values.</param>
    /// <param name="bands">Receives <see cref="Bands"/> values.</param>
    /// <exception cref="ArgumentException">A span has another length.</exception>
    public void Apply(ReadOnlySpan<double> spectrum, Span<double> bands)
    {
        if (spectrum.Length != Bins || bands.Length != Bands)
        {
            throw new ArgumentException($"These filters take {Bins} bins and give {Bands} bands, not {spectrum.Length} and {bands.Length}.");
        }

        for (var band = 0; band < bands.Length; band++)
        {
            var weights = _weights[band];
            bands[band] = TensorPrimitives.Dot(spectrum.Slice(_first[band], weights.Length), weights);
        }
    }
}
