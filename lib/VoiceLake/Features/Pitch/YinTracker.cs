using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using VoiceLake.Signal;

namespace VoiceLake.Features.Pitch;

/// <summary>YIN: the first trough of the difference function below a threshold, else its deepest point, is the period.</summary>
/// <remarks>Source: de Cheveigné and Kawahara, JASA 111 (2002); details as librosa 0.11's <c>yin</c>.</remarks>
internal sealed class YinTracker(int sampleRate, double troughThreshold)
{
    /// <summary>F0 of eight frames, in Hz.</summary>
    /// <param name="difference">Of the frames.</param>
    /// <param name="frequencies">Receives one value a frame.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Track(YinDifference difference, Span<float> frequencies)
    {
        var values = difference.Values;
        var threshold = Vector256.Create((float)troughThreshold);
        var (first, deepest, depth) = (Vector256.Create(-1), Vector256<int>.Zero, values[0]);
        for (var lag = 0; lag < values.Length; lag++)
        {
            var here = values[lag];
            var index = Vector256.Create(lag);
            var found = (Troughs.At(values, lag) & Vector256.LessThan(here, threshold)).AsInt32() & Vector256.IsNegative(first);
            var deeper = Vector256.LessThan(here, depth);
            first = Vector256.ConditionalSelect(found, index, first);
            deepest = Vector256.ConditionalSelect(deeper.AsInt32(), index, deepest);
            depth = Vector256.ConditionalSelect(deeper, here, depth);
        }

        for (var lane = 0; lane < BatchFft.Lanes; lane++)
        {
            var lag = first[lane] >= 0 ? first[lane] : deepest[lane];
            frequencies[lane] = (float)(sampleRate / (difference.Shortest + lag + difference.Shift(lag, lane)));
        }
    }
}
