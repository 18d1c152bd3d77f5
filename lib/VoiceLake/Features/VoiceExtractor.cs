using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using VoiceLake.Features.Voice;
using VoiceLake.Signal.Internals;

namespace VoiceLake.Features;

/// <summary>Computes the 20 voice features of voice.csv: the spectrum up to 0.28 kHz, the fundamental and the dominant frequency, in kHz.</summary>
/// <remarks>
/// Definitions of warbleR and seewave 2.2.4, at the clip's native rate. The frames are two grids: <c>fund</c>, half overlapping, and
/// <c>dfreq</c>, without overlap. Only the first seconds of a clip are kept and heard. Notebook: 03-gold-features
/// </remarks>
public sealed class VoiceExtractor : FeatureExtractor
{
    private const float PcmSteps = 32_768;
    private const int FirstCapacity = 65_536;

    private readonly double _threshold;
    private readonly LowSpectrum _spectrum;
    private readonly CepstralPitch _pitch;
    private readonly DominantFrequency _dominant;
    private readonly int _longest;
    private float[] _samples = new float[FirstCapacity];
    private int _count;

    /// <summary>Prepares working memory.</summary>
    /// <param name="options">Sample rate, length heard, frames and threshold; those of voice.csv by default.</param>
    /// <exception cref="ArgumentException">The options cannot be met.</exception>
    public VoiceExtractor(VoiceOptions? options = null)
        : base((options ??= new VoiceOptions()).SampleRate, VoiceFeatureSet.Create(options), VoiceFeatureSet.CreateFrames(options))
    {
        options.Validate();
        _longest = (int)Math.Min((long)options.Seconds * options.SampleRate, Array.MaxLength);
        var topKilohertz = Math.Min(22, ((options.SampleRate + 1_999) / 2_000) - 1);
        var bins = (int)Math.Round(options.FrameLength * topKilohertz * 1_000.0 / options.SampleRate);
        _dominant = new DominantFrequency(options.FrameLength, bins);
        _threshold = options.Threshold / 100;
        _spectrum = new LowSpectrum((double)VoiceOptions.HighestHertz / options.SampleRate);
        _pitch = new CepstralPitch(options.FrameLength, options.SampleRate / VoiceOptions.HighestHertz);
    }

    /// <inheritdoc/>
    protected override void Take(ReadOnlySpan<float> samples)
    {
        samples = samples[..Math.Min(samples.Length, _longest - _count)];
        if (_samples.Length < _count + samples.Length)
        {
            Array.Resize(ref _samples, Math.Max(_count + samples.Length, Math.Min(_longest, 2 * _samples.Length)));
        }

        samples.CopyTo(_samples.AsSpan(_count));
        _count += samples.Length;
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<FrameTable> Complete(Span<double> values, bool withFrames)
    {
        var samples = _samples.AsSpan(0, _count);
        var writer = new FeatureWriter(values);
        if (!values.IsEmpty)
        {
            var bins = VoiceBand.Bins(samples.Length, SampleRate);
            VoiceBand.Write(bins < 2 ? [] : _spectrum.Magnitudes(samples, bins), ref writer);
        }

        Silence(samples);
        var lags = _pitch.Find(samples);
        var peaks = _dominant.Find(samples);
        if (!values.IsEmpty)
        {
            WritePitch(lags, ref writer);
            WriteDominant(peaks, ref writer);
            writer.Finish();
        }

        IReadOnlyList<FrameTable> frames = withFrames
            ? [Frames(0, _pitch, lags, Pitch), Frames(1, _dominant, peaks, Dominant)]
            : [];
        _count = 0;
        return frames;
    }

    /// <inheritdoc/>
    protected override void Reset() => _count = 0;

    /// <summary>Counts in 16-bit steps; what does not exceed the threshold becomes zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Silence(Span<float> samples)
    {
        TensorPrimitives.Multiply(samples, PcmSteps, samples);
        var limit = Math.Abs((double)TensorPrimitives.MaxMagnitude<float>(samples)) * _threshold;

        // The largest float that does not exceed the limit: magnitudes are compared as exactly in single precision.
        var bound = (float)limit > limit ? MathF.BitDecrement((float)limit) : (float)limit;
        var n = 0;
        for (; n <= samples.Length - Vector256<float>.Count; n += Vector256<float>.Count)
        {
            var values = Vector256.LoadUnsafe(ref samples[n]);
            var loud = Vector256.GreaterThan(Vector256.Abs(values), Vector256.Create(bound));
            (values & loud).StoreUnsafe(ref samples[n]);
        }

        for (; n < samples.Length; n++)
        {
            samples[n] = MathF.Abs(samples[n]) > bound ? samples[n] : 0;
        }
    }

    private void WritePitch(ReadOnlySpan<int> lags, ref FeatureWriter writer)
    {
        var (count, sum, shortest, longest) = (0, 0.0, int.MaxValue, 0);
        foreach (var lag in lags)
        {
            if (lag != FrameTrack.None)
            {
                (count, sum) = (count + 1, sum + (1.0 / lag));
                (shortest, longest) = (Math.Min(shortest, lag), Math.Max(longest, lag));
            }
        }

        writer.Write(count == 0 ? double.NaN : Pitch(1) * sum / count);
        writer.Write(count == 0 ? double.NaN : Pitch(longest));
        writer.Write(count == 0 ? double.NaN : Pitch(shortest));
    }

    private void WriteDominant(ReadOnlySpan<int> bins, ref FeatureWriter writer)
    {
        var (count, sum, lowest, highest) = (0, 0L, int.MaxValue, 0);
        var (changes, changed) = (0, 0L);
        for (var frame = 0; frame < bins.Length; frame++)
        {
            if (bins[frame] == FrameTrack.None)
            {
                continue;
            }

            (count, sum) = (count + 1, sum + bins[frame]);
            (lowest, highest) = (Math.Min(lowest, bins[frame]), Math.Max(highest, bins[frame]));
            if (frame > 0 && bins[frame - 1] != FrameTrack.None)
            {
                (changes, changed) = (changes + 1, changed + Math.Abs(bins[frame] - bins[frame - 1]));
            }
        }

        var some = count > 0 ? 1 : double.NaN;
        writer.Write(some * Dominant(1) * sum / count);
        writer.Write(some * Dominant(lowest));
        writer.Write(some * Dominant(highest));
        writer.Write(some * Dominant(highest - lowest));
        writer.Write(some * (lowest == highest ? 0 : (double)changed / changes / (highest - lowest)));
    }

    private FrameTable Frames(int grid, FrameTrack track, ReadOnlySpan<int> found, Func<int, double> kilohertz)
    {
        var values = new float[found.Length];
        for (var frame = 0; frame < values.Length; frame++)
        {
            values[frame] = found[frame] == FrameTrack.None ? float.NaN : (float)kilohertz(found[frame]);
        }

        return new FrameTable(FrameFeatures[grid], track.FrameLength / 2.0 / SampleRate, (double)track.Hop / SampleRate, values);
    }

    /// <summary>Kilohertz of a lag.</summary>
    private double Pitch(int lag) => SampleRate / (1_000.0 * lag);

    /// <summary>Kilohertz of a bin.</summary>
    private double Dominant(int bin) => SampleRate * (double)bin / (1_000.0 * _dominant.FrameLength);
}
