using System.Numerics.Tensors;

namespace VoiceLake.Features.Egemaps;

/// <summary>The latest samples of a clip, found by their place in it.</summary>
/// <remarks>openSMILE divides 16-bit samples by 32,767 where others divide by 32,768: they are brought to its scale.</remarks>
internal sealed class SampleBuffer
{
    private const float FullScale = 32_768;
    private const float ReferenceScale = 32_767;

    private float[] _kept = new float[1 << 14];
    private int _from;
    private int _to;
    private long _first;

    /// <summary>How many samples came so far.</summary>
    public long Count => _first + (_to - _from);

    public void Clear() => (_from, _to, _first) = (0, 0, 0);

    public void Append(ReadOnlySpan<float> samples)
    {
        if (_to + samples.Length > _kept.Length)
        {
            var count = _to - _from;
            var target = count + samples.Length > _kept.Length / 2 ? new float[2 * (count + samples.Length)] : _kept;
            _kept.AsSpan(_from, count).CopyTo(target);
            (_kept, _from, _to) = (target, 0, count);
        }

        var added = _kept.AsSpan(_to, samples.Length);
        TensorPrimitives.Multiply(samples, FullScale, added);
        TensorPrimitives.Divide(added, ReferenceScale, added);
        _to += samples.Length;
    }

    public ReadOnlySpan<float> Slice(long start, int length) => _kept.AsSpan(_from + (int)(start - _first), length);

    /// <summary>Forgets what comes before a sample.</summary>
    public void DropBefore(long start)
    {
        var count = (int)Math.Clamp(start - _first, 0, _to - _from);
        (_from, _first) = (_from + count, _first + count);
    }
}
