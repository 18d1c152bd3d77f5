using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

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

    private readonly int _first;
    private readonly int[] _band;
    private readonly float[] _falling;
    private readonly float[] _hearing = new float[Bands];
    private readonly float[] _cosines = new float[Bands * Coefficients];
    private readonly Vector256<float>[] _power = new Vector256<float>[Bands + 2];

    public AuditoryLanes(FrameGrid grid)
    {
        var highest = Math.Min(HighestHertz, grid.SampleRate / 2.0);
        var (low, step) = (Mel(LowestHertz), (Mel(highest) - Mel(LowestHertz)) / (Bands + 1));
        _first = (int)Math.Round(LowestHertz / grid.BinWidth) + 1;
        _band = new int[(int)Math.Round(highest / grid.BinWidth) - _first];
        _falling = new float[_band.Length];
        for (var index = 0; index < _band.Length; index++)
        {
            var place = (Mel((_first + index) * grid.BinWidth) - low) / step;
            _band[index] = Math.Min((int)Math.Ceiling(place) - 1, Bands);
            _falling[index] = (float)(_band[index] + 1 - place);
        }

        for (var band = 0; band < Bands; band++)
        {
            _hearing[band] = (float)EqualLoudness(700 * (Math.Exp((low + ((band + 1) * step)) / 1127) - 1));
            for (var coefficient = 1; coefficient <= Coefficients; coefficient++)
            {
                var lift = 1 + (Lifter / 2 * Math.Sin(Math.PI * coefficient / Lifter));
                _cosines[(band * Coefficients) + coefficient - 1] = (float)(Math.Sqrt(2.0 / Bands) * lift * Math.Cos(Math.PI * coefficient * (band + 0.5) / Bands));
            }
        }
    }

    /// <summary>Sums up eight spectra.</summary>
    /// <param name="power">By bin.</param>
    /// <param name="cepstrum">Receives <see cref="Coefficients"/> values.</param>
    /// <returns>The loudness.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public Vector256<float> Compute(ReadOnlySpan<Vector256<float>> power, Span<Vector256<float>> cepstrum)
    {
        _power.AsSpan().Clear();
        for (var index = 0; index < _band.Length; index++)
        {
            // Each bin is shared by the band that falls there and the one that rises; band 0 stands for all below the first.
            var own = power[_first + index];
            var falling = own * _falling[index];
            _power[_band[index]] += falling;
            _power[_band[index] + 1] += own - falling;
        }

        cepstrum.Clear();
        var loudness = Vector256<float>.Zero;
        for (var band = 0; band < Bands; band++)
        {
            var own = _power[band + 1];
            var heard = Vector256.Max(own, Vector256.Create(LowestPower)) * _hearing[band];
            loudness += Vector256.Exp(Vector256.Log(heard) * Compression);
            var log = Vector256.Log(Vector256.Max(own * (float)PowerOf16Bits, Vector256<float>.One));
            for (var coefficient = 0; coefficient < Coefficients; coefficient++)
            {
                cepstrum[coefficient] += log * _cosines[(band * Coefficients) + coefficient];
            }
        }

        return loudness / Vector256.Create((float)Bands);
    }

    private static double Mel(double hertz) => 1127 * Math.Log(1 + (hertz / 700));

    private static double EqualLoudness(double hertz)
    {
        var w = 2 * Math.PI * hertz;
        var w2 = w * w;
        return 1e32 * (w2 + 56.8e6) * w2 * w2 / ((w2 + 6.3e6) * (w2 + 6.3e6) * (w2 + 0.38e9) * ((w2 * w2 * w2 * w) + 1.7e31));
    }
}
