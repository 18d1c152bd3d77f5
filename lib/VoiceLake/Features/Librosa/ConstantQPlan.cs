using System.Numerics;

namespace VoiceLake.Features.Librosa;

/// <summary>
/// At which rates the octaves of a constant-Q transform are taken, as librosa plans it: from octave to octave the rate is halved where the hop
/// allows it, and before the first one where the rate is far above what its highest filter needs.
/// </summary>
/// <param name="Early">How often the rate is halved before the highest octave.</param>
/// <param name="Octaves">The octaves, the highest first.</param>
/// <param name="Fits">Whether the highest filter lies below half the sample rate.</param>
internal sealed record ConstantQPlan(int Early, IReadOnlyList<ConstantQPlan.Octave> Octaves, bool Fits)
{
    /// <summary>Points of the longest transform that is taken.</summary>
    public const int LongestFrame = 1 << 18;

    private const int Count = 7;
    private const double LowestC = 32.70319566257483;
    private const double HannBandwidth = 1.50018310546875;
    private const double HalfFilter = 0.5 / ConstantQKernels.Filters;

    /// <summary>Points of its longest transform.</summary>
    public int Longest => Octaves.Max(octave => octave.Length);

    /// <summary>The plan for options.</summary>
    public static ConstantQPlan Of(LibrosaOptions options)
    {
        // Octaves that the tuning moves filters by, at most.
        var (down, up) = options.Tuning is { } tuning ? (tuning / ChromaBank.Classes, tuning / ChromaBank.Classes) : (-HalfFilter, HalfFilter);
        var highest = LowestC * Math.Pow(2, Count - (2 * HalfFilter) + up) * (1 + (HannBandwidth / 2 / ConstantQKernels.Cycles));
        var spare = Math.Max(0, (int)Math.Ceiling(Math.Log2(options.SampleRate / 2.0 / highest)) - 2);
        var early = Math.Min(spare, Math.Max(0, BitOperations.TrailingZeroCount(options.Hop) - Count + 1));
        var (rate, hop, octaves) = (options.SampleRate / (double)(1 << early), options.Hop >> early, new List<Octave>());
        for (var index = Count - 1; index >= 0; index--)
        {
            var lowest = LowestC * (1 << index);
            var samples = ConstantQKernels.Cycles * rate / (lowest * Math.Pow(2, down));
            octaves.Add(new Octave((int)BitOperations.RoundUpToPowerOf2((uint)Math.Ceiling(samples)), hop, lowest / rate, Math.Sqrt(options.SampleRate / rate)));
            (rate, hop) = octaves[^1].Halves ? (rate / 2, hop / 2) : (rate, hop);
        }

        return new ConstantQPlan(early, octaves, highest <= options.SampleRate / 2.0);
    }

    /// <summary>An octave.</summary>
    /// <param name="Length">Samples of its frames and points of their transform.</param>
    /// <param name="Hop">Samples from frame to frame.</param>
    /// <param name="Cycles">Cycles of its lowest filter, untuned, in a sample.</param>
    /// <param name="Scale">What makes up for the lower rate.</param>
    internal sealed record Octave(int Length, int Hop, double Cycles, double Scale)
    {
        /// <summary>Whether the rate is halved below it.</summary>
        public bool Halves => Hop % 2 == 0;
    }
}
