using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using VoiceLake.Signal;

namespace VoiceLake.Features.Librosa;

/// <summary>
/// The spectra of an octave's filters: complex tones under a Hann window of so many periods, of unit L1 norm, times the root of their length.
/// What adds least to their magnitude is dropped, 1 % of it, as librosa drops it.
/// </summary>
internal sealed class ConstantQKernels
{
    /// <summary>Filters of an octave.</summary>
    public const int Filters = 36;

    private const double Dropped = 0.01;
    private const int FiltersInClass = Filters / ChromaBank.Classes;
    private readonly int[] _first = new int[Filters];
    private readonly float[][] _re = new float[Filters][];
    private readonly float[][] _im = new float[Filters][];

    /// <param name="cycles">Cycles of the lowest filter in a sample: its frequency over the rate.</param>
    /// <param name="length">Points of the transform.</param>
    public ConstantQKernels(double cycles, int length)
    {
        for (var filter = 0; filter < Filters; filter++)
        {
            Design(filter, cycles * Math.Pow(2, (double)filter / Filters), length);
        }
    }

    /// <summary>Cycles of a tone in a filter's window.</summary>
    public static double Cycles { get; } = (Math.Pow(2, 2.0 / Filters) + 1) / (Math.Pow(2, 2.0 / Filters) - 1);

    /// <summary>Adds the strength of three filters to each pitch class, C first: those at its semitone and beside it.</summary>
    /// <param name="re">Real parts of eight frames' spectra, side by side.</param>
    /// <param name="im">Imaginary parts.</param>
    /// <param name="scale">A factor of the strength.</param>
    /// <param name="classes">Twelve sums of eight frames.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(ReadOnlySpan<float> re, ReadOnlySpan<float> im, float scale, Span<float> classes)
    {
        var real = MemoryMarshal.Cast<float, Vector256<float>>(re);
        var imaginary = MemoryMarshal.Cast<float, Vector256<float>>(im);
        var sums = MemoryMarshal.Cast<float, Vector256<float>>(classes);
        for (var filter = 0; filter < Filters; filter++)
        {
            var (kernelRe, kernelIm) = (_re[filter], _im[filter]);
            ref var frameRe = ref MemoryMarshal.GetReference(real.Slice(_first[filter], kernelRe.Length));
            ref var frameIm = ref MemoryMarshal.GetReference(imaginary.Slice(_first[filter], kernelRe.Length));
            var (a, b, c, d) = (Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero);
            for (var bin = 0; bin < kernelRe.Length; bin++)
            {
                var (x, y) = (Vector256.Create(kernelRe[bin]), Vector256.Create(kernelIm[bin]));
                var (binRe, binIm) = (Unsafe.Add(ref frameRe, bin), Unsafe.Add(ref frameIm, bin));
                a = Vector256.FusedMultiplyAdd(binRe, x, a);
                b = Vector256.FusedMultiplyAdd(binIm, y, b);
                c = Vector256.FusedMultiplyAdd(binRe, y, c);
                d = Vector256.FusedMultiplyAdd(binIm, x, d);
            }

            var (sumRe, sumIm) = (a - b, c + d);
            sums[(filter + 1) / FiltersInClass % ChromaBank.Classes] += Vector256.Sqrt(Vector256.FusedMultiplyAdd(sumRe, sumRe, sumIm * sumIm)) * Vector256.Create(scale);
        }
    }

    private void Design(int filter, double cycles, int length)
    {
        var samples = Cycles / cycles;
        var (from, to) = ((int)Math.Floor(-samples / 2), (int)Math.Floor(samples / 2));
        var window = WindowFunction.Hann(to - from);
        var (re, im) = (new double[length], new double[length]);
        var factor = Math.Sqrt(samples) / window.Sum() / length;
        for (var n = 0; n < window.Length; n++)
        {
            var (sine, cosine) = Math.SinCos(2 * Math.PI * cycles * (n + from));
            var at = ((length - window.Length) / 2) + n;
            (re[at], im[at]) = (factor * window[n] * cosine, factor * window[n] * sine);
        }

        Fft.Of(length).Forward(re, im);
        Keep(filter, re.AsSpan(0, (length / 2) + 1), im.AsSpan(0, (length / 2) + 1));
    }

    /// <summary>Keeps what is left without the smallest magnitudes.</summary>
    private void Keep(int filter, ReadOnlySpan<double> re, ReadOnlySpan<double> im)
    {
        var magnitudes = new double[re.Length];
        for (var bin = 0; bin < magnitudes.Length; bin++)
        {
            magnitudes[bin] = Math.Sqrt((re[bin] * re[bin]) + (im[bin] * im[bin]));
        }

        var (least, left) = (0.0, Dropped * magnitudes.Sum());
        foreach (var magnitude in magnitudes.Order())
        {
            (least, left) = (magnitude, left - magnitude);
            if (left <= 0)
            {
                break;
            }
        }

        var first = Array.FindIndex(magnitudes, magnitude => magnitude >= least);
        var count = Array.FindLastIndex(magnitudes, magnitude => magnitude >= least) - first + 1;
        (_first[filter], _re[filter], _im[filter]) = (first, new float[count], new float[count]);
        for (var bin = 0; bin < count; bin++)
        {
            if (magnitudes[first + bin] >= least)
            {
                (_re[filter][bin], _im[filter][bin]) = ((float)re[first + bin], (float)im[first + bin]);
            }
        }
    }
}
