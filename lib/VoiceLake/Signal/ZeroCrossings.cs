using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace VoiceLake.Signal;

/// <summary>Changes of sign.</summary>
/// <remarks>Notebook: 03-gold-features</remarks>
public static class ZeroCrossings
{
    private const float Silence = 1e-10f;
    private const int Lanes = 8;

    /// <summary>How often the sign changes between neighbours; zero counts as positive, the first sample as no change.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Count(ReadOnlySpan<float> samples)
    {
        var (changes, below, n) = (Vector256<int>.Zero, Vector256.Create(-Silence), 1);
        for (; n <= samples.Length - Lanes; n += Lanes)
        {
            var now = Vector256.LessThan(Vector256.LoadUnsafe(in samples[n]), below);
            var before = Vector256.LessThan(Vector256.LoadUnsafe(in samples[n - 1]), below);

            // A lane that differs is −1.
            changes -= (now ^ before).AsInt32();
        }

        var count = Vector256.Sum(changes);
        for (; n < samples.Length; n++)
        {
            count += samples[n] < -Silence != samples[n - 1] < -Silence ? 1 : 0;
        }

        return count;
    }
}
