using System.Numerics.Tensors;
using VoiceLake.Signal;

namespace VoiceLake.Features;

/// <summary>Computes the 81 features of a window of speech: 14 of the amplitudes, 7 of the spectrum, 60 across the bands of four vectors.</summary>
/// <remarks>
/// All arithmetic is in double. Holds working memory: one instance a thread; the same window gives the same bits on every one.
/// A window with a sample that is not a finite number has no features: all are NaN.
/// Notebook: 03-gold-features
/// </remarks>
public sealed class WindowFeatureExtractor
{
    private const int MelBands = 90;
    private const int MfccBands = 128;
    private const int MfccCoefficients = 90;

    private readonly double[] _taper;
    private readonly double[] _signal;
    private readonly double[] _magnitude;
    private readonly double[] _power;
    private readonly float[] _padded;
    private readonly double _binWidth;
    private readonly RealFft _fft;
    private readonly MelFilterBank _mel;
    private readonly MelFilterBank _mfccMel;
    private readonly SpectralContrast _contrast;
    private readonly Distribution _distribution = new();
    private readonly double[] _bands = new double[MelBands];
    private readonly double[] _mfccBands = new double[MfccBands];
    private readonly double[] _mfcc = new double[MfccCoefficients];
    private readonly double[] _contrasts;

    /// <summary>Prepares filters and working memory.</summary>
    /// <param name="options">How clips are cut; 3 s windows every second at 16 kHz by default.</param>
    /// <exception cref="ArgumentException">The options cannot be met.</exception>
    public WindowFeatureExtractor(WindowOptions? options = null)
    {
        Options = options ?? new WindowOptions();
        Options.Validate();
        Features = WindowFeatureSet.Create(Options);
        var length = Options.Length;
        _taper = WindowFunction.Hann(length);
        _signal = new double[length];
        _padded = new float[length];
        _fft = RealFft.Of(length);
        (_magnitude, _power) = (new double[_fft.Bins], new double[_fft.Bins]);
        _binWidth = (double)Options.SampleRate / length;
        _mel = new MelFilterBank(Options.SampleRate, length, MelBands);
        _mfccMel = new MelFilterBank(Options.SampleRate, length, MfccBands);
        _contrast = new SpectralContrast(Options.SampleRate, length);
        _contrasts = new double[_contrast.Bands];
    }

    /// <summary>How clips are cut.</summary>
    public WindowOptions Options { get; }

    /// <summary>Names, units and definitions of the 81 columns, in order.</summary>
    public FeatureSet Features { get; }

    /// <summary>Cuts a clip into windows and computes the features of each.</summary>
    /// <param name="samples">The clip, in [−1, 1), at the sample rate of the options.</param>
    public IReadOnlyList<ClipWindow> ExtractClip(ReadOnlySpan<float> samples)
    {
        var windows = new ClipWindow[Options.Count(samples.Length)];
        for (var window = 0; window < windows.Length; window++)
        {
            var (start, count) = Options.Place(window, samples.Length);
            var features = new double[Features.Count];
            Extract(samples.Slice(start, count), features);
            windows[window] = new ClipWindow(window, start, count, features);
        }

        return windows;
    }

    /// <summary>Computes the features of one window.</summary>
    /// <param name="window">Its real samples, in [−1, 1); as many as a window holds, at most.</param>
    /// <param name="features">Receives 81 values in the order of <see cref="Features"/>; NaN where a feature has no value.</param>
    /// <exception cref="ArgumentException">The window is longer than the options say, or there is no room for the features.</exception>
    public void Extract(ReadOnlySpan<float> window, Span<double> features)
    {
        if (window.Length > Options.Length || features.Length != Features.Count)
        {
            throw new ArgumentException($"A window holds {Options.Length} samples at most and {Features.Count} features, not {window.Length} and {features.Length}.");
        }

        if (!window.IsEmpty && !float.IsFinite(TensorPrimitives.MaxMagnitude(window)))
        {
            features.Fill(double.NaN);
            return;
        }

        Transform(window);
        var writer = new FeatureWriter(features);
        WriteAmplitude(window, ref writer);
        WriteShape(ref writer);

        _mel.Apply(_power, _bands);
        WriteBands(_bands, ref writer);
        Decibel.FromPower(_bands, TensorPrimitives.Max<double>(_bands));
        WriteBands(_bands, ref writer);

        _mfccMel.Apply(_power, _mfccBands);
        Decibel.FromPower(_mfccBands);
        Dct.Of(MfccBands).Forward(_mfccBands, _mfcc);
        WriteBands(_mfcc, ref writer);

        _contrast.Compute(_magnitude, _contrasts);
        WriteBands(_contrasts, ref writer);
        writer.Finish();
    }

    private void Transform(ReadOnlySpan<float> window)
    {
        window.CopyTo(_padded);
        _padded.AsSpan(window.Length).Clear();
        TensorPrimitives.ConvertTruncating<float, double>(_padded, _signal);
        TensorPrimitives.Multiply(_signal, _taper, _signal);
        _fft.Forward(_signal, _magnitude, _power);
        TensorPrimitives.Multiply(_magnitude, _magnitude, _magnitude);
        TensorPrimitives.MultiplyAdd(_power, _power, _magnitude, _power);
        TensorPrimitives.Sqrt(_power, _magnitude);
    }

    private void WriteAmplitude(ReadOnlySpan<float> window, ref FeatureWriter writer)
    {
        _distribution.Fill(window);
        var (first, third) = (_distribution.Quantile(0.25), _distribution.Quantile(0.75));
        writer.Write(_distribution.Kurtosis(corrected: true));
        writer.Write(_distribution.Skewness(corrected: true));
        writer.Write(_distribution.Entropy());
        writer.Write(_distribution.Mean);
        writer.Write(_distribution.Quantile(0.5));
        writer.Write(_distribution.Mode);
        writer.Write(_distribution.Min);
        writer.Write(_distribution.Max);
        writer.Write(_distribution.Variance(ddof: 1));
        writer.Write(Math.Sqrt(_distribution.Variance(ddof: 1)));
        writer.Write(first);
        writer.Write(third);
        writer.Write(_distribution.Max - _distribution.Min);
        writer.Write(third - first);
    }

    private void WriteShape(ref FeatureWriter writer)
    {
        var (slope, intercept) = SpectralShape.Line(_magnitude, _binWidth);
        var centroid = SpectralShape.Centroid(_magnitude, _binWidth);
        writer.Write((double)ZeroCrossings.Count(_padded) / _padded.Length);
        writer.Write(slope);
        writer.Write(intercept);
        writer.Write(centroid);
        writer.Write(SpectralShape.Bandwidth(_magnitude, _binWidth, centroid));
        writer.Write(SpectralShape.Flatness(_power));
        writer.Write(SpectralShape.Rolloff(_magnitude, _binWidth));
    }

    private void WriteBands(ReadOnlySpan<double> bands, ref FeatureWriter writer)
    {
        _distribution.Fill(bands);
        var (first, third) = (_distribution.Quantile(0.25), _distribution.Quantile(0.75));
        writer.Write(_distribution.Mean);
        writer.Write(_distribution.Quantile(0.5));
        writer.Write(_distribution.Mode);
        writer.Write(_distribution.ModeCount);
        writer.Write(_distribution.Min);
        writer.Write(_distribution.Max);
        writer.Write(_distribution.Max - _distribution.Min);
        writer.Write(_distribution.Variance());
        writer.Write(Math.Sqrt(_distribution.Variance()));
        writer.Write(first);
        writer.Write(third);
        writer.Write(third - first);
        writer.Write(Entropy.OfShares(bands));
        writer.Write(_distribution.Kurtosis());
        writer.Write(_distribution.Skewness());
    }
}
