using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace VoiceLake.Features.Pitch;

/// <summary>How likely the pitch steps from one bin to another between frames: a triangle around the bin, cut off at the first and last one.</summary>
/// <remarks>All probabilities are natural logarithms. Holds working memory: one instance a thread.</remarks>
internal sealed class PyinTransitions
{
    private const int Width = 4;
    private const int Unroll = 4;

    private readonly double[] _triangle;
    private readonly double[] _weights;
    private readonly double[] _sources;

    /// <summary>Prepares the band.</summary>
    /// <param name="bins">Pitch bins.</param>
    /// <param name="reach">The widest step, in bins.</param>
    public PyinTransitions(int bins, int reach)
    {
        (Bins, Reach) = (bins, reach);
        _triangle = [.. Enumerable.Range(-reach, (2 * reach) + 1).Select(step => Math.Log(Height(step)))];

        // What leaves a bin adds up to 1, whatever the ends cut off.
        _weights = [.. Enumerable.Range(0, bins).Select(bin => -Math.Log(Enumerable.Range(0, bins).Sum(other => Math.Max(0, Height(other - bin)))))];
        Padded = (bins + (Unroll * Width) - 1) / (Unroll * Width) * (Unroll * Width);
        _sources = new double[Padded + (2 * reach)];
        _sources.AsSpan().Fill(double.NegativeInfinity);
    }

    /// <summary>Pitch bins.</summary>
    public int Bins { get; }

    /// <summary>The widest step, in bins.</summary>
    public int Reach { get; }

    /// <summary>The length of what <see cref="Spread"/> fills: <see cref="Bins"/>, rounded up.</summary>
    public int Padded { get; }

    /// <summary>A step from a bin to another; −∞ beyond the band.</summary>
    public double Step(int from, int to) => Math.Abs(to - from) > Reach ? double.NegativeInfinity : _triangle[to - from + Reach] + _weights[from];

    /// <summary>For each bin, the score of the best step to it.</summary>
    /// <param name="scores">Of the bins that are left.</param>
    /// <param name="reached">Receives <see cref="Padded"/> scores.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Spread(ReadOnlySpan<double> scores, Span<double> reached)
    {
        for (var bin = 0; bin < scores.Length; bin++)
        {
            _sources[Reach + bin] = scores[bin] + _weights[bin];
        }

        ref var sources = ref MemoryMarshal.GetArrayDataReference(_sources);
        for (var bin = 0; bin < Padded; bin += Unroll * Width)
        {
            var a = Vector256.Create(double.NegativeInfinity);
            var (b, c, d) = (a, a, a);
            ref var source = ref Unsafe.Add(ref sources, bin);
            foreach (var height in _triangle)
            {
                var weight = Vector256.Create(height);
                a = Vector256.MaxNative(a, Vector256.LoadUnsafe(ref source) + weight);
                b = Vector256.MaxNative(b, Vector256.LoadUnsafe(ref source, Width) + weight);
                c = Vector256.MaxNative(c, Vector256.LoadUnsafe(ref source, 2 * Width) + weight);
                d = Vector256.MaxNative(d, Vector256.LoadUnsafe(ref source, 3 * Width) + weight);
                source = ref Unsafe.Add(ref source, 1);
            }

            a.CopyTo(reached[bin..]);
            b.CopyTo(reached[(bin + Width)..]);
            c.CopyTo(reached[(bin + (2 * Width))..]);
            d.CopyTo(reached[(bin + (3 * Width))..]);
        }
    }

    /// <summary>Raises the score of each bin near one to that of a step from it, where that is higher.</summary>
    /// <param name="from">The bin that is left.</param>
    /// <param name="score">Its score.</param>
    /// <param name="reached">Of all bins.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Raise(int from, double score, Span<double> reached)
    {
        var near = reached[Math.Max(0, from - Reach)..Math.Min(Bins, from + Reach + 1)];
        var steps = _triangle.AsSpan(Math.Max(0, Reach - from), near.Length);
        var (left, bin) = (score + _weights[from], 0);
        for (; bin <= near.Length - Width; bin += Width)
        {
            Vector256.MaxNative(Vector256.Create<double>(near[bin..]), Vector256.Create<double>(steps[bin..]) + Vector256.Create(left)).CopyTo(near[bin..]);
        }

        for (; bin < near.Length; bin++)
        {
            near[bin] = Math.Max(near[bin], steps[bin] + left);
        }
    }

    private double Height(int step) => (Reach + 1 - Math.Abs(step)) / (double)(Reach + 1);
}
