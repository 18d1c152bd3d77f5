using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace VoiceLake.Features.Egemaps;

/// <summary>Turns the lower bins of eight spectra into signals of another sample rate: Σ Re[k]·cos(2πkn/P) − Im[k]·sin(2πkn/P), P any number.</summary>
/// <remarks>
/// Products are rounded and added one after another, as the reference does it: what linear prediction finds above the last bin is the
/// rounding of these sums, and with sums that are more exact formants come out that differ more.
/// </remarks>
internal sealed class SpectrumResampler
{
    private const int Block = 8;

    private readonly int _bins;
    private readonly float[] _turns;

    /// <summary>Prepares the sums.</summary>
    /// <param name="samples">How many to give.</param>
    /// <param name="bins">How many bins above 0 Hz to take.</param>
    /// <param name="period">Samples after which the sums repeat.</param>
    public SpectrumResampler(int samples, int bins, double period)
    {
        _bins = bins;
        Room = (samples + Block - 1) / Block * Block;
        _turns = new float[Room * bins * 2];
        for (var n = 0; n < Room; n++)
        {
            for (var bin = 1; bin <= bins; bin++)
            {
                var at = (((n / Block * bins) + bin - 1) * 2 * Block) + (n % Block);
                var (sine, cosine) = Math.SinCos(2 * Math.PI * bin * n / period);
                (_turns[at], _turns[at + Block]) = ((float)cosine, (float)-sine);
            }
        }
    }

    /// <summary>For how many samples <see cref="Resample"/> needs room.</summary>
    public int Room { get; }

    /// <summary>Computes eight signals, eight samples at a time, each in a chain of additions of its own.</summary>
    /// <param name="re">Real parts by bin.</param>
    /// <param name="im">Imaginary parts by bin.</param>
    /// <param name="signal">Receives the samples.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Resample(ReadOnlySpan<Vector256<float>> re, ReadOnlySpan<Vector256<float>> im, Span<Vector256<float>> signal)
    {
        for (var n = 0; n < Room; n += Block)
        {
            var (a, b, c, d, e, f, g, h) = (re[0], re[0], re[0], re[0], re[0], re[0], re[0], re[0]);
            for (var bin = 1; bin <= _bins; bin++)
            {
                var (real, imaginary) = (re[bin], im[bin]);
                var turns = _turns.AsSpan(((n * _bins) + ((bin - 1) * Block)) * 2, 2 * Block);
                a = a + (real * Vector256.Create(turns[0])) + (imaginary * Vector256.Create(turns[8]));
                b = b + (real * Vector256.Create(turns[1])) + (imaginary * Vector256.Create(turns[9]));
                c = c + (real * Vector256.Create(turns[2])) + (imaginary * Vector256.Create(turns[10]));
                d = d + (real * Vector256.Create(turns[3])) + (imaginary * Vector256.Create(turns[11]));
                e = e + (real * Vector256.Create(turns[4])) + (imaginary * Vector256.Create(turns[12]));
                f = f + (real * Vector256.Create(turns[5])) + (imaginary * Vector256.Create(turns[13]));
                g = g + (real * Vector256.Create(turns[6])) + (imaginary * Vector256.Create(turns[14]));
                h = h + (real * Vector256.Create(turns[7])) + (imaginary * Vector256.Create(turns[15]));
            }

            (signal[n], signal[n + 1], signal[n + 2], signal[n + 3]) = (a, b, c, d);
            (signal[n + 4], signal[n + 5], signal[n + 6], signal[n + 7]) = (e, f, g, h);
        }
    }
}
