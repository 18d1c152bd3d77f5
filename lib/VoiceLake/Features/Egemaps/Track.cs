namespace VoiceLake.Features.Egemaps;

/// <summary>One descriptor over the frames of a clip.</summary>
internal sealed class Track
{
    private float[] _values = new float[1 << 10];

    public int Count { get; private set; }

    public ReadOnlySpan<float> Values => _values.AsSpan(0, Count);

    public void Add(float value)
    {
        if (Count == _values.Length)
        {
            Array.Resize(ref _values, _values.Length * 3 / 2);
        }

        _values[Count++] = value;
    }

    public void Clear() => Count = 0;
}
