using System.Numerics.Tensors;

namespace VoiceLake.Features.Pitch;

/// <summary>The largest magnitude of a clip about its mean, of samples that come in pieces.</summary>
internal sealed class ClipLevel
{
    private readonly double[] _sums = new double[4];
    private float _low = float.PositiveInfinity;
    private float _high = float.NegativeInfinity;
    private long _samples;

    /// <summary>Of all samples so far; 0 where they are all the same.</summary>
    public double Peak
    {
        get
        {
            var mean = (_sums[0] + _sums[1] + _sums[2] + _sums[3]) / _samples;
            return _high > _low ? Math.Max(_high - mean, mean - _low) : 0;
        }
    }

    /// <summary>Takes the next samples.</summary>
    public void Add(ReadOnlySpan<float> samples)
    {
        _low = Math.Min(_low, TensorPrimitives.Min(samples));
        _high = Math.Max(_high, TensorPrimitives.Max(samples));

        // Each sample belongs to one of four sums by its place in the clip: no cut into pieces changes a bit.
        foreach (var sample in samples)
        {
            _sums[_samples++ & 3] += sample;
        }
    }

    /// <summary>Forgets the clip.</summary>
    public void Clear()
    {
        _sums.AsSpan().Clear();
        (_low, _high, _samples) = (float.PositiveInfinity, float.NegativeInfinity, 0);
    }
}
