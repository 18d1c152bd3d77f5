using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace VoiceLake.Features.Pitch;

/// <summary>The largest magnitude of a clip about its mean, of samples that come in pieces.</summary>
internal sealed class ClipLevel
{
    private Vector256<double> _sums;
    private float _low = float.PositiveInfinity;
    private float _high = float.NegativeInfinity;
    private long _samples;

    /// <summary>Of all samples so far; 0 where they are all the same.</summary>
    public double Peak
    {
        get
        {
            var mean = Vector256.Sum(_sums) / _samples;
            return _high > _low ? Math.Max(_high - mean, mean - _low) : 0;
        }
    }

    /// <summary>Takes the next samples.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(ReadOnlySpan<float> samples)
    {
        _low = Math.Min(_low, TensorPrimitives.Min(samples));
        _high = Math.Max(_high, TensorPrimitives.Max(samples));

        // Each sample belongs to one of four sums by its place in the clip: no cut into pieces changes a bit.
        var (sums, n) = (_sums, 0);
        while (n < samples.Length)
        {
            var lane = (int)((_samples + n) & 3);
            if (lane == 0 && samples.Length - n >= 4)
            {
                sums += Vector256.WidenLower(Vector256.Create(Vector128.Create(samples.Slice(n, 4)), Vector128<float>.Zero));
                n += 4;
            }
            else
            {
                sums = sums.WithElement(lane, sums[lane] + samples[n++]);
            }
        }

        (_sums, _samples) = (sums, _samples + samples.Length);
    }

    /// <summary>Forgets the clip.</summary>
    public void Clear()
    {
        _sums = Vector256<double>.Zero;
        (_low, _high, _samples) = (float.PositiveInfinity, float.NegativeInfinity, 0);
    }
}
