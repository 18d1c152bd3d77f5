namespace VoiceLake.Signal.Internals;

/// <summary>A forward complex transform of one length; immutable, so that threads share it.</summary>
internal abstract class ComplexTransform
{
    /// <summary>Primes above this cost more as a direct butterfly than through Bluestein's convolution.</summary>
    private const int LargestRadix = 13;

    /// <summary>Shorter transforms are faster pass by pass.</summary>
    private const int ShortestMatrix = 64;

    /// <summary>Transforms in place.</summary>
    public abstract void Forward(Span<double> re, Span<double> im);

    public static ComplexTransform Create(int length)
    {
        var radices = Factor(length);
        return radices.Count > 0 && radices[^1] > LargestRadix ? new BluesteinTransform(length)
            : (length < ShortestMatrix ? null : FourStepTransform.TryCreate(radices)) ?? (ComplexTransform)new MixedRadixTransform(length, radices);
    }

    /// <summary>The first length from <paramref name="least"/> on that is a product of twos, threes and fives, and a multiple of 16.</summary>
    /// <exception cref="OverflowException">There is none that an array can have.</exception>
    public static int SmoothFrom(long least)
    {
        var best = (long)System.Numerics.BitOperations.RoundUpToPowerOf2((ulong)Math.Max(16, least));
        for (var fives = 16L; fives < best; fives *= 5)
        {
            for (var odd = fives; odd < best; odd *= 3)
            {
                var smooth = odd;
                while (smooth < least)
                {
                    smooth *= 2;
                }

                best = Math.Min(best, smooth);
            }
        }

        return checked((int)best);
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
