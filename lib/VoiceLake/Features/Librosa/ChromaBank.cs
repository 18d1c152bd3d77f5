using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using VoiceLake.Signal;

namespace VoiceLake.Features.Librosa;

/// <summary>
/// How much each bin adds to each of twelve pitch classes, C first: a bell around its pitch of half a semitone (or half a bin where that is
/// more), of unit length over the classes, under a bell two octaves wide around the fifth octave. As librosa's filters.chroma, after Ellis.
/// </summary>
internal sealed class ChromaBank
{
    public const int Classes = 12;

    private const double LowestA = 27.5;
    private const double CentreOctave = 5;
    private const double OctaveWidth = 2;
    private const int ClassesFromAToC = 3;

    // Twelve weights a bin, side by side.
    private readonly float[] _weights;

    public ChromaBank(int sampleRate, int fftLength, double tuning)
    {
        var bins = (fftLength / 2) + 1;
        _weights = new float[bins * Classes];
        double Pitch(int bin) => (Classes * Math.Log2((double)bin * sampleRate / fftLength / LowestA)) - tuning;
        Span<double> bell = stackalloc double[Classes];
        for (var bin = 0; bin < bins; bin++)
        {
            // Bin 0 has no pitch: it counts as an octave and a half below bin 1.
            var pitch = bin == 0 ? Pitch(1) - (1.5 * Classes) : Pitch(bin);
            var width = Math.Max(1, Pitch(bin + 1) - pitch);
            var square = 0.0;
            for (var index = 0; index < Classes; index++)
            {
                var distance = pitch - index + (Classes / 2);
                distance -= (Math.Floor(distance / Classes) * Classes) + (Classes / 2);
                bell[index] = Math.Exp(-0.5 * Math.Pow(2 * distance / width, 2));
                square += bell[index] * bell[index];
            }

            var octave = Math.Exp(-0.5 * Math.Pow(((pitch / Classes) - CentreOctave) / OctaveWidth, 2));
            for (var index = 0; index < Classes; index++)
            {
                var target = (index + Classes - ClassesFromAToC) % Classes;
                _weights[(bin * Classes) + target] = (float)(bell[index] / Math.Sqrt(square) * octave);
            }
        }
    }

    /// <summary>The strength of each class in eight frames, relative to the strongest; all 0 in silence.</summary>
    /// <param name="power">Power by bin of eight frames, side by side.</param>
    /// <param name="chroma">Receives twelve values of eight frames.</param>
    public void Apply(ReadOnlySpan<float> power, Span<float> chroma)
    {
        var bins = MemoryMarshal.Cast<float, Vector256<float>>(power);
        var classes = MemoryMarshal.Cast<float, Vector256<float>>(chroma);
        Sum(bins, classes, 0);
        Sum(bins, classes, Classes / 2);
        var strongest = Vector256<float>.Zero;
        foreach (var value in classes)
        {
            strongest = Vector256.Max(strongest, value);
        }

        var divisor = Vector256.ConditionalSelect(Vector256.LessThan(strongest, Vector256.Create(1.17549435e-38f)), Vector256<float>.One, strongest);
        foreach (ref var value in classes)
        {
            value /= divisor;
        }
    }

    /// <summary>Six classes at once: as many sums as there are registers for.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Sum(ReadOnlySpan<Vector256<float>> bins, Span<Vector256<float>> classes, int first)
    {
        var (a, b, c) = (Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero);
        var (d, e, f) = (Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero);
        for (var bin = 0; bin < bins.Length; bin++)
        {
            var value = bins[bin];
            var w = _weights.AsSpan((bin * Classes) + first, Classes / 2);
            a = Vector256.FusedMultiplyAdd(value, Vector256.Create(w[0]), a);
            b = Vector256.FusedMultiplyAdd(value, Vector256.Create(w[1]), b);
            c = Vector256.FusedMultiplyAdd(value, Vector256.Create(w[2]), c);
            d = Vector256.FusedMultiplyAdd(value, Vector256.Create(w[3]), d);
            e = Vector256.FusedMultiplyAdd(value, Vector256.Create(w[4]), e);
            f = Vector256.FusedMultiplyAdd(value, Vector256.Create(w[5]), f);
        }

        (classes[first], classes[first + 1], classes[first + 2]) = (a, b, c);
        (classes[first + 3], classes[first + 4], classes[first + 5]) = (d, e, f);
    }
}
