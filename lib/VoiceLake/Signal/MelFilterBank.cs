using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using VoiceLake.Signal.Internals;

namespace VoiceLake.Signal;

/// <summary>Triangular filters, evenly spaced on a mel scale; each begins at the centre of the one before and ends at that of the next.</summary>
/// <remarks>
/// Only the bins under each triangle are kept. Weights are rounded to single precision, as librosa keeps them: with them whole spectra
/// agree to 1e-15, without to 1e-8. Immutable: threads share it. Notebook: 03-gold-features
/// </remarks>
public sealed class MelFilterBank
{
    private const int Lanes = BatchFft.Lanes;
    private readonly int[] _first;
    private readonly double[][] _weights;

    // Between two edges a bin falls in one filter and rises in the next: where each stretch ends, and both weights of its bins.
    private readonly int[] _edges;
    private readonly (float Falling, float Rising)[] _slopes;

    /// <summary>Builds the filters for spectra of <paramref name="fftLength"/> points.</summary>
    /// <param name="sampleRate">Hz.</param>
    /// <param name="fftLength">Points of the transform; spectra have half of them plus one bins.</param>
    /// <param name="bands">How many filters.</param>
    /// <param name="lowest">Where the first triangle begins, in Hz.</param>
    /// <param name="highest">Where the last one ends, in Hz; half the sample rate by default.</param>
    /// <param name="scale">Where the centres are evenly spaced; <see cref="MelScale.Slaney"/> by default.</param>
    /// <param name="triangle">The filters' form.</param>
    /// <exception cref="ArgumentOutOfRangeException">A count is below 1, or the range of frequencies is empty.</exception>
    public MelFilterBank(
        int sampleRate, int fftLength, int bands, double lowest = 0, double? highest = null, MelScale? scale = null, MelTriangle triangle = MelTriangle.UnitArea)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(sampleRate, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(fftLength, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(bands, 1);
        var top = highest ?? sampleRate / 2.0;
        ArgumentOutOfRangeException.ThrowIfNegative(lowest);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(top, lowest, nameof(highest));
        Bins = (fftLength / 2) + 1;
        (_first, _weights) = (new int[bands], new double[bands][]);
        scale ??= MelScale.Slaney;
        var overMel = triangle == MelTriangle.UnitHeightOverMel;
        var (low, high) = (scale.FromHertz(lowest), scale.FromHertz(top));
        double MelEdge(int index) => low + ((high - low) * index / (bands + 1));
        double HertzEdge(int index) => scale.ToHertz(MelEdge(index));
        double Edge(int index) => overMel ? MelEdge(index) : HertzEdge(index);
        double Place(int bin) => overMel ? scale.FromHertz((double)bin * sampleRate / fftLength) : (double)bin * sampleRate / fftLength;
        for (var band = 0; band < bands; band++)
        {
            var (left, centre, right) = (Edge(band), Edge(band + 1), Edge(band + 2));
            double Weight(int bin)
            {
                var place = Place(bin);
                var height = (float)Math.Max(0, Math.Min((place - left) / (centre - left), (right - place) / (right - centre)));
                return triangle == MelTriangle.UnitArea ? (float)(height * (2 / (right - left))) : height;
            }

            var from = Math.Clamp((int)(HertzEdge(band) * fftLength / sampleRate), 0, Bins);
            var to = Math.Clamp((int)(HertzEdge(band + 2) * fftLength / sampleRate) + 1, from, Bins);
            _first[band] = from;
            _weights[band] = [.. Enumerable.Range(from, to - from).Select(Weight)];
        }

        _edges = [.. Enumerable.Range(0, bands + 2).Select(index => Math.Clamp((int)Math.Ceiling(HertzEdge(index) * fftLength / sampleRate), 0, Bins))];
        _slopes = new (float, float)[Bins];
        for (var stretch = 0; stretch <= bands; stretch++)
        {
            for (var bin = _edges[stretch]; bin < _edges[stretch + 1]; bin++)
            {
                _slopes[bin] = (WeightOf(stretch - 1, bin), WeightOf(stretch, bin));
            }
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
        Require(spectrum.Length, bands.Length, 1);
        for (var band = 0; band < bands.Length; band++)
        {
            var weights = _weights[band];
            bands[band] = OrderedSums.Dot(spectrum.Slice(_first[band], weights.Length), weights);
        }
    }

    /// <summary>The weighted sums of eight spectra, side by side as <see cref="BatchFft"/> gives them.</summary>
    /// <param name="spectra">Power (or magnitude), <see cref="Bins"/> values of eight frames.</param>
    /// <param name="bands">Receives <see cref="Bands"/> values of eight frames.</param>
    /// <exception cref="ArgumentException">A span has another length.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void ApplyBatch(ReadOnlySpan<float> spectra, Span<float> bands)
    {
        Require(spectra.Length, bands.Length, Lanes);
        var from = MemoryMarshal.Cast<float, Vector256<float>>(spectra);
        var to = MemoryMarshal.Cast<float, Vector256<float>>(bands);
        var risen = Vector256<float>.Zero;
        for (var stretch = 0; stretch <= to.Length; stretch++)
        {
            // Two sums each, of even and odd bins: one alone would wait for its own last addition.
            var (falling, rising) = (risen, Vector256<float>.Zero);
            var (fallingToo, risingToo) = (Vector256<float>.Zero, Vector256<float>.Zero);
            var (bin, end) = (_edges[stretch], _edges[stretch + 1]);
            for (; bin < end - 1; bin += 2)
            {
                var (down, up) = _slopes[bin];
                falling = Vector256.FusedMultiplyAdd(from[bin], Vector256.Create(down), falling);
                rising = Vector256.FusedMultiplyAdd(from[bin], Vector256.Create(up), rising);
                (down, up) = _slopes[bin + 1];
                fallingToo = Vector256.FusedMultiplyAdd(from[bin + 1], Vector256.Create(down), fallingToo);
                risingToo = Vector256.FusedMultiplyAdd(from[bin + 1], Vector256.Create(up), risingToo);
            }

            if (bin < end)
            {
                var (down, up) = _slopes[bin];
                falling = Vector256.FusedMultiplyAdd(from[bin], Vector256.Create(down), falling);
                rising = Vector256.FusedMultiplyAdd(from[bin], Vector256.Create(up), rising);
            }

            (falling, rising) = (falling + fallingToo, rising + risingToo);
            if (stretch > 0)
            {
                to[stretch - 1] = falling;
            }

            risen = rising;
        }
    }

    private float WeightOf(int band, int bin)
    {
        var at = band >= 0 && band < Bands ? bin - _first[band] : -1;
        return at >= 0 && at < _weights[band].Length ? (float)_weights[band][at] : 0;
    }

    private void Require(int spectrum, int bands, int frames)
    {
        if (spectrum != Bins * frames || bands != Bands * frames)
        {
            throw new ArgumentException($"These filters take {Bins * frames} bins and give {Bands * frames} bands, not {spectrum} and {bands}.");
        }
    }
}
