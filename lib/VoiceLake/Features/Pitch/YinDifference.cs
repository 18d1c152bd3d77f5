using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using VoiceLake.Signal;
using VoiceLake.Signal.Internals;

namespace VoiceLake.Features.Pitch;

/// <summary>The cumulative-mean-normalised difference function of eight frames at once: near 0 at lags after which a frame repeats itself.</summary>
/// <remarks>
/// de Cheveigné and Kawahara, JASA 111 (2002), equation 8, over the frame as librosa 0.11 takes it: d(k) = 2·(a(0) − a(k)) − (x[0]² + … + x[k−1]²)
/// with the autocorrelation a, and d′(k) = d(k) / (Σ d(1…k) / k). Holds working memory: one instance a thread.
/// </remarks>
internal sealed class YinDifference
{
    // The smallest normal float keeps the mean of a silent frame from being zero.
    private const float Tiny = 1.17549435e-38f;

    private readonly BatchAutocorrelation _autocorrelation;
    private readonly float[] _correlation;
    private readonly float[] _difference;

    /// <summary>Prepares the transforms.</summary>
    /// <param name="frameLength">Samples of a frame.</param>
    /// <param name="shortest">The smallest lag given, in samples.</param>
    /// <param name="longest">The largest.</param>
    public YinDifference(int frameLength, int shortest, int longest)
    {
        (Shortest, Longest) = (shortest, longest);
        _autocorrelation = new BatchAutocorrelation(frameLength, longest);
        _correlation = new float[(longest + 1) * BatchFft.Lanes];
        _difference = new float[(longest - shortest + 1) * BatchFft.Lanes];
    }

    /// <summary>The smallest lag, in samples.</summary>
    public int Shortest { get; }

    /// <summary>The largest lag, in samples.</summary>
    public int Longest { get; }

    /// <summary>d′ by lag, of eight frames each, of the frames that were computed last.</summary>
    public ReadOnlySpan<Vector256<float>> Values => MemoryMarshal.Cast<float, Vector256<float>>(_difference.AsSpan());

    /// <summary>d′ of one frame at a lag, counted from <see cref="Shortest"/>.</summary>
    public float this[int lag, int lane] => _difference[(lag * BatchFft.Lanes) + lane];

    /// <summary>Computes d′ of eight frames, whose samples stand side by side.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Compute(ReadOnlySpan<float> frames)
    {
        _autocorrelation.Compute(frames, _correlation);
        var samples = MemoryMarshal.Cast<float, Vector256<float>>(frames);
        var correlation = MemoryMarshal.Cast<float, Vector256<float>>(_correlation.AsSpan());
        var normalised = MemoryMarshal.Cast<float, Vector256<float>>(_difference.AsSpan());
        var (head, sum, tiny) = (Vector256<float>.Zero, Vector256<float>.Zero, Vector256.Create(Tiny));
        for (var lag = 1; lag <= Longest; lag++)
        {
            head = Vector256.FusedMultiplyAdd(samples[lag - 1], samples[lag - 1], head);
            var gap = correlation[0] - correlation[lag];
            var difference = gap + gap - head;
            sum += difference;
            if (lag >= Shortest)
            {
                normalised[lag - Shortest] = difference / ((sum / Vector256.Create((float)lag)) + tiny);
            }
        }
    }

    /// <summary>How far a trough lies beside its lag, from −1 to 1, by the parabola through it and its neighbours; 0 where there is none.</summary>
    /// <param name="lag">Counted from <see cref="Shortest"/>.</param>
    /// <param name="lane">The frame.</param>
    public double Shift(int lag, int lane)
    {
        if (lag == 0 || lag == Longest - Shortest)
        {
            return 0;
        }

        double before = this[lag - 1, lane], here = this[lag, lane], after = this[lag + 1, lane];
        var (bend, slope) = (after + before - (2 * here), (after - before) / 2);
        return Math.Abs(slope) < Math.Abs(bend) ? -slope / bend : 0;
    }
}
