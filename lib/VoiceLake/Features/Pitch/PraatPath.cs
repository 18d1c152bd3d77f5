using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace VoiceLake.Features.Pitch;

/// <summary>Praat's path finder: of each frame one candidate or no voice, so that strengths less the costs of jumps add up to the most.</summary>
/// <remarks>Boersma, IFA Proceedings 17 (1993), section 3.5; costs of jumps hold for 10 ms and are scaled to the frames' step. Holds working memory: one instance a thread.</remarks>
internal sealed class PraatPath(PitchOptions options)
{
    // The candidates of all frames one after the other, no voice the first of each, and where each frame's begin.
    private readonly List<(float Frequency, float Strength)> _candidates = [];
    private readonly List<byte> _from = [];
    private readonly List<int> _starts = [0];
    private readonly List<float> _peaks = [];
    private readonly double[][] _scores = [new double[256], new double[256]];
    private readonly double[][] _octaves = [new double[256], new double[256]];

    /// <summary>Frames since the clip began.</summary>
    public int Frames => _peaks.Count;

    /// <summary>Takes the next frame.</summary>
    /// <param name="peak">The largest magnitude near its centre.</param>
    /// <param name="candidates">All but that of no voice.</param>
    public void Add(float peak, ReadOnlySpan<(float Frequency, float Strength)> candidates)
    {
        _peaks.Add(peak);
        _candidates.Add((0, 0));
        _candidates.AddRange(candidates);
        _starts.Add(_candidates.Count);
    }

    /// <summary>The best path.</summary>
    /// <param name="globalPeak">The largest magnitude of the clip; where it is 0, nothing is voiced.</param>
    /// <param name="frequencies">Receives F0 in Hz; NaN where unvoiced.</param>
    /// <param name="strengths">Receives the candidates' strengths; 0 where unvoiced.</param>
    public void Trace(double globalPeak, Span<float> frequencies, Span<float> strengths)
    {
        if (globalPeak == 0)
        {
            frequencies.Fill(float.NaN);
            strengths.Clear();
            return;
        }

        var (previous, place) = (0, 0);
        CollectionsMarshal.SetCount(_from, _candidates.Count);
        for (var frame = 0; frame < Frames; frame++)
        {
            previous = Advance(frame, globalPeak, previous);
        }

        var last = _scores[(Frames + 1) & 1].AsSpan(0, previous);
        for (var candidate = 1; candidate < last.Length; candidate++)
        {
            place = last[candidate] > last[place] ? candidate : place;
        }

        for (var frame = Frames - 1; frame >= 0; frame--)
        {
            var (frequency, strength) = _candidates[_starts[frame] + place];
            (frequencies[frame], strengths[frame]) = (place == 0 ? float.NaN : frequency, strength);
            place = _from[_starts[frame] + place];
        }
    }

    /// <summary>Forgets the clip.</summary>
    public void Clear()
    {
        _candidates.Clear();
        _from.Clear();
        _peaks.Clear();
        _starts.RemoveRange(1, _starts.Count - 1);
    }

    /// <summary>The scores of a frame's candidates, and from which of the frame before each is reached best; gives their number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Advance(int frame, double globalPeak, int previous)
    {
        var (jumpCost, voicingCost) = (options.OctaveJumpCost * 0.01 / options.PraatStep, options.VoicedUnvoicedCost * 0.01 / options.PraatStep);
        var candidates = CollectionsMarshal.AsSpan(_candidates)[_starts[frame].._starts[frame + 1]];
        var from = CollectionsMarshal.AsSpan(_from).Slice(_starts[frame], candidates.Length);
        var (scores, octaves) = (_scores[frame & 1], _octaves[frame & 1]);
        var before = _scores[(frame + 1) & 1].AsSpan(0, previous);
        var earlier = _octaves[(frame + 1) & 1].AsSpan(0, previous);
        var top = Math.Log2(options.Ceiling);
        for (var candidate = 0; candidate < candidates.Length; candidate++)
        {
            var (frequency, strength) = candidates[candidate];
            octaves[candidate] = Math.Log2(frequency);
            var own = candidate == 0 ? Unvoiced(_peaks[frame], globalPeak) : strength - (options.OctaveCost * (top - octaves[candidate]));
            var (place, best) = (0, previous == 0 ? 0 : before[0] - (candidate == 0 ? 0 : voicingCost));
            for (var other = 1; other < before.Length; other++)
            {
                var score = before[other] - (candidate == 0 ? voicingCost : jumpCost * Math.Abs(earlier[other] - octaves[candidate]));
                (place, best) = score > best ? (other, score) : (place, best);
            }

            (scores[candidate], from[candidate]) = (best + own, (byte)place);
        }

        return candidates.Length;
    }

    /// <summary>How strong "no voice" is: the more so the softer the frame.</summary>
    private double Unvoiced(double peak, double globalPeak)
    {
        var intensity = peak > globalPeak ? 1 : peak / globalPeak;
        return options.VoicingThreshold + (options.SilenceThreshold <= 0 ? 0 : Math.Max(0, 2 - (intensity / (options.SilenceThreshold / (1 + options.VoicingThreshold)))));
    }
}
