namespace VoiceLake.Signal.Internals;

/// <summary>Roots of unity, accurate to the last bit or two however large the index.</summary>
internal static class Twiddle
{
    /// <summary>exp(−2πi·index/length), as cosine and (negative) sine.</summary>
    public static (double Re, double Im) Root(long index, long length)
    {
        var (sin, cos) = double.SinCosPi(2.0 * (index % length) / length);
        return (cos, -sin);
    }
}
