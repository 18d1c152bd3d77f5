using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using VoiceLake.Signal;
using VoiceLake.Signal.Internals;

namespace VoiceLake.Features.Egemaps;

/// <summary>What is measured in frames of 20 ms: energy, loudness, cepstrum, spectral balance, formants.</summary>
internal sealed class ShortFrames
{
    private const double Seconds = 0.02;

    private readonly LaneFrames _cutter;
    private readonly BatchFft _fft;
    private readonly AuditoryLanes _auditory;
    private readonly SpectralLanes _spectral;
    private readonly FormantLanes _formants;
    private readonly Vector256<float>[] _re;
    private readonly Vector256<float>[] _im;
    private readonly Vector256<float>[] _power;
    private readonly float[] _found = new float[BatchFft.Lanes * 2 * FormantLanes.Formants];

    public ShortFrames(int sampleRate)
    {
        Grid = new FrameGrid(sampleRate, Seconds);
        var taper = new double[Grid.Length];
        for (var n = 0; n < taper.Length; n++)
        {
            taper[n] = 0.54 - (0.46 * double.CosPi(2.0 * n / (taper.Length - 1)));
        }

        (_cutter, _fft) = (new LaneFrames(Grid, taper), BatchFft.Of(Grid.FftLength));
        (_auditory, _spectral, _formants) = (new AuditoryLanes(Grid), new SpectralLanes(Grid), new FormantLanes(Grid));
        (_re, _im, _power) = (new Vector256<float>[Grid.Bins], new Vector256<float>[Grid.Bins], new Vector256<float>[Grid.Bins]);
    }

    public FrameGrid Grid { get; }

    /// <summary>The sum of the frames' mean squares.</summary>
    public double Energy { get; private set; }

    public void Clear()
    {
        Energy = 0;
        _formants.Clear();
    }

    /// <summary>Measures up to eight frames.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(SampleBuffer samples, int first, int count, Descriptors descriptors)
    {
        _fft.Forward(_cutter.Cut(samples, first, count), _re.Floats(), _im.Floats());
        for (var bin = 0; bin < _power.Length; bin++)
        {
            _power[bin] = Vector256.FusedMultiplyAdd(_re[bin], _re[bin], _im[bin] * _im[bin]);
        }

        Span<Vector256<float>> values = stackalloc Vector256<float>[1 + SpectralLanes.Values + AuditoryLanes.Coefficients];
        _spectral.Compute(_power, first == 0, values[1..]);
        values[0] = _auditory.Compute(_power, values[(1 + SpectralLanes.Values)..]);
        _formants.Compute(_re, _im, count, _found);
        for (var lane = 0; lane < count; lane++)
        {
            for (var value = 0; value < values.Length; value++)
            {
                descriptors[value].Add(values[value][lane]);
            }

            for (var formant = 0; formant < FormantLanes.Formants; formant++)
            {
                var at = (2 * lane * FormantLanes.Formants) + formant;
                descriptors[Descriptors.FormantFrequency(formant)].Add(_found[at]);
                descriptors[Descriptors.FormantBandwidth(formant)].Add(_found[at + FormantLanes.Formants]);
            }

            var frame = samples.Slice(Grid.Start(first + lane), Grid.Length);
            Energy += OrderedSums.Dot(frame, frame) / Grid.Length;
        }
    }
}
