using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using VoiceLake.Signal;

namespace VoiceLake.Features.Egemaps;

/// <summary>Loudness and cepstrum of eight frames, from 26 mel bands of their power.</summary>
/// <remarks>Sources: Davis and Mermelstein, IEEE ASSP 28 (1980); Hermansky, Perceptual linear predictive analysis of speech, JASA 87 (1990).</remarks>
internal sealed class AuditoryLanes
{
    /// <summary>Cepstral coefficients kept of a frame, from the first.</summary>
    public const int Coefficients = 4;

    private const int Bands = 26;
    private const double LowestHertz = 20;
    private const double HighestHertz = 8_000;
    private const double Lifter = 22;
    private const float Compression = 0.33f;
    private const float LowestPower = 9.3e-10f;
    private const double PowerOf16Bits = 32_767.0 * 32_767;

    private readonly int _leftOut;
    private readonly MelFilterBank _mel;
    private readonly float[] _hearing = new float[Bands];
    private readonly float[] _cosines = new float[Bands * Coefficients];
    private readonly Vector256<float>[] _bands = new Vector256<float>[Bands];

    public AuditoryLanes(FrameGrid grid)
    {
        var highest = Math.Min(HighestHertz, grid.SampleRate / 2.0);
        _mel = new MelFilterBank(grid.SampleRate, grid.FftLength, Bands, LowestHertz, highest, MelScale.Htk, MelTriangle.UnitHeightOverMel);
        _leftOut = (int)Math.Round(LowestHertz / grid.BinWidth);
        var (low, step) = (MelScale.Htk.FromHertz(LowestHertz), (MelScale.Htk.FromHertz(highest) - MelScale.Htk.FromHertz(LowestHertz)) / (Bands + 1));
        for (var band = 0; band < Bands; band++)
        {
            _hearing[band] = (float)EqualLoudness(MelScale.Htk.ToHertz(low + ((band + 1) * step)));
            for (var coefficient = 1; coefficient <= Coefficients; coefficient++)
            {
                var lift = 1 + (Lifter / 2 * Math.Sin(Math.PI * coefficient / Lifter));
                _cosines[(band * Coefficients) + coefficient - 1] = (float)(Math.Sqrt(2.0 / Bands) * lift * Math.Cos(Math.PI * coefficient * (band + 0.5) / Bands));
            }
        }
    }

    /// <summary>Sums up eight spectra.</summary>
    /// <param name="power">By bin; one is overwritten.</param>
    /// <param name="cepstrum">Receives <see cref="Coefficients"/> values.</param>
    /// <returns>The loudness.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public Vector256<float> Compute(Vector256<float>[] power, Span<Vector256<float>> cepstrum)
    {
        // The reference leaves out the bin nearest to where the first filter begins.
        power[_leftOut] = Vector256<float>.Zero;
        _mel.ApplyBatch(power.Floats(), _bands.Floats());
        cepstrum[..Coefficients].Clear();
        var loudness = Vector256<float>.Zero;
        for (var band = 0; band < Bands; band++)
        {
            var heard = Vector256.Max(_bands[band], Vector256.Create(LowestPower)) * _hearing[band];
            loudness += Vector256.Exp(Vector256.Log(heard) * Compression);
            var log = Vector256.Log(Vector256.Max(_bands[band] * (float)PowerOf16Bits, Vector256<float>.One));
            for (var coefficient = 0; coefficient < Coefficients; coefficient++)
            {
                cepstrum[coefficient] += log * _cosines[(band * Coefficients) + coefficient];
            }
        }

        return loudness / Vector256.Create((float)Bands);
    }

    private static double EqualLoudness(double hertz)
    {
        var w = 2 * Math.PI * hertz;
        var w2 = w * w;
        return 1e32 * (w2 + 56.8e6) * w2 * w2 / ((w2 + 6.3e6) * (w2 + 6.3e6) * (w2 + 0.38e9) * ((w2 * w2 * w2 * w) + 1.7e31));
    }
}
