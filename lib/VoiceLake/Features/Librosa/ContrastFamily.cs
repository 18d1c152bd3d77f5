using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using VoiceLake.Signal;

namespace VoiceLake.Features.Librosa;

/// <summary>Peak over valley in octave bands. Both are cut 80 dB below their own maximum over the clip, so that the difference waits for its end.</summary>
internal sealed class ContrastFamily : LibrosaFamily
{
    /// <summary>Columns: what lies below 200 Hz, and six octaves.</summary>
    public const int Columns = Octaves + 1;

    private const int Octaves = 6;
    private const double Lowest = 200;
    private const double Quantile = 0.02;
    private const float TopDb = 80;
    private readonly (int From, int To, int Averaged)[] _bands;
    private readonly float[] _valleys;
    private readonly float[] _peaks;
    private readonly float[] _least;
    private readonly float[] _most;
    private readonly FrameStore _store;
    private readonly FineMagnitude _magnitude;
    private float _highestValley = float.NegativeInfinity;
    private float _highestPeak = float.NegativeInfinity;

    public ContrastFamily(LibrosaOptions options, int column)
        : base(column)
    {
        _bands = Place(options.SampleRate, options.FftLength);
        (_valleys, _peaks) = (new float[_bands.Length * BatchFft.Lanes], new float[_bands.Length * BatchFft.Lanes]);
        var most = _bands.Max(band => band.Averaged) * BatchFft.Lanes;
        (_least, _most) = (new float[most], new float[most]);
        _store = new FrameStore(_bands.Length);
        _magnitude = new FineMagnitude(options);
    }

    /// <summary>Whether every band has bins.</summary>
    public static bool Fits(int sampleRate, int fftLength) => Place(sampleRate, fftLength).All(band => band.To - band.From >= band.Averaged);

    public override void Analyse(LibrosaBatch batch, FrameStore store, Span<float> rows)
    {
        _magnitude.Transform(batch.Samples);
        for (var band = 0; band < _bands.Length; band++)
        {
            var (from, to, averaged) = _bands[band];
            var bins = _magnitude.Values.AsSpan(from * BatchFft.Lanes, (to - from) * BatchFft.Lanes);
            var least = Vectors(_least)[..averaged];
            var most = Vectors(_most)[..averaged];
            Sort(Vectors(bins), least, most);
            Vectors(_valleys)[band] = Mean(least);
            Vectors(_peaks)[band] = Mean(most);
        }

        Decibel.FromPower(_valleys, (float)Decibel.DefaultFloor);
        Decibel.FromPower(_peaks, (float)Decibel.DefaultFloor);
        _store.Put(_valleys, _store.Add(batch.Count), 0);
        store.Put(_peaks, rows, Column);
        for (var frame = batch.First; frame < batch.First + batch.Count; frame++)
        {
            _highestValley = Math.Max(_highestValley, TensorPrimitives.Max<float>(_store[frame]));
            _highestPeak = Math.Max(_highestPeak, TensorPrimitives.Max<float>(store[frame].Slice(Column, _bands.Length)));
        }
    }

    public override void Complete(FrameStore store)
    {
        for (var frame = 0; frame < store.Count; frame++)
        {
            var valleys = _store[frame];
            var values = store[frame].Slice(Column, Columns);
            for (var band = 0; band < valleys.Length; band++)
            {
                values[band] = Math.Max(values[band], _highestPeak - TopDb) - Math.Max(valleys[band], _highestValley - TopDb);
            }

            values[valleys.Length..].Fill(float.NaN);
        }
    }

    public override void Reset()
    {
        (_highestValley, _highestPeak) = (float.NegativeInfinity, float.NegativeInfinity);
        _store.Clear();
    }

    /// <summary>As many octaves as begin below half the sample rate, the last one up to there.</summary>
    private static (int From, int To, int Averaged)[] Place(int sampleRate, int fftLength)
    {
        var octaves = Math.Min(Octaves, (int)Math.Ceiling(Math.Log2(sampleRate / 2.0 / Lowest)));
        return SpectralContrast.Place(sampleRate, fftLength, Lowest, octaves, Quantile);
    }

    /// <summary>Keeps the least and the most of the bins, lane by lane, in order; most bins are neither in any lane, and cost two comparisons.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Sort(ReadOnlySpan<Vector256<float>> bins, Span<Vector256<float>> least, Span<Vector256<float>> most)
    {
        least.Fill(Vector256.Create(float.PositiveInfinity));
        most.Fill(Vector256.Create(float.NegativeInfinity));
        Bound(bins, least.Length, out var below, out var above);
        foreach (var bin in bins)
        {
            if (Vector256.LessThanAny(bin, below))
            {
                var rising = bin;
                foreach (ref var place in least)
                {
                    (place, rising) = (Vector256.Min(place, rising), Vector256.Max(place, rising));
                }

                below = Vector256.Min(below, least[^1]);
            }

            if (Vector256.GreaterThanAny(bin, above))
            {
                var sinking = bin;
                foreach (ref var place in most)
                {
                    (place, sinking) = (Vector256.Max(place, sinking), Vector256.Min(place, sinking));
                }

                above = Vector256.Max(above, most[^1]);
            }
        }
    }

    /// <summary>Below the first lie the least, above the second the most: each of as many groups of bins holds one that is as small, and one as large.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Bound(ReadOnlySpan<Vector256<float>> bins, int groups, out Vector256<float> below, out Vector256<float> above)
    {
        (below, above) = (Vector256<float>.Zero, Vector256.Create(float.PositiveInfinity));
        for (var group = 0; group < groups; group++)
        {
            var (smallest, largest) = (bins[group], bins[group]);
            for (var bin = group + groups; bin < bins.Length; bin += groups)
            {
                (smallest, largest) = (Vector256.Min(smallest, bins[bin]), Vector256.Max(largest, bins[bin]));
            }

            (below, above) = (Vector256.Max(below, smallest), Vector256.Min(above, largest));
        }

        // The next number up and down: magnitudes that equal the bound count, and none is negative.
        below = (below.AsInt32() + Vector256<int>.One).AsSingle();
        above = Vector256.ConditionalSelect(Vector256.Equals(above, Vector256<float>.Zero), Vector256.Create(-1f), (above.AsInt32() - Vector256<int>.One).AsSingle());
    }

    private static Vector256<float> Mean(ReadOnlySpan<Vector256<float>> values)
    {
        var sum = Vector256<float>.Zero;
        foreach (var value in values)
        {
            sum += value;
        }

        return sum / Vector256.Create((float)values.Length);
    }

    private static Span<Vector256<float>> Vectors(Span<float> values) => MemoryMarshal.Cast<float, Vector256<float>>(values);
}
