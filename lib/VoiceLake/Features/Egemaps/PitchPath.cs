using System.Runtime.CompilerServices;

namespace VoiceLake.Features.Egemaps;

/// <summary>Chooses one fundamental a frame, or none, on the cheapest path through the candidates.</summary>
/// <remarks>
/// A frame is decided when all paths meet in it, or at the latest 40 frames later by the path that is then the cheapest; from the first time
/// that this happens on, always so. Source: the Viterbi smoother of openSMILE 3.0, after Luengo et al., ICASSP 2007.
/// </remarks>
internal sealed class PitchPath
{
    private const int Unvoiced = SubharmonicSum.Candidates;
    private const int States = Unvoiced + 1;
    private const int Depth = 40;
    private const float VoicingThreshold = 0.7f;
    private const double CostOfVoicing = 2;
    private const double CostBelowThreshold = 4;
    private const double CostOfChange = 10;
    private const double CostOfOnset = 10;
    private const double CostOfSilence = 1;
    private const double CostOfNoCandidate = 999;

    private readonly float[] _pitch = new float[Depth * States];
    private readonly double[] _previous = new double[Unvoiced];
    private readonly double[] _current = new double[Unvoiced];
    private double[] _costs = new double[States];
    private double[] _nextCosts = new double[States];
    private byte[] _paths = new byte[States * Depth];
    private byte[] _nextPaths = new byte[States * Depth];
    private readonly byte[] _chosen = new byte[Depth];
    private int _frames;

    /// <summary>How many frames are decided.</summary>
    public int Decided { get; private set; }

    public void Clear() => (_frames, Decided) = (0, 0);

    /// <summary>The fundamental of one of the latest decided frames, in Hz; 0 if it is unvoiced.</summary>
    public float this[int frame] => _pitch[(frame % Depth * States) + _chosen[frame % Depth]];

    /// <summary>Adds a frame.</summary>
    /// <param name="pitch">Its candidates in Hz, 0 where there is none.</param>
    /// <param name="voicing">How likely each is voiced.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(ReadOnlySpan<float> pitch, ReadOnlySpan<float> voicing)
    {
        pitch.CopyTo(_pitch.AsSpan(_frames % Depth * States));
        _pitch[(_frames % Depth * States) + Unvoiced] = 0;
        _current.AsSpan().CopyTo(_previous);
        for (var state = 0; state < Unvoiced; state++)
        {
            _current[state] = pitch[state] > 0 ? Math.Log(pitch[state]) : double.NaN;
        }

        Extend(pitch, voicing);
        _frames++;
        Decide();
    }

    /// <summary>Decides all frames that are left by the cheapest path.</summary>
    public void Finish()
    {
        for (var cheapest = Cheapest(); Decided < _frames; Decided++)
        {
            _chosen[Decided % Depth] = _paths[(cheapest * Depth) + (Decided % Depth)];
        }
    }

    private void Extend(ReadOnlySpan<float> pitch, ReadOnlySpan<float> voicing)
    {
        var (at, anyVoiced) = (_frames % Depth, false);
        foreach (var share in voicing)
        {
            anyVoiced |= share >= VoicingThreshold;
        }

        for (var state = 0; state < States; state++)
        {
            var (from, cost) = _frames == 0 ? (state, 0) : CheapestInto(state);
            _nextCosts[state] = cost + (state == Unvoiced ? anyVoiced ? CostOfVoicing * CostBelowThreshold : 0 : LocalCost(pitch[state], voicing[state]));
            _paths.AsSpan(from * Depth, Depth).CopyTo(_nextPaths.AsSpan(state * Depth));
            _nextPaths[(state * Depth) + at] = (byte)state;
        }

        (_costs, _nextCosts) = (_nextCosts, _costs);
        (_paths, _nextPaths) = (_nextPaths, _paths);
    }

    private (int From, double Cost) CheapestInto(int state)
    {
        // The reference compares each change with the one that it looked at before; it begins a clip with a change of e.
        var change = _frames == 1 && state == 0 ? 1.0 : 0.0;
        var (best, cheapest) = (0, double.PositiveInfinity);
        for (var from = 0; from < States; from++)
        {
            var cost = _costs[from];
            if (state == Unvoiced || from == Unvoiced)
            {
                cost += state == from ? CostOfSilence : CostOfOnset;
            }
            else
            {
                var ratio = _current[state] - _previous[from];
                cost += double.IsNaN(ratio) ? CostOfNoCandidate : CostOfChange * (Math.Abs(ratio) + Math.Abs(ratio - change));
                change = double.IsNaN(ratio) ? change : ratio;
            }

            if (cost < cheapest)
            {
                (best, cheapest) = (from, cost);
            }
        }

        return (best, cheapest);
    }

    private static double LocalCost(float pitch, float voicing)
    {
        var range = pitch switch
        {
            <= 0 => 2,
            < 100 => 1 - (pitch / 100.0),
            < 350 => 0,
            < 600 => (pitch - 350.0) / 250,
            _ => 1.2,
        };
        var doubt = Math.Clamp((double)voicing, 0.01, 1) < VoicingThreshold ? CostBelowThreshold : 0;
        return (CostOfVoicing * (doubt - Math.Log(Math.Clamp((double)voicing, 0.01, 1)))) + range;
    }

    private void Decide()
    {
        if (_frames - Decided >= Depth)
        {
            _chosen[Decided % Depth] = _paths[(Cheapest() * Depth) + (Decided % Depth)];
            Decided++;
            return;
        }

        for (; Decided < _frames; Decided++)
        {
            var at = Decided % Depth;
            for (var state = 1; state < States; state++)
            {
                if (_paths[(state * Depth) + at] != _paths[at])
                {
                    return;
                }
            }

            _chosen[at] = _paths[at];
        }
    }

    private int Cheapest()
    {
        var best = 0;
        for (var state = 1; state < States; state++)
        {
            best = _costs[state] < _costs[best] ? state : best;
        }

        return best;
    }
}
