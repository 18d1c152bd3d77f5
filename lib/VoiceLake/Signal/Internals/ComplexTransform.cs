namespace VoiceLake.Signal.Internals;

/// <summary>A forward complex transform of one length; immutable, so that threads share it.</summary>
internal abstract class ComplexTransform
{
    /// <summary>Primes above this cost more as a direct butterfly than through Bluestein's convolution.</summary>
    private const int LargestRadix = 13;

    /// <summary>Transforms in place.</summary>
    public abstract void Forward(Span<double> re, Span<double> im);

    public static ComplexTransform Create(int length)
    {
        var radices = Factor(length);
        return radices.Count == 0 || radices[^1] <= LargestRadix ? new MixedRadixTransform(length, radices) : new BluesteinTransform(length);
    }

    /// <summary>Fours first (so that every later stride is a multiple of the SIMD width), then the primes in ascending order.</summary>
    private static List<int> Factor(int length)
    {
        var radices = new List<int>();
        for (; length % 4 == 0; length /= 4)
        {
            radices.Add(4);
        }

        for (var prime = 2; length > 1; prime++)
        {
            if (prime * (long)prime > length)
            {
                prime = length;
            }

            for (; length % prime == 0; length /= prime)
            {
                radices.Add(prime);
            }
        }

        return radices;
    }
}
