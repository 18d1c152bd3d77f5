using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using VoiceLake.Signal;
using VoiceLake.Signal.Internals;

namespace VoiceLake.Features.Librosa;

/// <summary>Centroid, bandwidth, rolloff and flatness.</summary>
internal sealed class ShapeFamily(LibrosaOptions options, int column) : LibrosaFamily(column)
{
    private const float RolloffShare = 0.85f;
    private readonly float[] _lanes = new float[4 * BatchFft.Lanes];
    private readonly float _binWidth = (float)options.SampleRate / options.FftLength;

    public override void Analyse(LibrosaBatch batch, FrameStore store, Span<float> rows)
    {
        var lanes = MemoryMarshal.Cast<float, Vector256<float>>(_lanes.AsSpan());
        Measure(MemoryMarshal.Cast<float, Vector256<float>>(batch.Magnitude), _binWidth, lanes);
        lanes[3] = Flatness(MemoryMarshal.Cast<float, Vector256<float>>(batch.Power));
        store.Put(_lanes, rows, Column);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Measure(ReadOnlySpan<Vector256<float>> magnitude, float binWidth, Span<Vector256<float>> values)
    {
        // One sum after the other, as numpy's cumulated sum: the rolloff's threshold is then met by its own bin.
        var (total, weighted, place) = (Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero);
        foreach (var value in magnitude)
        {
            total += value;
            weighted = Vector256.FusedMultiplyAdd(value, place, weighted);
            place += Vector256<float>.One;
        }

        // A frame without energy has its centroid at 0.
        var divisor = Vector256.ConditionalSelect(Vector256.Equals(total, Vector256<float>.Zero), Vector256<float>.One, total);
        var centroid = weighted / divisor;
        var threshold = total * Vector256.Create(RolloffShare);
        var (reached, spread, below) = (Vector256<float>.Zero, Vector256<float>.Zero, Vector256<int>.Zero);
        place = -centroid;
        foreach (var value in magnitude)
        {
            reached += value;
            below -= Vector256.LessThan(reached, threshold).AsInt32();
            spread = Vector256.FusedMultiplyAdd(value * place, place, spread);
            place += Vector256<float>.One;
        }

        var width = Vector256.Create(binWidth);
        values[0] = centroid * width;
        values[1] = Vector256.Sqrt(spread / divisor) * width;
        values[2] = Vector256.ConvertToSingle(below) * width;
    }

    /// <summary>The geometric over the arithmetic mean of the power. Logarithms of products: of 32 factors from 1 to 2, and of their powers of two.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static Vector256<float> Flatness(ReadOnlySpan<Vector256<float>> power)
    {
        const int FactorsAtOnce = 32;
        const int MantissaBits = 23;
        const int Bias = 127;
        var floor = Vector256.Create((float)Decibel.DefaultFloor);
        var one = Vector256.Create(Bias << MantissaBits);
        var mask = Vector256.Create((1 << MantissaBits) - 1);
        var (sum, logs, exponents) = (Vector256<float>.Zero, Vector256<float>.Zero, Vector256<int>.Zero);
        for (var from = 0; from < power.Length; from += FactorsAtOnce)
        {
            var product = Vector256<float>.One;
            foreach (var value in power.Slice(from, Math.Min(FactorsAtOnce, power.Length - from)))
            {
                var kept = Vector256.Max(value, floor);
                sum += kept;
                exponents += Vector256.ShiftRightLogical(kept.AsInt32(), MantissaBits) - Vector256.Create(Bias);
                product *= ((kept.AsInt32() & mask) | one).AsSingle();
            }

            logs += Logarithm.Natural(product);
        }

        var count = Vector256.Create((float)power.Length);
        var mean = (Vector256.ConvertToSingle(exponents) * Vector256.Create(0.69314718f) / count) + (logs / count);
        return Vector256.Exp(mean) / (sum / count);
    }
}
