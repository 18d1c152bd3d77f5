using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using VoiceLake.Signal;

namespace VoiceLake.Features.Egemaps;

/// <summary>What is measured in frames of 60 ms: the fundamental, and with it jitter, shimmer, harmonics and formant levels.</summary>
/// <remarks>The fundamental is decided up to 40 frames later: so long spectra and autocorrelations are kept.</remarks>
internal sealed class LongFrames
{
    private const double Seconds = 0.06;
    private const double Spread = 0.4;
    private const double LowestAmplitude = 0.001;
    private const double LowestNote = 27.5;
    private const int KeptBatches = 8;

    private readonly LaneFrames _cutter;
    private readonly BatchFft _fft;
    private readonly SubharmonicSum _subharmonics;
    private readonly PitchPath _path = new();
    private readonly PeriodMatcher _periods;
    private readonly HarmonicPeaks _harmonics;
    private readonly Vector256<float>[] _power;
    private readonly Vector256<float>[] _scratch;
    private readonly Vector256<float>[] _mirrored;
    private readonly Vector256<float>[][] _magnitudes = new Vector256<float>[KeptBatches][];
    private readonly Vector256<float>[][] _correlations = new Vector256<float>[KeptBatches][];
    private readonly Vector256<float>[] _amplitudes = new Vector256<float>[KeptBatches];
    private readonly float[] _pitch = new float[BatchFft.Lanes * SubharmonicSum.Candidates];
    private readonly float[] _voicing = new float[BatchFft.Lanes * SubharmonicSum.Candidates];
    private int _written;

    public LongFrames(int sampleRate)
    {
        Grid = new FrameGrid(sampleRate, Seconds);
        var taper = new double[Grid.Length];
        var half = (taper.Length - 1) / 2.0;
        for (var n = 0; n < taper.Length; n++)
        {
            taper[n] = Math.Exp(-0.5 * Math.Pow((n - half) / (Spread * half), 2));
        }

        (_cutter, _fft) = (new LaneFrames(Grid, taper), BatchFft.Of(Grid.FftLength));
        (_subharmonics, _periods, _harmonics) = (new SubharmonicSum(Grid.Bins, Grid.BinWidth), new PeriodMatcher(Grid), new HarmonicPeaks(Grid));
        (_power, _scratch, _mirrored) = (new Vector256<float>[Grid.Bins], new Vector256<float>[Grid.Bins], new Vector256<float>[Grid.FftLength]);
        for (var batch = 0; batch < KeptBatches; batch++)
        {
            (_magnitudes[batch], _correlations[batch]) = (new Vector256<float>[Grid.Bins], new Vector256<float>[Grid.Bins]);
        }
    }

    public FrameGrid Grid { get; }

    /// <summary>The first sample that is needed again.</summary>
    public long FirstSample => _periods.Next;

    /// <summary>How many frames have a fundamental that is decided.</summary>
    public int Decided => _path.Decided;

    public void Clear()
    {
        _written = 0;
        _path.Clear();
        _periods.Clear();
    }

    /// <summary>Measures up to eight frames, and describes those that are decided by them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(SampleBuffer samples, int first, int count, Descriptors descriptors)
    {
        var batch = first / BatchFft.Lanes % KeptBatches;
        var frames = _cutter.Cut(samples, first, count);
        var energy = Vector256<float>.Zero;
        foreach (var value in frames.Vectors())
        {
            energy = Vector256.FusedMultiplyAdd(value, value, energy);
        }

        _amplitudes[batch] = Vector256.Sqrt(energy / Vector256.Create((float)Grid.Length));
        _fft.Power(frames, _power.Floats());
        for (var bin = 0; bin < _power.Length; bin++)
        {
            _magnitudes[batch][bin] = _scratch[bin] = Vector256.Sqrt(_power[bin]);
        }

        _subharmonics.Compute(_scratch, _pitch, _voicing);
        Correlate(_correlations[batch]);
        for (var lane = 0; lane < count; lane++)
        {
            _path.Add(_pitch.AsSpan(lane * SubharmonicSum.Candidates, SubharmonicSum.Candidates), _voicing.AsSpan(lane * SubharmonicSum.Candidates, SubharmonicSum.Candidates));
            Describe(samples, descriptors);
        }
    }

    /// <summary>Decides and describes what is left.</summary>
    public void Finish(SampleBuffer samples, Descriptors descriptors)
    {
        _path.Finish();
        Describe(samples, descriptors);
    }

    /// <summary>The autocorrelation is the transform of the power, which is real and even.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Correlate(Vector256<float>[] correlation)
    {
        _power.CopyTo(_mirrored, 0);
        for (var bin = 1; bin < _power.Length - 1; bin++)
        {
            _mirrored[^bin] = _power[bin];
        }

        _fft.Forward(_mirrored.Floats(), correlation.Floats(), _scratch.Floats());
        for (var lag = 0; lag < correlation.Length; lag++)
        {
            correlation[lag] = Vector256.Abs(correlation[lag]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Describe(SampleBuffer samples, Descriptors descriptors)
    {
        Span<float> levels = stackalloc float[2 + FormantLanes.Formants];
        Span<float> formants = stackalloc float[FormantLanes.Formants];
        for (; _written < _path.Decided; _written++)
        {
            var (batch, lane) = (_written / BatchFft.Lanes % KeptBatches, _written % BatchFft.Lanes);
            var pitch = _amplitudes[batch][lane] > LowestAmplitude ? _path[_written] : 0;
            var (jitter, shimmer) = _periods.Add(samples, _written, pitch);
            var harmonicsToNoise = 0.0;
            levels.Clear();
            levels[2..].Fill(HarmonicPeaks.NoLevel);
            if (pitch > 0)
            {
                for (var formant = 0; formant < FormantLanes.Formants; formant++)
                {
                    formants[formant] = descriptors[Descriptors.FormantFrequency(formant)].Values[_written];
                }

                harmonicsToNoise = _harmonics.HarmonicsToNoise(_correlations[batch].Floats(), lane, pitch);
                _harmonics.Compute(_magnitudes[batch].Floats(), lane, pitch, formants, levels);
            }

            descriptors[Descriptors.Pitch].Add(pitch > 0 ? (float)(12 * Math.Log2(pitch / LowestNote)) : 0);
            descriptors[Descriptors.Jitter].Add((float)jitter);
            descriptors[Descriptors.Shimmer].Add((float)shimmer);
            descriptors[Descriptors.HarmonicsToNoise].Add((float)harmonicsToNoise);
            descriptors[Descriptors.FirstLevel].Add(levels[0]);
            descriptors[Descriptors.FirstLevel + 1].Add(levels[1]);
            for (var formant = 0; formant < FormantLanes.Formants; formant++)
            {
                descriptors[Descriptors.FormantLevel(formant)].Add(levels[2 + formant]);
            }
        }
    }
}
