using VoiceLake.Signal;

namespace VoiceLake.Features.Pitch;

/// <summary>pYIN: F0 where the likeliest path through the candidates of all frames is voiced.</summary>
/// <remarks>Source: Mauch and Dixon, ICASSP 2014; details as librosa 0.11's <c>pyin</c>. Holds working memory: one instance a thread.</remarks>
internal sealed class PyinTracker
{
    private const int BinsPerOctave = 120;

    // Octaves a second that a voice may move.
    private const double FastestChange = 35.92;

    private readonly int _sampleRate;
    private readonly double _floor;
    private readonly int _bins;
    private readonly PyinCandidates _candidates;
    private readonly PyinPath _path;
    private readonly int[] _pitches;
    private readonly double[] _probabilities;
    private int[] _states = [];

    /// <summary>Prepares the model.</summary>
    /// <param name="options">The range of F0 and the hop of the frames.</param>
    public PyinTracker(PitchOptions options)
    {
        var lags = options.LongestLag - options.ShortestLag + 1;
        (_sampleRate, _floor) = (options.SampleRate, options.Floor);
        _bins = (int)Math.Floor(BinsPerOctave * Math.Log2(options.Ceiling / options.Floor)) + 1;
        var semitones = (int)Math.Round(FastestChange * 12 * options.Hop / options.SampleRate);
        _path = new PyinPath(new PyinTransitions(_bins, semitones * (BinsPerOctave / 12) / 2));
        _candidates = new PyinCandidates(lags);
        (_pitches, _probabilities) = (new int[lags], new double[lags]);
    }

    /// <summary>Takes the next frames.</summary>
    /// <param name="difference">Of eight frames.</param>
    /// <param name="count">How many of them count.</param>
    /// <param name="voicedProbabilities">Receives the probability that each is voiced.</param>
    public void Add(YinDifference difference, int count, Span<float> voicedProbabilities)
    {
        _candidates.Find(difference);
        for (var lane = 0; lane < count; lane++)
        {
            var weights = _candidates.Weigh(difference, lane, out var lags);
            var found = 0;
            for (var trough = 0; trough < lags.Length; trough++)
            {
                var frequency = _sampleRate / (difference.Shortest + lags[trough] + difference.Shift(lags[trough], lane));
                var bin = Math.Max(0, (int)Math.Round(BinsPerOctave * Math.Log2(frequency / _floor)));
                if (weights[trough] > 0 && bin < _bins)
                {
                    // Periods rise, so that bins fall: of two in one bin the longer period counts.
                    found -= found > 0 && _pitches[found - 1] == bin ? 1 : 0;
                    (_pitches[found], _probabilities[found]) = (bin, weights[trough]);
                    found++;
                }
            }

            var voiced = 0.0;
            foreach (var probability in _probabilities.AsSpan(0, found))
            {
                voiced += probability;
            }

            voiced = Math.Min(voiced, 1);
            voicedProbabilities[lane] = (float)voiced;
            _path.Add(_pitches.AsSpan(0, found), _probabilities.AsSpan(0, found), voiced);
        }
    }

    /// <summary>F0 of all frames in Hz, NaN where unvoiced.</summary>
    public void Trace(Span<float> frequencies)
    {
        if (_states.Length < _path.Frames)
        {
            _states = new int[_path.Frames];
        }

        _path.Trace(_states);
        for (var frame = 0; frame < frequencies.Length; frame++)
        {
            frequencies[frame] = _states[frame] < _bins ? (float)(_floor * Math.Pow(2, _states[frame] / (double)BinsPerOctave)) : float.NaN;
        }
    }

    /// <summary>Forgets the clip.</summary>
    public void Clear() => _path.Clear();
}
