using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace VoiceLake.Features.Pitch;

/// <summary>The second step of pYIN: the likeliest path through pitch bins, voiced where a frame has a candidate and unvoiced anywhere.</summary>
/// <remarks>
/// Viterbi over the hidden Markov model of librosa 0.11's <c>pyin</c>: bins are left as <see cref="PyinTransitions"/> says, voiced for unvoiced
/// or back with 1 in 100, and what the model forbids costs as much as the smallest double. A frame keeps only the bins of its candidates as
/// voiced states. Of long clips, scores of unvoiced bins are kept at checkpoints and computed again on the way back: memory stays small, and
/// the path is the same. Holds working memory: one instance a thread.
/// </remarks>
internal sealed class PyinPath
{
    private const int SegmentFrames = 128;
    private const double SwitchProbability = 0.01;
    private const double Smallest = 2.2250738585072014e-308;
    private static readonly double Stay = Math.Log(1 - SwitchProbability);
    private static readonly double Switch = Math.Log(SwitchProbability);
    private static readonly double Forbidden = Math.Log(Smallest);

    private readonly PyinTransitions _transitions;
    private readonly int _bins;
    private readonly double[] _reached;
    private readonly double[][] _segment = new double[SegmentFrames][];
    private readonly List<double[]> _checkpoints = [];
    private readonly Stack<double[]> _spare = [];

    // The candidates of all frames one after the other, and where each frame's begin.
    private readonly List<int> _candidates = [];
    private readonly List<double> _likelihoods = [];
    private readonly List<double> _scores = [];
    private readonly List<int> _starts = [0];
    private readonly List<double> _unvoiced = [];

    /// <summary>Prepares for a model.</summary>
    public PyinPath(PyinTransitions transitions)
    {
        (_transitions, _bins) = (transitions, transitions.Bins);
        _reached = new double[transitions.Padded];
    }

    /// <summary>Frames since the clip began.</summary>
    public int Frames => _unvoiced.Count;

    /// <summary>Takes the next frame.</summary>
    /// <param name="candidates">Its pitch bins, each once.</param>
    /// <param name="probabilities">One each.</param>
    /// <param name="voiced">The probability that the frame is voiced at all.</param>
    public void Add(ReadOnlySpan<int> candidates, ReadOnlySpan<double> probabilities, double voiced)
    {
        _candidates.AddRange(candidates);
        foreach (var probability in probabilities)
        {
            _likelihoods.Add(Math.Log(probability + Smallest));
            _scores.Add(0);
        }

        _starts.Add(_candidates.Count);
        _unvoiced.Add(Math.Log(((1 - voiced) / _bins) + Smallest));
        var frame = Frames - 1;
        Advance(frame);
        if (frame % SegmentFrames == 0)
        {
            var checkpoint = _spare.TryPop(out var spare) ? spare : new double[_bins];
            Row(frame).CopyTo(checkpoint, 0);
            _checkpoints.Add(checkpoint);
        }
    }

    /// <summary>The likeliest path through all frames.</summary>
    /// <param name="states">Receives each frame's pitch bin; the number of bins is added where it is unvoiced.</param>
    public void Trace(Span<int> states)
    {
        var last = Frames - 1;
        for (var frame = last; frame >= 0; frame--)
        {
            if ((frame + 1) % SegmentFrames == 0 && frame < last)
            {
                Recall(frame + 1 - SegmentFrames);
            }

            states[frame] = Best(frame, frame == last ? null : states[frame + 1]);
        }
    }

    /// <summary>Forgets the clip.</summary>
    public void Clear()
    {
        foreach (var checkpoint in _checkpoints)
        {
            _spare.Push(checkpoint);
        }

        _checkpoints.Clear();
        _candidates.Clear();
        _likelihoods.Clear();
        _scores.Clear();
        _unvoiced.Clear();
        _starts.RemoveRange(1, _starts.Count - 1);
    }

    /// <summary>The scores of a frame's unvoiced bins, while its segment is at work.</summary>
    private double[] Row(int frame) => _segment[frame % SegmentFrames] ??= new double[_bins];

    private Span<T> Of<T>(List<T> values, int frame) => CollectionsMarshal.AsSpan(values)[_starts[frame].._starts[frame + 1]];

    /// <summary>The scores of a segment's frames, again.</summary>
    private void Recall(int first)
    {
        _checkpoints[first / SegmentFrames].CopyTo(Row(first), 0);
        for (var frame = first + 1; frame < first + SegmentFrames; frame++)
        {
            Advance(frame);
        }
    }

    /// <summary>The scores of a frame from those of the one before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Advance(int frame)
    {
        var bins = Of(_candidates, frame);
        var scores = Of(_scores, frame);
        var row = Row(frame);
        var likelihoods = Of(_likelihoods, frame);
        if (frame == 0)
        {
            var start = -Math.Log(2 * _bins);
            row.AsSpan().Fill(_unvoiced[0] + start);
            for (var candidate = 0; candidate < bins.Length; candidate++)
            {
                scores[candidate] = likelihoods[candidate] + start;
            }

            return;
        }

        var sources = Of(_candidates, frame - 1);
        var earlier = Of(_scores, frame - 1);
        var before = Row(frame - 1);
        var forbidden = Math.Max(Largest(earlier), Largest(before)) + Forbidden;
        _transitions.Spread(before, _reached);
        for (var candidate = 0; candidate < bins.Length; candidate++)
        {
            var best = Math.Max(_reached[bins[candidate]] + Switch, forbidden);
            for (var source = 0; source < sources.Length; source++)
            {
                best = Math.Max(best, earlier[source] + _transitions.Step(sources[source], bins[candidate]) + Stay);
            }

            scores[candidate] = best + likelihoods[candidate];
        }

        TensorPrimitives.Add(_reached.AsSpan(0, _bins), Stay, row);
        TensorPrimitives.Max(row, forbidden, row);
        for (var source = 0; source < sources.Length; source++)
        {
            _transitions.Raise(sources[source], earlier[source] + Switch, row);
        }

        TensorPrimitives.Add(row, _unvoiced[frame], row);
    }

    /// <summary>The state of a frame from which the state after it is reached best; its best state where none follows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Best(int frame, int? next)
    {
        var bins = Of(_candidates, frame);
        var scores = Of(_scores, frame);
        var row = Row(frame);
        var (state, best) = (-1, double.NegativeInfinity);
        for (var candidate = 0; candidate < bins.Length; candidate++)
        {
            var score = scores[candidate] + Step(bins[candidate], next);
            (state, best) = score > best ? (bins[candidate], score) : (state, best);
        }

        var (first, end) = next is { } to ? (Math.Max(0, (to % _bins) - _transitions.Reach), Math.Min(_bins, (to % _bins) + _transitions.Reach + 1)) : (0, _bins);
        for (var bin = first; bin < end; bin++)
        {
            var score = row[bin] + Step(_bins + bin, next);
            (state, best) = score > best ? (_bins + bin, score) : (state, best);
        }

        var anywhere = Math.Max(Largest(scores), Largest(row));
        return best >= anywhere + Forbidden ? state : Best(frame, null);
    }

    private double Step(int from, int? to) => to is { } state ? _transitions.Step(from % _bins, state % _bins) + (from < _bins == state < _bins ? Stay : Switch) : 0;

    private static double Largest(ReadOnlySpan<double> scores) => scores.IsEmpty ? double.NegativeInfinity : TensorPrimitives.Max(scores);
}
